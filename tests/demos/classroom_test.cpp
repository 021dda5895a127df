#include <doctest/doctest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "program.hpp"

namespace fs = std::filesystem;

namespace {

/// A page: its commands, what they are to print, and all else it says.
struct Page {
  std::vector<std::string> commands, printed;
  std::string prose;

  explicit Page(const std::string& text) {
    std::istringstream lines(text);
    std::vector<std::string>* block = nullptr;
    for (std::string line; std::getline(lines, line);) {
      CHECK_MESSAGE(columns(line) <= 80, line);
      if (line.starts_with("```"))
        block = block != nullptr  ? nullptr
                : line == "```sh" ? &commands
                                  : &printed;
      else if (block != nullptr)
        block->push_back(line);
      else
        prose += line + "\n";
    }
  }

  static std::ptrdiff_t columns(const std::string& line) {
    return line.starts_with("| [")
               ? 0  // links are not read
               : std::count_if(line.begin(), line.end(),
                               [](char c) { return (c & 0xC0) != 0x80; });
  }
};

std::string classroom(const std::string& name) {
  return test_file("../demos/classroom/" + name);
}

/// What the commands print, one after the other, in a folder that has the
/// tables. `demos/run` is the program; mnist's digits are not here.
std::string output_of(const Page& page) {
  const Folder folder;
  fs::create_directories(folder.path / "demos");
  fs::create_directory_symlink(
      fs::absolute(fs::path(TESTS) / "../demos/tables"),
      folder.path / "demos/tables");
  fs::create_symlink(GRADWALK, folder.path / "demos/run");
  std::string output;
  for (const std::string& command : page.commands) {
    if (command.starts_with("demos/run mnist")) continue;
    INFO(command);
    const int status = std::system(("cd " + folder.path.string() + " && { " +
                                    command + "; } >out 2>err </dev/null")
                                       .c_str());
    // A starting file does not pass yet.
    const bool checks_file = command.find("check") != std::string::npos;
    CHECK(WEXITSTATUS(status) <= (checks_file ? 1 : 0));
    const bool has_page = command.find("--html") != std::string::npos;
    CHECK((has_page || read(folder.path / "err").empty()));
    output += read(folder.path / "out");
  }
  return output;
}

/// Every line that stands as printed was printed, in this order, and every
/// number with a point that is said.
void check_page(const std::string& name) {
  INFO(name);
  const Page page(classroom(name));
  REQUIRE(!page.commands.empty());
  const std::string output = output_of(page);
  std::size_t at = 0;
  for (const std::string& line : page.printed) {
    at = output.find(line + "\n", at);
    REQUIRE_MESSAGE(at != std::string::npos, line);
  }
  const std::regex number("-?\\d+\\.\\d+(e-?\\d+)?");
  const std::string& said = page.prose;
  for (std::sregex_iterator found(said.begin(), said.end(), number), end;
       found != end; ++found)
    CHECK_MESSAGE(output.find(found->str()) != std::string::npos, found->str());
}

}  // namespace

TEST_CASE("every lesson has a page for the teacher, which names its parts") {
  std::istringstream rows(gradwalk("--list").out);
  int pages = 0;
  for (std::string row; std::getline(rows, row) && !row.empty();) {
    if (!row.starts_with("  ")) continue;
    const std::string name = row.substr(2, row.find(' ', 2) - 2);
    INFO(name);
    const std::string text = classroom("lessons/" + name + ".md");
    std::size_t at = 0;
    for (const std::string& part :
         {"# " + name + ": ", std::string("\n**Aim.** "),
          std::string("\n**Minutes.** "),
          std::string("\n**Before you begin.**"), "\ndemos/run " + name,
          std::string("\n## Ask\n"),
          std::string("\n## What students get wrong\n"),
          std::string("\n## Exercises\n")}) {
      at = text.find(part, at);
      REQUIRE_MESSAGE(at != std::string::npos, part);
    }
    CHECK(std::count(text.begin(), text.end(), '\n') <= 60);
    CHECK(classroom("README.md").find("(lessons/" + name + ".md)") !=
          std::string::npos);
    ++pages;
  }
  CHECK(pages >= 23);
}

TEST_CASE("the teacher's pages say what their commands print") {
  int pages = 0;
  for (const auto& file :
       fs::directory_iterator(fs::path(TESTS) / "../demos/classroom/lessons")) {
    check_page("lessons/" + file.path().filename().string());
    ++pages;
  }
  CHECK(pages >= 23);
}

TEST_CASE("the teacher's afternoon says what its commands print") {
  check_page("README.md");
}
