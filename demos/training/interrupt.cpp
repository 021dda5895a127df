#include "interrupt.hpp"

#include <chrono>
#include <csignal>

namespace gradwalk::demos {

#ifdef __EMSCRIPTEN__

namespace {

using Clock = std::chrono::steady_clock;
Clock::time_point end;
bool is_over = false;

}  // namespace

const char* const Interrupt::cause = "After 20 s the page";

Interrupt::Interrupt() {
  end = Clock::now() + std::chrono::seconds(20);
  is_over = false;
}
Interrupt::~Interrupt() = default;

bool Interrupt::asked() const { return is_over |= Clock::now() > end; }

#else

namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int) {
  interrupted = 1;
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace

const char* const Interrupt::cause = "Ctrl-C";

Interrupt::Interrupt() {
  interrupted = 0;
  std::signal(SIGINT, note);
}

Interrupt::~Interrupt() { std::signal(SIGINT, SIG_DFL); }

bool Interrupt::asked() const { return interrupted != 0; }

#endif

}  // namespace gradwalk::demos
