#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "files.hpp"
#include "options.hpp"
#include "sink.hpp"

namespace gradwalk::demos {

/// A format that a story can be shown in: the options that ask for it, and its
/// sink. A new one is a file in demos/sinks and its name in the meson.build
/// there.
class Format {
 public:
  Format() = default;
  Format(const Format&) = delete;
  Format& operator=(const Format&) = delete;
  virtual ~Format() = default;

  virtual void declare(Options& options) = 0;

  /// The files that it would write, as its options say.
  [[nodiscard]] virtual std::vector<NamedFile> files() const { return {}; }

  /// The programs that its options need, by name.
  struct NamedProgram {
    std::string option, name;
  };
  [[nodiscard]] virtual std::vector<NamedProgram> programs() const {
    return {};
  }

  /// The option by which it has standard output for itself, or "".
  [[nodiscard]] virtual std::string takes_output() const { return ""; }

  /// The option by which it prints there beside the words, or "".
  [[nodiscard]] virtual std::string prints() const { return ""; }

  /// Null if no option asks for it. `files` are all that the run writes.
  [[nodiscard]] virtual std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile> files) = 0;
};

/// Every format but the words on the terminal, in the order in which they
/// finish. Made from the list in demos/sinks/meson.build.
[[nodiscard]] std::vector<std::unique_ptr<Format>> formats();

}  // namespace gradwalk::demos
