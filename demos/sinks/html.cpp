#include "html.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "page_files.hpp"
#include "programs.hpp"
#include "story/format.hpp"

namespace gradwalk::demos {

namespace {

/// JSON that no tag in it can end.
std::string embedded(const Json& document) {
  std::string text = document.dump();
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

/// Without what stands from one mark to another.
std::string without(const std::string& text, std::string_view from,
                    std::string_view to) {
  std::string rest;
  std::size_t done = 0;
  for (std::size_t at; (at = text.find(from, done)) != std::string::npos;) {
    rest.append(text, done, at - done);
    done = text.find(to, at + from.size()) + to.size();
  }
  return rest.append(text, done);
}

/// What dot prints from its <svg> on, for a page has a head of its own, and
/// without what the page has no use for.
std::string graphs_of(const Film& film, int seconds) {
  std::string graphs;
  for (std::size_t i = 0; i < film.drawings().size(); ++i) {
    std::string svg = laid_out("--html", film.drawings()[i], seconds);
    svg = without(svg, "<title>", "</title>\n");
    svg = without(svg, "<!--", "-->\n");
    svg = without(svg, " font-family=\"", "\"");
    // The page has colours of its own for these.
    for (const char* given : {" text-anchor=\"start\"", " stroke=\"black\"",
                              " stroke=\"#666666\"", " fill=\"#666666\""})
      svg = without(svg, given, "");
    graphs += fmt::format("<template id=\"graph{}\">\n{}</template>\n", i,
                          svg.substr(svg.find("<svg")));
  }
  return graphs;
}

}  // namespace

std::string html_of(const Film& film, int seconds, const std::string& engine) {
  const std::map<std::string_view, std::string> parts{
      {"title", in_markup(film.title())},
      {"style", page_files::style},
      {"script", page_files::script},
      {"engine", engine},
      {"graphs", graphs_of(film, seconds)},
      {"film", embedded(film.document())}};
  std::string page;
  std::string_view rest = page_files::page;
  for (std::size_t open; (open = rest.find("{{")) != std::string_view::npos;) {
    const std::size_t close = rest.find("}}", open);
    page += rest.substr(0, open);
    page += parts.at(rest.substr(open + 2, close - open - 2));
    rest.remove_prefix(close + 2);
  }
  return page.append(rest);
}

namespace {

/// The scripts of demos/run site that run lessons anew, or "" if one is not
/// there.
std::string engine_built() {
  const char* const chosen = std::getenv("GRADWALK_SITE");
  const std::filesystem::path site = chosen ? chosen : page_files::site;
  std::string scripts;
  for (const char* name : {"viz.js", "engine.js"}) {
    std::ifstream file(site / name);
    if (!file) return "";
    scripts += "<script>\n";
    scripts.append(std::istreambuf_iterator<char>(file), {});
    scripts += "</script>\n";
  }
  return scripts;
}

/// `--html FILE`.
class HtmlSink : public Film {
 public:
  HtmlSink(const Style& style, std::string path)
      : Film(style), path_(std::move(path)) {}

  void finish() override {
    Film::finish();
    const std::string engine = style().reads_files ? "" : engine_built();
    write_text("--html", path_, html_of(*this, style().patience, engine));
    fmt::print(stderr, "{}: {}\n", path_, kind_of(engine));
  }

 private:
  [[nodiscard]] std::string_view kind_of(const std::string& engine) const {
    if (style().reads_files) return "a film, for a page cannot read files";
    return engine.empty()
               ? "a film; after demos/run site, a page with the engine inside"
               : "a page with the engine inside";
  }

  std::string path_;
};

class HtmlFormat : public Format {
 public:
  void declare(Options& options) override {
    options.path("--html", path_, "write the page that plays the lesson",
                 "FILE");
  }
  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!path_) return {};
    return {{"--html", *path_}};
  }
  [[nodiscard]] std::vector<NamedProgram> programs() const override {
    if (!path_) return {};
    return {{"--html", "dot"}};
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile>) override {
    return path_ ? std::make_unique<HtmlSink>(style, *path_) : nullptr;
  }

 private:
  std::optional<std::string> path_;
};

}  // namespace

std::unique_ptr<Format> html_format() { return std::make_unique<HtmlFormat>(); }

}  // namespace gradwalk::demos
