#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <gradwalk/error.hpp>
#include <new>
#include <stdexcept>
#include <utility>

#include "command_line.hpp"
#include "sinks/programs.hpp"
#include "sinks/terminal.hpp"
#include "story/command.hpp"
#include "story/spelling.hpp"

namespace gradwalk::demos {

namespace {

constexpr int usage_error = 2;
constexpr int interrupted = 130;  ///< as a shell says it of Ctrl-C

using Formats = std::vector<std::unique_ptr<Format>>;

/// The option by which a format has standard output for itself, or "".
std::string output_taken(const Formats& formats) {
  for (const auto& format : formats)
    if (const std::string option = format->takes_output(); !option.empty())
      return option;
  return "";
}

/// The files that are written. Refuses what cannot be drawn or written, before
/// any work is done.
std::vector<NamedFile> required_files(const Lesson& lesson, const Style& style,
                                      const Formats& formats) {
  if (style.graph > lesson.graphs())
    throw Error("--graph",
                lesson.graphs() == 1
                    ? fmt::format("1, for {} has one graph", lesson.name())
                    : fmt::format("a graph of {}, from 1 to {}", lesson.name(),
                                  lesson.graphs()),
                fmt::format("{}", style.graph));
  const std::string taken = output_taken(formats);
  std::vector<NamedFile> files = lesson.files();
  for (const auto& format : formats) {
    for (NamedFile& file : format->files()) files.push_back(std::move(file));
    if (const std::string option = format->prints();
        !option.empty() && !taken.empty())
      throw Error(option, fmt::format("a file, where {} has the output", taken),
                  "-");
  }
  require_writable(files);
  for (const auto& format : formats)
    for (const auto& [option, name] : format->programs())
      require_program(option, name);
  return files;
}

int tell(const Request& request, const Formats& formats) {
  const std::vector<NamedFile> files =
      required_files(*request.lesson, request.style, formats);
  const bool has_output = output_taken(formats).empty();
  Story::Sinks sinks;
  if (has_output)
    sinks.push_back(std::make_unique<Terminal>(
        request.style, Screen::of_output(request.step)));
  for (const auto& format : formats)
    if (std::unique_ptr<Sink> sink = format->sink(request.style, files))
      sinks.push_back(std::move(sink));
  Story story(request.style, std::move(sinks));
  request.lesson->tell(story);
  story.finish();
  return story.is_interrupted() ? interrupted
         : story.is_failed()    ? EXIT_FAILURE
                                : EXIT_SUCCESS;
}

int run(int count, char** arguments, bool ascii) {
  std::vector<std::unique_ptr<Lesson>> all = lessons();
  for (std::unique_ptr<Command>& command : commands())
    all.push_back(std::move(command));
  const Formats formats = demos::formats();
  const Request request = parsed_request(count, arguments, all, formats);
  if (!request.text.empty()) {
    fmt::print("{}", ascii ? in_ascii(request.text) : request.text);
    return EXIT_SUCCESS;
  }
  const int status = tell(request, formats);
  if (!request.is_chosen && output_taken(formats).empty())
    fmt::print("\n{}", ascii ? in_ascii(list_of(all)) : list_of(all));
  return status;
}

}  // namespace

}  // namespace gradwalk::demos

namespace gradwalk::demos {

namespace {

/// A file that is opened must not become standard output or error where these
/// are closed: what is written there fails, as it would on a closed one.
void hold_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(descriptor, F_GETFD) == -1)
      static_cast<void>(
          open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

/// On standard error, on one line; where nobody can read it, in vain.
int complain(std::string_view message, bool ascii, int status) {
  std::string line = "gradwalk: " + on_one_line(message);
  if (ascii) line = in_ascii(line);
  std::fputs((line + "\n").c_str(), stderr);
  return status;
}

int run_and_tell(int count, char** arguments, bool ascii) {
  try {
    const int status = run(count, arguments, ascii);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      throw std::runtime_error("expected room for the output, got none");
    return status;
  } catch (const UsageError& error) {
    return complain(error.what(), ascii, usage_error);
  } catch (const Error& error) {
    return complain(error.what(), ascii, usage_error);
  } catch (const std::bad_alloc&) {
    return complain("expected memory for all of it, got too little", ascii,
                    usage_error);
  } catch (const std::exception& error) {
    return complain(error.what(), ascii, EXIT_FAILURE);
  }
}

}  // namespace

}  // namespace gradwalk::demos

int main(int count, char** arguments) {
  using namespace gradwalk::demos;
  hold_descriptors();
  // Also where the other options cannot be read.
  const bool ascii = std::any_of(
      arguments, arguments + count,
      [](const char* text) { return std::string_view(text) == "--ascii"; });
  return run_and_tell(count, arguments, ascii);
}
