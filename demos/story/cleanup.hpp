#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>

/// What SIGINT, SIGTERM and SIGHUP must not leave behind.
namespace gradwalk::demos {

/// While it lives, these signals wait: for what cannot be undone half way.
class SignalsHeld {
 public:
  SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { release(); }

  /// The signals that wait come now, also in a process that was forked.
  void release();

 private:
  sigset_t before_;
};

/// While it lives, a signal that ends this process first removes a file, or
/// ends another process. One of each at a time.
class Cleanup {
 public:
  explicit Cleanup(const std::string& path);
  explicit Cleanup(pid_t child);
  Cleanup(const Cleanup&) = delete;
  Cleanup& operator=(const Cleanup&) = delete;
  ~Cleanup();

 private:
  void watch();

  static constexpr int signals = 3;
  bool has_child_;
  struct sigaction before_[signals];
};

}  // namespace gradwalk::demos
