#pragma once

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

/// What Debian's emscripten lacks of the standard library of C++20: in its
/// words, as far as gradwalk needs it. Every source is compiled with it there,
/// and none elsewhere.
namespace std {

template <class To, class From>
[[nodiscard]] constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}

/// As strtod reads, which also takes blanks, a plus and hexadecimal digits.
inline from_chars_result from_chars(const char* first, const char* last,
                                    double& number) {
  const string text(first, last);
  const size_t sign = text.starts_with('-') ? 1 : 0;
  const char begin = text.c_str()[sign];
  if (!isalnum(begin) && begin != '.') return {first, errc::invalid_argument};
  if (begin == '0' && (text.c_str()[sign + 1] | ' ') == 'x') {
    number = sign == 1 ? -0.0 : 0.0;
    return {first + sign + 1, errc()};
  }
  char* end = nullptr;
  const double read = strtod(text.c_str(), &end);
  const char* const stopped = first + (end - text.c_str());
  if (stopped == first) return {first, errc::invalid_argument};
  const bool is_word = isalpha(begin);
  if (!is_word && (isinf(read) || (read == 0.0 && errno == ERANGE)))
    return {stopped, errc::result_out_of_range};
  number = read;
  return {stopped, errc()};
}

class jthread : public thread {
 public:
  using thread::thread;
  jthread(jthread&&) = default;
  ~jthread() {
    if (joinable()) join();
  }
};

namespace ranges {

template <class Projection = identity>
constexpr auto find(auto&& range, const auto& value,
                    Projection projection = {}) {
  return std::find_if(begin(range), end(range), [&](const auto& one) {
    return invoke(projection, one) == value;
  });
}

constexpr auto find_if(auto&& range, auto has) {
  return std::find_if(begin(range), end(range), has);
}

constexpr auto find_if_not(auto&& range, auto has) {
  return find_if(range, [&](const auto& one) { return !invoke(has, one); });
}

constexpr auto any_of(auto&& range, auto has) {
  return find_if(range, has) != end(range);
}

constexpr auto count(auto&& range, const auto& value) {
  return std::count(begin(range), end(range), value);
}

constexpr auto count_if(auto&& range, auto has) {
  return std::count_if(begin(range), end(range), has);
}

constexpr void fill(auto&& range, const auto& value) {
  std::fill(begin(range), end(range), value);
}

constexpr void copy(auto&& range, auto to) {
  std::copy(begin(range), end(range), to);
}

constexpr void transform(auto&& range, auto to, auto function) {
  std::transform(begin(range), end(range), to, function);
}

constexpr void replace(auto&& range, const auto& old, const auto& by) {
  std::replace(begin(range), end(range), old, by);
}

constexpr auto max_element(auto&& range) {
  return std::max_element(begin(range), end(range));
}

}  // namespace ranges

}  // namespace std
