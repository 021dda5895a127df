#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <gradwalk/error.hpp>
#include <stdexcept>

#include "command_line.hpp"
#include "sinks/terminal.hpp"

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
  return story.is_interrupted() ? interrupted : EXIT_SUCCESS;
}

int run(int count, char** arguments) {
  const std::vector<std::unique_ptr<Lesson>> all = lessons();
  const Formats formats = demos::formats();
  const Request request = parsed_request(count, arguments, all, formats);
  if (!request.text.empty()) {
    fmt::print("{}", request.text);
    return EXIT_SUCCESS;
  }
  const int status = tell(request, formats);
  if (!request.is_chosen && output_taken(formats).empty())
    fmt::print("\n{}", list_of(all));
  return status;
}

}  // namespace

}  // namespace gradwalk::demos

int main(int count, char** arguments) {
  using gradwalk::demos::usage_error;
  try {
    const int status = gradwalk::demos::run(count, arguments);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      throw std::runtime_error("expected room for the output, got none");
    return status;
  } catch (const gradwalk::demos::UsageError& error) {
    fmt::print(stderr, "gradwalk: {}\n", error.what());
    return usage_error;
  } catch (const gradwalk::Error& error) {
    fmt::print(stderr, "gradwalk: {}\n", error.what());
    return usage_error;
  } catch (const std::exception& error) {
    fmt::print(stderr, "gradwalk: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
