#include "program.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "digit_files.hpp"

namespace fs = std::filesystem;

namespace {

int exit_status(int waited) {
  return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

/// Whether a call may change a file, or read one that a test changes: the made
/// digits stay as they are.
bool names_a_file(std::string arguments) {
  const std::string made = made_digits().path.string();
  for (std::size_t at; (at = arguments.find(made)) != std::string::npos;)
    arguments.erase(at, made.size());
  return arguments.find('/') != std::string::npos;
}

}  // namespace

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "gradwalk-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary folder");
  path = name;
}

Folder::~Folder() { fs::remove_all(path); }

std::string Folder::file(const std::string& name) const {
  return (path / name).string();
}

std::size_t Folder::files() const {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(path), {}));
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::vector<std::string>& lesson_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> listed;
    std::istringstream rows(gradwalk("--list").out);
    for (std::string row; std::getline(rows, row) && !row.empty();)
      if (row.starts_with("  "))
        listed.push_back(row.substr(2, row.find(' ', 2) - 2));
    for (const char* name : {"mnist", "train", "predict"})
      std::erase(listed, name);
    return listed;
  }();
  return names;
}

std::string unwrapped(std::string page) {
  for (std::size_t at; (at = page.find("\n   ")) != std::string::npos;)
    page.replace(at, 4, " ");
  return page;
}

Ran gradwalk(const std::string& arguments, const std::string& input) {
  static std::map<std::pair<std::string, std::string>, Ran> kept;
  if (names_a_file(arguments)) return gradwalk_with("", arguments, input);
  const auto call = std::make_pair(arguments, input);
  const auto known = kept.find(call);
  if (known != kept.end()) return known->second;
  return kept[call] = gradwalk_with("", arguments, input);
}

Ran gradwalk_with(const std::string& environment, const std::string& arguments,
                  const std::string& input) {
  const Folder folder;
  std::ofstream(folder.path / "in") << input;
  const std::string command = environment + " " + GRADWALK + " " + arguments +
                              " <" + (folder.path / "in").string() + " >" +
                              (folder.path / "out").string() + " 2>" +
                              (folder.path / "err").string();
  Ran ran;
  ran.status = exit_status(std::system(command.c_str()));
  ran.out = read(folder.path / "out");
  ran.err = read(folder.path / "err");
  return ran;
}

void check_refused(const Ran& ran, const std::string& message) {
  CHECK(ran.status == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err == "gradwalk: " + message + "\n");
}

double processor_seconds(const std::string& arguments) {
  const auto used = [] {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) +
           1e-6 * static_cast<double>(usage.ru_utime.tv_usec);
  };
  const double before = used();
  if (gradwalk_with("", arguments).status != 0)
    throw std::runtime_error("failed: gradwalk " + arguments.substr(0, 80));
  return used() - before;
}

Ran gradwalk_into(const std::string& file, const std::string& arguments) {
  const Folder folder;
  const std::string err = (folder.path / "err").string();
  Ran ran;
  ran.status = exit_status(std::system(
      (std::string(GRADWALK) + " " + arguments + " >" + file + " 2>" + err)
          .c_str()));
  ran.err = read(err);
  return ran;
}

Ran gradwalk_on_terminal(const std::string& arguments,
                         const std::string& environment,
                         const std::string& input, const std::string& after) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
    throw std::runtime_error("cannot open a terminal");
  const std::string name = ptsname(master);
  // exec: the program is the terminal's only process, so Ctrl-C is its alone.
  const std::string command =
      "exec env TERM=xterm " + environment + " " + GRADWALK + " " + arguments;
  const pid_t child = fork();
  if (child == 0) {
    setsid();
    const int slave = open(name.c_str(), O_RDWR);
    for (const int descriptor : {0, 1, 2}) dup2(slave, descriptor);
    close(master);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  Ran ran;
  bool typed = false;
  const auto type = [&] {
    if (typed || ran.out.find(after) == std::string::npos) return;
    typed = write(master, input.data(), input.size()) >= 0;
  };
  type();
  char buffer[4096];
  for (ssize_t got; (got = ::read(master, buffer, sizeof buffer)) > 0; type())
    ran.out.append(buffer, static_cast<std::size_t>(got));
  int waited = 0;
  waitpid(child, &waited, 0);
  close(master);
  ran.status = exit_status(waited);
  return ran;
}

std::string test_file(const std::string& name) {
  return read(fs::path(TESTS) / name);
}
