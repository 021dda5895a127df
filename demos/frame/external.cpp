#include "external.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
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

void write_whole(const std::string& option, const std::string& path,
                 const std::function<void(const std::string& beside)>& write) {
  namespace fs = std::filesystem;
  // A link is followed; a device or a pipe is written to, never replaced.
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    if (fs::is_directory(status))
      throw Error(option, "a file that can be written", path);
    write(path);
    return;
  }
  const std::string target =
      fs::exists(status) ? fs::canonical(path).string() : path;
  const std::string beside = fmt::format("{}.{}.part", target, getpid());
  if (!std::ofstream(beside))
    throw Error(option, "a file that can be written", path);
  try {
    write(beside);
    fs::rename(beside, target);
  } catch (...) {
    fs::remove(beside, unknown);
    throw;
  }
}

bool ends_in(std::string path, const std::string& ending) {
  for (char& c : path)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return path.ends_with(ending);
}

namespace {

/// Refuses a path at which no such file can be written.
void require_writable(const NamedFile& file) {
  namespace fs = std::filesystem;
  const fs::path path = file.path, folder = path.parent_path();
  std::error_code unknown;
  const bool has_folder = folder.empty() || fs::is_directory(folder, unknown);
  // Where a program writes to its output, - is no name for a file.
  if (path.empty() || path == "-" || !has_folder ||
      fs::is_directory(path, unknown) ||
      access(folder.empty() ? "." : folder.c_str(), W_OK) != 0)
    throw Error(file.option, "a file that can be written",
                path.empty() ? "nothing" : file.path);
  if (path.has_extension() && !ends_in(file.path, file.ending))
    throw Error(file.option, "a file that ends in " + file.ending, file.path);
}

/// A device takes what several write.
bool is_same(const NamedFile& one, const NamedFile& other) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::path first = fs::weakly_canonical(fs::absolute(one.path), unknown);
  return first == fs::weakly_canonical(fs::absolute(other.path), unknown) &&
         (!fs::exists(first, unknown) || fs::is_regular_file(first, unknown));
}

}  // namespace

void require_writable(const std::vector<NamedFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    require_writable(files[i]);
    for (std::size_t k = 0; k < i; ++k)
      if (is_same(files[i], files[k]))
        throw Error(files[i].option, "another file than " + files[k].option,
                    files[i].path);
  }
}

void write_text(const std::string& option, const std::string& path,
                const std::string& text) {
  write_whole(option, path, [&](const std::string& beside) {
    if (!(std::ofstream(beside, std::ios::binary) << text).flush())
      throw Error(option, "room for the file", "a full disk");
  });
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
