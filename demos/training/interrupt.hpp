#pragma once

namespace gradwalk::demos {

/// While one lives, Ctrl-C is noted, so that a training can end with its
/// batch; a second one ends the program. One at a time. A page, which cannot
/// be asked while it computes, ends a training by itself after 20 s.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  [[nodiscard]] bool asked() const;

  /// What has asked, in words.
  static const char* const cause;
};

}  // namespace gradwalk::demos
