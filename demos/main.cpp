#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <gradwalk/error.hpp>
#include <optional>
#include <stdexcept>

#include "frame/external.hpp"
#include "frame/film.hpp"
#include "frame/gnuplot.hpp"
#include "frame/html.hpp"
#include "frame/options.hpp"
#include "lessons/lessons.hpp"

namespace gradwalk::demos {

namespace {

constexpr int usage_error = 2;
constexpr int interrupted = 130;  ///< as a shell says it of Ctrl-C

struct Shown {
  Style style;
  bool json = false;
  bool list = false;
  std::optional<std::string> svg, dot, plot, html;  ///< files to draw into
  int graph = 1;                                    ///< which one they show
};

using Lessons = std::vector<std::unique_ptr<Lesson>>;

/// Whether standard output is a terminal that takes escape sequences.
bool is_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

bool refuses_color() {
  const char* refused = std::getenv("NO_COLOR");
  return refused != nullptr && *refused != '\0';
}

void declare(CLI::App& app, Shown& shown) {
  app.add_flag("--step", shown.style.step, "wait for Enter after each step")
      ->disable_flag_override();
  app.add_flag("--json", shown.json, "print the run as one JSON document")
      ->disable_flag_override();
  add_whole(app, "--precision", shown.style.precision, 1, 17,
            "significant digits in the text");
  app.add_flag("--ascii", shown.style.ascii, "use no symbol outside ASCII")
      ->disable_flag_override();
  app.add_option("--svg", shown.svg, "draw the graph into this file")
      ->type_name("FILE")
      ->take_last();
  app.add_option("--dot", shown.dot, "the same as Graphviz text")
      ->type_name("FILE")
      ->take_last();
  add_fold(app, shown.style.fold);
  add_whole(app, "--graph", shown.graph, 1, 9,
            "which of its graphs --svg and --dot draw");
  app.add_option("--html", shown.html, "write the page that plays the lesson")
      ->type_name("FILE")
      ->take_last();
  app.add_option("--plot", shown.plot,
                 "plot the curves: .svg, .png, or here: -")
      ->type_name("FILE")
      ->take_last();
}

void list(const Lessons& all) {
  fmt::print("Lessons:\n");
  for (const auto& lesson : all)
    fmt::print("  {:<15} {}\n", lesson->name(), lesson->teaches());
  fmt::print("\ngradwalk LESSON --help shows a lesson's options.\n");
}

/// CLI11's complaint as one line: what was expected, what was got.
std::string complaint(const CLI::App& app, const Lessons& all,
                      const CLI::ParseError& error) {
  if (const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const std::vector<std::string> got = app.remaining(true);
    const std::string first = got.empty() ? extras->what() : got.front();
    if (first.starts_with('-'))
      return fmt::format("expected an option that --help lists, got {}", first);
    if (!app.get_subcommands().empty())
      return fmt::format("expected one lesson, got {} too", first);
    std::string names;
    for (const auto& lesson : all)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", lesson->name());
    return fmt::format("expected a lesson ({}), got {}", names, first);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string text = error.what();
    if (text.find("flag override") != std::string::npos)
      return fmt::format("--{}: expected no value, got one",
                         text.substr(0, text.find(' ')));
    return fmt::format("{}: expected a value, got none",
                       text.substr(0, text.find(':')));
  }
  return error.what();
}

/// Refuses what cannot be drawn or written, before any work is done.
void require(const Lesson& lesson, const Shown& shown) {
  if (shown.graph > lesson.graphs())
    throw Error("--graph",
                lesson.graphs() == 1
                    ? fmt::format("1, for {} has one graph", lesson.name())
                    : fmt::format("a graph of {}, from 1 to {}", lesson.name(),
                                  lesson.graphs()),
                fmt::format("{}", shown.graph));
  std::vector<NamedFile> files = lesson.files();
  if (shown.dot) files.push_back({"--dot", *shown.dot});
  if (shown.svg) files.push_back({"--svg", *shown.svg, ".svg"});
  if (shown.html) files.push_back({"--html", *shown.html});
  if (shown.plot) {
    if (canvas_of("--plot", *shown.plot) != Canvas::terminal)
      files.push_back({"--plot", *shown.plot});
    else if (shown.json)
      throw Error("--plot", "a file, where --json has the output", "-");
  }
  require_writable(files);
}

/// The drawing that `--graph` asks for.
const std::string& drawing(const Shown& shown, const Outcome& outcome) {
  return shown.graph == 1 ? outcome.drawing
                          : outcome.more_drawings.at(
                                static_cast<std::size_t>(shown.graph - 2));
}

void draw(Page& page, const Shown& shown, const Outcome& outcome) {
  const std::string& graph = drawing(shown, outcome);
  if (shown.dot) write_text("--dot", *shown.dot, graph);
  if (shown.svg) write_text("--svg", *shown.svg, laid_out("--svg", graph));
  if (!shown.plot) return;
  const Canvas canvas = canvas_of("--plot", *shown.plot);
  if (outcome.figure.empty())
    throw Error("--plot", "a lesson that has curves", "one that has none");
  std::string picture = plotted(script_of(outcome.figure, canvas));
  if (canvas != Canvas::terminal) {
    write_text("--plot", *shown.plot, picture);
    return;
  }
  std::erase(picture, '\f');
  page.lines(picture);
}

int run(Lesson& lesson, const Shown& shown) {
  require(lesson, shown);
  Film film(shown.style.precision);
  Page page(shown.style, shown.html ? &film : nullptr);
  const Outcome outcome = lesson.run(page);
  if (shown.json) fmt::print("{}\n", outcome.document.dump(2));
  draw(page, shown, outcome);
  if (shown.html) write_text("--html", *shown.html, html_of(film));
  return outcome.interrupted ? interrupted : EXIT_SUCCESS;
}

int run(int count, char** arguments) {
  const Lessons all = lessons();
  Shown shown;
  CLI::App app("gradwalk walks through gradients, node by node.", "gradwalk");
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  app.set_help_flag("-h,--help", "print this help");
  app.add_flag("--list", shown.list, "say what each lesson teaches");
  declare(app, shown);
  for (const auto& lesson : all) {
    CLI::App* options = app.add_subcommand(std::string(lesson->name()),
                                           std::string(lesson->teaches()));
    declare(*options, shown);
    lesson->declare(*options);
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    return EXIT_SUCCESS;
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "gradwalk: {}\n", complaint(app, all, error));
    return usage_error;
  }
  if (shown.list) {
    list(all);
    return EXIT_SUCCESS;
  }
  shown.style.shown = !shown.json;
  shown.style.figure = shown.plot.has_value();
  shown.style.terminal = is_terminal();
  shown.style.color = shown.style.terminal && !refuses_color();
  shown.style.precise = app.count("--precision") > 0;
  for (const auto& lesson : all)
    if (const std::string name(lesson->name()); app.got_subcommand(name)) {
      shown.style.precise |= app.get_subcommand(name)->count("--precision") > 0;
      return run(*lesson, shown);
    }
  const int status = run(*all.front(), shown);
  if (!shown.json) {
    fmt::print("\n");
    list(all);
  }
  return status;
}

}  // namespace

}  // namespace gradwalk::demos

int main(int count, char** arguments) {
  try {
    const int status = gradwalk::demos::run(count, arguments);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      throw std::runtime_error("expected room for the output, got none");
    return status;
  } catch (const gradwalk::Error& error) {
    fmt::print(stderr, "gradwalk: {}\n", error.what());
    return gradwalk::demos::usage_error;
  } catch (const std::exception& error) {
    fmt::print(stderr, "gradwalk: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
