#include "crossings.hpp"

#include "training/boundary.hpp"

namespace gradwalk::demos {

Crossings::Crossings(
    const MLP& net, Loss loss,
    const std::function<std::vector<double>(double, double)>& row)
    : diagonal(crossings(net, loss, [&](double t) { return row(t, t); })),
      x1_axis(crossings(net, loss, [&](double t) { return row(t, 0); })),
      x2_axis(crossings(net, loss, [&](double t) { return row(0, t); })) {}

void Crossings::tell(Story& story) const {
  std::vector<Line> rows;
  const auto add = [&](const char* where, const std::vector<double>& found) {
    std::string at;
    for (const double t : found)
      at += (at.empty() ? "" : " and ") + story.number(t);
    rows.push_back({{where}, {at.empty() ? "nowhere" : at}});
  };
  story.say("Between -0.5 and 1.5 the output crosses ½");
  add("along the diagonal, x1 = x2, at", diagonal);
  add("along the x1 axis at x1 =", x1_axis);
  add("along the x2 axis at x2 =", x2_axis);
  story.table(rows);
}

Json Crossings::document() const {
  return {{"diagonal", diagonal}, {"x1_axis", x1_axis}, {"x2_axis", x2_axis}};
}

}  // namespace gradwalk::demos
