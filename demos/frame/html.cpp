#include "html.hpp"

#include <map>

#include "external.hpp"
#include "page_files.hpp"

namespace gradwalk::demos {

namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  return safe;
}

/// JSON that no tag in it can end.
std::string embedded(const Json& document) {
  std::string text =
      document.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

/// What dot prints from its <svg> on: a page has a head of its own.
std::string graphs_of(const Film& film) {
  std::string graphs;
  for (std::size_t i = 0; i < film.drawings().size(); ++i) {
    const std::string svg = laid_out("--html", film.drawings()[i]);
    graphs += fmt::format("<template id=\"graph{}\">\n{}</template>\n", i,
                          svg.substr(svg.find("<svg")));
  }
  return graphs;
}

}  // namespace

std::string html_of(const Film& film) {
  const Json document = film.document();
  const std::map<std::string_view, std::string> parts{
      {"title", escaped(document["title"].get<std::string>())},
      {"style", page_files::style},
      {"script", page_files::script},
      {"graphs", graphs_of(film)},
      {"film", embedded(document)}};
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

}  // namespace gradwalk::demos
