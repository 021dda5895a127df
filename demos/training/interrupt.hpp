#pragma once

namespace gradwalk::demos {

/// While one lives, Ctrl-C is noted, so that a training can end with its
/// batch; a second one ends the program. One at a time.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  [[nodiscard]] bool asked() const;
};

}  // namespace gradwalk::demos
