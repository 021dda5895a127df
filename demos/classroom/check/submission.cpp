#include "submission.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <sstream>
#include <system_error>

#include "sinks/programs.hpp"
#include "story/cleanup.hpp"
#include "story/files.hpp"

namespace gradwalk::demos {

namespace {

constexpr const char* last_line = "all checks were made";
constexpr int no_library = 99, not_found = 127;

/// Compiles $1 and, behind it, standard input, into $2. The library is that of
/// the build tree of $3, whose headers are in $4, or the one that is installed.
constexpr const char* compiling = R"(
export LC_ALL=C PKG_CONFIG_PATH="$3:${PKG_CONFIG_PATH:-}"
flags=$(pkg-config --cflags --libs gradwalk) || exit 99
export LD_RUN_PATH=$(pkg-config --libs-only-L gradwalk | sed 's/ *-L/:/g; s/ *$//')
tree=$4
[ -d "$3" ] || tree=
eval "exec ${CXX:-c++} -std=c++20 -O0 -pipe -D_GLIBCXX_ASSERTIONS \
  -include \"\$1\" -x c++ - -x none -o \"\$2\" \
  -I \"\$tree/engine/include\" -I \"\$tree/nn/include\" $flags"
)";

/// Runs $1, which may print 1 MB and have 4 GB of memory.
constexpr const char* running = R"(
ulimit -f 2048
ulimit -v 4000000 2>/dev/null
exec "$1"
)";

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream rows(text);
  for (std::string row; std::getline(rows, row);) lines.push_back(row);
  return lines;
}

/// A file of no name that another has; it goes when this ends.
class TemporaryFile {
 public:
  TemporaryFile() : path_(made()), cleanup_(path_) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code unknown;
    std::filesystem::remove(path_, unknown);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  static std::string made() {
    std::string path =
        (std::filesystem::temp_directory_path() / "gradwalk-XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) throw Error("check", "room for a program", "none");
    close(descriptor);
    return path;
  }

  std::string path_;
  Cleanup cleanup_;
};

/// The errors in the student's own file, or where it led to them; of others
/// only if there are none.
std::vector<std::string> complaints_in(const std::string& text,
                                       const std::string& path) {
  constexpr std::size_t most = 6;
  std::vector<std::string> own, led, others, all = lines_in(text);
  for (const std::string& line : all) {
    const bool is_undefined = line.find("undefined reference") != line.npos;
    // The linker's last line says only that there were others.
    const bool is_last = line.find("linker command") != line.npos ||
                         line.starts_with("collect2");
    const bool is_error =
        is_undefined || (line.find("error: ") != line.npos && !is_last);
    const bool is_own = line.starts_with(path + ":");
    if (is_error || is_own)
      (is_error ? is_own ? own : others : led).push_back(line);
  }
  if (own.empty()) own = std::move(led);
  own.insert(own.end(), others.begin(), others.end());
  if (own.empty()) own = std::move(all);
  own.resize(std::min(own.size(), most));
  return own;
}

/// Why a program came to its end too early, by its status as waitpid has it.
std::string said_of(const std::optional<int>& status, int seconds) {
  if (!status)
    return fmt::format(
        "It had not ended after {} s: does a loop in it ever end?", seconds);
  if (!WIFSIGNALED(*status))
    return "It ended before all checks were made: does it call exit?";
  switch (WTERMSIG(*status)) {
    case SIGSEGV:
    case SIGBUS:
      return "It crashed: it used memory that is not its own, or a function "
             "calls itself without end.";
    case SIGABRT:
      return "It was aborted: an index was out of range, an assertion failed, "
             "or nobody caught an exception.";
    case SIGFPE:
      return "It crashed: a whole number was divided by 0.";
    case SIGXFSZ:
      return "It printed more than 1 MB, and was ended.";
    default:
      return fmt::format("It was ended by signal {}.", WTERMSIG(*status));
  }
}

/// Whether the compiler made a program.
bool is_compiled(const Ending& compiler, const std::string& path, int seconds) {
  if (!compiler.status)
    throw Error("check",
                fmt::format("{} to be compiled within {} s "
                            "(--patience)",
                            path, seconds),
                "a file that takes longer");
  const int status =
      WIFEXITED(*compiler.status) ? WEXITSTATUS(*compiler.status) : not_found;
  if (status == no_library)
    throw Error("check", "gradwalk's library, built or installed, and fmt",
                "none that pkg-config finds");
  if (status == not_found)
    throw Error("check", "a compiler, named by CXX or else c++", "none");
  return status == EXIT_SUCCESS;
}

}  // namespace

bool Submission::passes() const {
  return complaints.empty() && broken_off.empty() &&
         std::ranges::all_of(checks, [](const std::string& check) {
           return check.starts_with("right: ");
         });
}

Submission submitted(const Exercise& exercise, const std::string& path,
                     Patience patience) {
  static_cast<void>(read_text(path));  // refuses what is no file
  const std::string whole = std::filesystem::absolute(path).string();
  const TemporaryFile program;
  const Ending compiler =
      ended_program({"sh", "-c", compiling, "sh", whole, program.path(),
                     GRADWALK_BUILT, GRADWALK_SOURCE},
                    std::string(exercise.checks), "check", patience.compiling);
  Submission submission;
  if (!is_compiled(compiler, path, patience.compiling)) {
    submission.complaints = complaints_in(compiler.errors, whole);
    for (std::string& line : submission.complaints)
      for (std::size_t at; (at = line.find(whole)) != line.npos;)
        line.replace(at, whole.size(), std::filesystem::path(path).filename());
    return submission;
  }
  const Ending ran = ended_program({"sh", "-c", running, "sh", program.path()},
                                   "", "check", patience.running);
  submission.checks = lines_in(ran.output);
  submission.printed = lines_in(ran.errors);
  if (!submission.checks.empty() && submission.checks.back() == last_line)
    submission.checks.pop_back();
  else
    submission.broken_off = said_of(ran.status, patience.running);
  return submission;
}

}  // namespace gradwalk::demos
