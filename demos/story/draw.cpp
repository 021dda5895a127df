#include "draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "lesson.hpp"

namespace gradwalk::demos {

namespace {

/// Digits behind the point; 3 stands for more.
int decimals_of(double number) {
  constexpr int most = 3;
  double scale = 1.0;
  for (int digits = 0; digits < most; ++digits, scale *= 10.0)
    if (std::round(number * scale) == number * scale) return digits;
  return most;
}

}  // namespace

double Draw::one_of(std::span<const double> numbers) {
  return numbers[random_.interval(
      static_cast<std::uint32_t>(numbers.size() - 1))];
}

double Draw::like(double number) {
  // In units, which a division makes decimal fractions without a remainder.
  const int decimals = decimals_of(number);
  const double units = decimals == 0 ? 1.0 : std::pow(10.0, decimals),
               step = decimals < 2 ? 1.0 : 5.0,
               least = decimals == 0 ? 9.0 : 0.9 * units,
               most = std::clamp(2.0 * std::abs(number) * units, least, 1e9);
  const double drawn =
      step *
      (1.0 + random_.interval(static_cast<std::uint32_t>(most / step) - 1u));
  const bool is_negative =
      decimals == 0 ? number < 0.0 : random_.interval(1) == 1;
  return (is_negative ? -drawn : drawn) / units;
}

std::vector<std::string> Lesson::varied(std::vector<std::string> texts,
                                        const Options& options, Draw& draw) {
  for (const Option& option : options.all()) {
    if (!option.is_data || !draw.draws(option.name.substr(2))) continue;
    const double own =
        parsed_number(option.is_given ? option.text : option.shown).value();
    texts.push_back(option.name);
    texts.push_back(fmt::format("{}", option.drawn_of.empty()
                                          ? draw.like(own)
                                          : draw.one_of(option.drawn_of)));
  }
  return texts;
}

}  // namespace gradwalk::demos
