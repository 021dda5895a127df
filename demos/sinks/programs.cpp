#include "programs.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>

#include "story/cleanup.hpp"

namespace gradwalk::demos {

namespace {

constexpr int not_there = 127;  ///< as a shell says it of a command

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

namespace {

/// Becomes the program; ends with the process that it was forked from.
[[noreturn]] void become(const std::vector<std::string>& command,
                         const Spool& in, const Spool& out, const Spool& errors,
                         pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(not_there);
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  dup2(in.descriptor(), STDIN_FILENO);
  dup2(out.descriptor(), STDOUT_FILENO);
  dup2(errors.descriptor(), STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(not_there);
}

/// How the child ended; nothing if it did not within so many seconds.
std::optional<int> ended(pid_t child, int seconds) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::seconds(seconds);
  for (auto pause = std::chrono::milliseconds(1);;
       pause = std::min(2 * pause, std::chrono::milliseconds(50))) {
    int status = 0;
    const pid_t found = waitpid(child, &status, WNOHANG);
    if (found == child) return status;
    if (Clock::now() > until) break;
    std::this_thread::sleep_for(pause);
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  return std::nullopt;
}

/// The file that a command's name stands for, as a shell finds it.
bool is_installed(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string file = (folder.empty() ? "." : folder) + "/" + name;
    std::error_code unknown;
    if (std::filesystem::is_regular_file(file, unknown) &&
        access(file.c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

}  // namespace

void require_program(const std::string& option, const std::string& name) {
  if (is_installed(name)) return;
  throw Error(option, name + " on this machine",
              fmt::format("none; install it with the package {}, or run "
                          "demos/run once",
                          name == "dot" ? "graphviz" : name));
}

Ending ended_program(const std::vector<std::string>& command,
                     const std::string& input, const std::string& option,
                     int seconds) {
  const std::string& name = command[0];
  require_program(option, name);
  const Spool in(input), out, errors;
  SignalsHeld held;
  const pid_t parent = getpid(), child = fork();
  if (child == 0) {
    held.release();
    become(command, in, out, errors, parent);
  }
  if (child < 0) throw Error(option, name + " to start", "no process for it");
  const Cleanup cleanup(child);
  held.release();
  const std::optional<int> status = ended(child, seconds);
  return {status, out.text(), errors.text()};
}

std::string run_program(const std::vector<std::string>& command,
                        const std::string& input, const std::string& option,
                        int seconds) {
  const std::string& name = command[0];
  Ending ending = ended_program(command, input, option, seconds);
  if (!ending.status)
    throw Error(
        option,
        fmt::format("{} to draw within {} s (--patience)", name, seconds),
        name == "dot" ? "a graph that takes longer; --fold layers "
                        "makes a net smaller"
                      : "a figure that takes longer");
  if (!WIFEXITED(*ending.status) || WEXITSTATUS(*ending.status) != 0)
    throw Error(option, name + " to draw", "its failure");
  return std::move(ending.output);
}

std::string laid_out(const std::string& option, const std::string& drawing,
                     int seconds) {
  return run_program({"dot", "-Tsvg"}, drawing, option, seconds);
}

namespace {
/// Chromium under the name that it has here, or "": first the one without
/// windows, which starts in a third of the time.
std::string chromium() {
  for (const char* name : {"chromium-headless-shell", "chromium",
                           "chromium-browser", "google-chrome"})
    if (is_installed(name)) return name;
  return "";
}
}  // namespace

bool prints_pdf() { return !chromium().empty(); }

void print_pdf(const std::string& path, int seconds) {
  std::vector<std::string> command{chromium(), "--headless", "--disable-gpu",
                                   "--no-pdf-header-footer"};
  // Chromium has no sandbox for root.
  if (getuid() == 0) command.emplace_back("--no-sandbox");
  command.push_back("--print-to-pdf=" + path + ".pdf");
  command.push_back("file://" + path + ".html");
  static_cast<void>(run_program(command, "", "--out", seconds));
}

std::string plotted(const std::string& script, int seconds) {
  return run_program({"gnuplot", "-d"}, script, "--plot", seconds);
}

}  // namespace gradwalk::demos
