#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "program.hpp"

namespace fs = std::filesystem;

namespace {

std::string next_line(std::istream& text) {
  std::string line;
  return std::getline(text, line) ? line : "the end";
}

/// Where two texts part: both lines, and their number.
std::string first_difference(const std::string& one, const std::string& other) {
  std::istringstream ones(one), others(other);
  for (int number = 1; ones || others; ++number) {
    const std::string a = next_line(ones), b = next_line(others);
    if (a != b)
      return "line " + std::to_string(number) + ": " + a + "\nbeside: " + b;
  }
  return "";
}

}  // namespace

TEST_CASE("the program prints every page of tests/demos/pages as it is there") {
  std::istringstream rows(test_file("demos/pages"));
  std::set<std::string> listed;
  for (std::string page, arguments;
       rows >> page && std::getline(rows >> std::ws, arguments);) {
    INFO(page << "; tests/run --refresh writes it anew");
    const std::string printed = gradwalk(arguments).out;
    const std::string expected = test_file("demos/" + page);
    CHECK(first_difference(printed, expected) == "");
    CHECK((printed == expected));
    listed.insert(page);
  }
  std::set<std::string> there;
  for (const auto& file : fs::directory_iterator(TESTS "/demos"))
    if (file.path().extension() == ".txt")
      there.insert(file.path().filename().string());
  CHECK(listed == there);
  CHECK(there.size() >= 9);
}
