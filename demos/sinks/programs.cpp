#include "programs.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <gradwalk/error.hpp>

extern char** environ;

namespace gradwalk::demos {

namespace {

/// What a program reads or prints, in a file: pipes would need a second
/// thread.
class Spool {
 public:
  explicit Spool(const std::string& text = "") : file_(std::tmpfile()) {
    if (file_ == nullptr ||
        std::fwrite(text.data(), 1, text.size(), file_) != text.size() ||
        std::fflush(file_) != 0 || std::fseek(file_, 0, SEEK_SET) != 0)
      throw Error("drawing", "room for a temporary file", "none");
  }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool() { std::fclose(file_); }
  [[nodiscard]] int descriptor() const { return fileno(file_); }

  [[nodiscard]] std::string text() const {
    std::rewind(file_);
    std::string all;
    char part[4096];
    for (std::size_t got; (got = std::fread(part, 1, sizeof part, file_)) > 0;)
      all.append(part, got);
    return all;
  }

 private:
  std::FILE* file_;
};

}  // namespace

std::string run_program(const std::vector<std::string>& command,
                        const std::string& input, const std::string& option,
                        const std::string& hint) {
  const Spool in(input), out;
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.descriptor(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                   O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr,
                                  arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failed == 0)
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  const bool missing =
      failed != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127);
  if (missing)
    throw Error(option, command[0] + " on this machine",
                "none; install it with " + hint);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(option, command[0] + " to draw", "its failure");
  return out.text();
}

std::string laid_out(const std::string& option, const std::string& drawing) {
  return run_program({"dot", "-Tsvg"}, drawing, option,
                     "the package graphviz, or run demos/run once");
}

std::string plotted(const std::string& script) {
  return run_program({"gnuplot", "-d"}, script, "--plot",
                     "the package gnuplot, or run demos/run once");
}

}  // namespace gradwalk::demos
