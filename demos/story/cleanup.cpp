#include "cleanup.hpp"

#include <unistd.h>

#include <array>
#include <cstring>

namespace gradwalk::demos {

namespace {

constexpr std::array<int, 3> ending{SIGINT, SIGTERM, SIGHUP};

// What a handler reads: it may ask for no memory.
std::array<char, 4096> file{};  ///< empty for none
volatile pid_t child = 0;       ///< 0 for none

void clean_up(int signal) {
  if (file[0] != '\0') unlink(file.data());
  if (child > 0) kill(child, SIGKILL);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

SignalsHeld::SignalsHeld() {
  sigset_t held;
  sigemptyset(&held);
  for (const int signal : ending) sigaddset(&held, signal);
  sigprocmask(SIG_BLOCK, &held, &before_);
}

void SignalsHeld::release() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

Cleanup::Cleanup(const std::string& path) : has_child_(false) {
  const SignalsHeld held;
  // Of a path too long for it, the system would have made no file either.
  if (path.size() < file.size())
    std::memcpy(file.data(), path.c_str(), path.size() + 1);
  watch();
}

Cleanup::Cleanup(pid_t process) : has_child_(true) {
  const SignalsHeld held;
  child = process;
  watch();
}

void Cleanup::watch() {
  struct sigaction cleaning {};
  cleaning.sa_handler = clean_up;
  for (std::size_t i = 0; i < ending.size(); ++i) {
    sigaction(ending[i], nullptr, &before_[i]);
    // What nohup ignores stays ignored.
    if (before_[i].sa_handler != SIG_IGN)
      sigaction(ending[i], &cleaning, nullptr);
  }
}

Cleanup::~Cleanup() {
  const SignalsHeld held;
  for (std::size_t i = 0; i < ending.size(); ++i)
    sigaction(ending[i], &before_[i], nullptr);
  if (has_child_)
    child = 0;
  else
    file[0] = '\0';
}

}  // namespace gradwalk::demos
