#include "cleanup.hpp"

#include <unistd.h>

#include <array>
#include <cstring>

namespace gradwalk::demos {

namespace {

constexpr std::array<int, 3> watched{SIGINT, SIGTERM, SIGHUP};

// What a handler reads: it may ask for no memory.
std::array<char, 4096> unfinished{};  ///< empty for none
volatile pid_t drawing_program = 0;   ///< 0 for none

void clean_up(int signal) {
  if (unfinished[0] != '\0') unlink(unfinished.data());
  if (drawing_program > 0) kill(drawing_program, SIGKILL);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

SignalsHeld::SignalsHeld() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : watched) sigaddset(&held, signal);
  sigprocmask(SIG_BLOCK, &held, &before_);
}

void SignalsHeld::release() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

Cleanup::Cleanup(const std::string& path) : has_child_(false) {
  const SignalsHeld held;
  // Of a path too long for it, the system would have made no file either.
  if (path.size() < unfinished.size())
    std::memcpy(unfinished.data(), path.c_str(), path.size() + 1);
  watch();
}

Cleanup::Cleanup(pid_t process) : has_child_(true) {
  const SignalsHeld held;
  drawing_program = process;
  watch();
}

void Cleanup::watch() {
  struct sigaction cleaning {};
  cleaning.sa_handler = clean_up;
  for (std::size_t i = 0; i < watched.size(); ++i) {
    sigaction(watched[i], nullptr, &before_[i]);
    // What nohup ignores stays ignored.
    if (before_[i].sa_handler != SIG_IGN)
      sigaction(watched[i], &cleaning, nullptr);
  }
}

Cleanup::~Cleanup() {
  const SignalsHeld held;
  for (std::size_t i = 0; i < watched.size(); ++i)
    sigaction(watched[i], &before_[i], nullptr);
  if (has_child_)
    drawing_program = 0;
  else
    unfinished[0] = '\0';
}

}  // namespace gradwalk::demos
