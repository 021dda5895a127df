#include "class_sheets.hpp"

#include <fmt/format.h>

#include <map>

#include "classroom/sheets/pleasant.hpp"

using namespace gradwalk::demos;

namespace {

Worksheets drawn_for(const std::vector<std::string>& texts) {
  constexpr std::uint32_t students = 30;
  Worksheets all;
  all.selection.kinds = usual_kinds();
  all.style.precision = 4;
  PleasantNumbers numbers(texts, all.style);
  for (std::uint32_t i = 1; i <= students; ++i) {
    Draw draw(i);
    const auto drawn = numbers.drawn(draw, all.sheets);
    all.sheets.push_back(
        {fmt::format("{}", i), drawn, sheet_of(drawn, all.style)});
  }
  return all;
}

}  // namespace

const Worksheets& class_of(const std::vector<std::string>& texts) {
  static std::map<std::vector<std::string>, Worksheets> drawn;
  const auto known = drawn.find(texts);
  return known != drawn.end()
             ? known->second
             : drawn.emplace(texts, drawn_for(texts)).first->second;
}
