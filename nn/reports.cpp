#include "reports.hpp"

namespace gradwalk {

bool Reports::go_on(int epoch) {
  if (epoch % options_.every != 0 && epoch != options_.epochs) return true;
  if (!options_.each_report && options_.history == nullptr &&
      options_.patience == 0)
    return true;
  const Progress now = progress(examples_, epoch);
  Progress watched = now;
  if (options_.held_out != nullptr)
    watched = progress(*options_.held_out, epoch);
  if (options_.history != nullptr) {
    options_.history->trained.push_back(now);
    if (options_.held_out != nullptr)
      options_.history->held_out.push_back(watched);
  }
  const bool goes_on = !options_.each_report || options_.each_report(now);
  return has_patience(watched.cost) && goes_on;
}

Progress Reports::progress(const Examples& examples, int epoch) const {
  return evaluate(net_, examples, options_.loss, options_.reduction, epoch);
}

bool Reports::has_patience(double cost) {
  if (options_.patience == 0) return true;
  ++waited_;
  if (cost < lowest_) {
    lowest_ = cost;
    waited_ = 0;
    best_.clear();
    for (const Value w : net_.parameters()) best_.push_back(w.value());
  }
  return waited_ < options_.patience;
}

}  // namespace gradwalk
