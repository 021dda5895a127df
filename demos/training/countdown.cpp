#include "countdown.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace gradwalk::demos {

namespace {

std::string clock_text(double seconds) {
  const int whole = static_cast<int>(seconds + 0.5);
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600,
                                    whole / 60 % 60, whole % 60);
}

}  // namespace

Countdown::Countdown() {
  const char* terminal = std::getenv("TERM");
  is_shown_ = isatty(STDERR_FILENO) != 0 &&
              (terminal == nullptr || std::string_view(terminal) != "dumb");
}

Countdown::~Countdown() {
  if (is_shown_ && last_ != Clock::time_point{})
    std::fputs("\r\033[2K", stderr);
}

void Countdown::tell(std::string_view text, double share) {
  using namespace std::chrono_literals;
  const auto now = Clock::now();
  if (!is_shown_ || now - last_ < 100ms) return;
  last_ = now;
  const double passed = std::chrono::duration<double>(now - began_).count();
  // What the first moments foretell is not worth a number.
  const bool is_known = passed > 0.5 && share > 0.0;
  // Standard output's lines come first, where both are one terminal.
  std::fflush(stdout);
  // Where nobody reads it any more, in vain.
  const std::string line = fmt::format(
      "\r\033[2K   {}{}", text,
      is_known ? fmt::format(", {} left", clock_text(passed / share - passed))
               : "");
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace gradwalk::demos
