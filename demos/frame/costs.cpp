#include "costs.hpp"

#include <fmt/format.h>

#include <gradwalk/labels.hpp>

namespace gradwalk::demos {

std::string counted_epochs(int epochs) {
  return fmt::format("{} epoch{}", epochs, epochs == 1 ? "" : "s");
}

void show_costs(Page& page, const std::vector<Progress>& reports,
                std::size_t summed) {
  constexpr std::size_t shown = 12;
  constexpr int exact = 17;
  const int digits = page.style().precise ? page.style().precision : exact;
  std::vector<Line> rows{{{"epoch"}, {"cost"}}};
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const std::size_t left = reports.size() - 1 - i;
    const bool early = i < 4, late = left < 6;
    if (reports.size() > shown && !early && !late &&
        i % (reports.size() / 4) != 0)
      continue;
    rows.push_back({{fmt::format("{}", reports[i].epoch)},
                    {number(reports[i].cost, digits), Ink::forward}});
  }
  if (summed > 1)
    page.say(fmt::format("The cost is the sum of {} losses, not their mean.",
                         summed));
  if (!page.style().precise)
    page.say(
        "Costs are in full, to hold beside a source's; --precision shortens "
        "them.");
  page.blank();
  page.table(rows);
}

}  // namespace gradwalk::demos
