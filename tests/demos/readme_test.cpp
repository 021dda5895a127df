#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "program.hpp"

namespace {

/// The commands of a page that run the program, without `demos/run`: what
/// follows it in blocks of a shell.
std::vector<std::string> commands_of(const std::string& page) {
  std::vector<std::string> commands;
  std::istringstream lines(test_file(page));
  const std::string run = "demos/run ";
  bool is_shell = false, goes_on = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) is_shell = line == "```sh";
    if (!is_shell || !(goes_on || line.starts_with(run))) continue;
    if (!goes_on) commands.emplace_back();
    const std::string text = goes_on ? line : line.substr(run.size());
    goes_on = text.ends_with('\\');
    commands.back() += goes_on ? text.substr(0, text.size() - 1) : text;
  }
  return commands;
}

/// What needs digits, tables, emscripten, or says nothing new, is tested
/// elsewhere.
bool is_run_here(const std::string& command) {
  for (const char* first : {"train", "predict", "mnist", "site", " "})
    if (command.starts_with(first)) return false;
  return true;
}

}  // namespace

TEST_CASE("each command of the READMEs does what it is for") {
  const Folder folder;
  std::set<std::string> ran;
  for (const std::string page : {"../README.md", "../demos/README.md"}) {
    for (const std::string& command : commands_of(page)) {
      if (!is_run_here(command) || !ran.insert(command).second) continue;
      INFO(page << ": " << command);
      const Ran result =
          gradwalk_with("cd " + folder.path.string() + ";", command);
      CHECK(result.status == 0);
      CHECK(result.out.size() > 40);
      CHECK(result.err == "");
    }
  }
  CHECK(ran.size() >= 12);
}
