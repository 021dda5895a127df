#pragma once

#include <chrono>
#include <string_view>

namespace gradwalk::demos {

/// A line on standard error that tells how far some work is and how long it
/// will take yet, for whoever waits before a terminal; nothing is written to a
/// pipe or a file. The line goes when the countdown ends.
class Countdown {
 public:
  Countdown();
  Countdown(const Countdown&) = delete;
  Countdown& operator=(const Countdown&) = delete;
  ~Countdown();

  /// `share` of the work is done, from 0 to 1. Written ten times a second at
  /// most.
  void tell(std::string_view text, double share);

 private:
  using Clock = std::chrono::steady_clock;
  bool is_shown_;
  Clock::time_point began_ = Clock::now(), last_{};
};

}  // namespace gradwalk::demos
