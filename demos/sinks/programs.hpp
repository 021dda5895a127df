#pragma once

#include <optional>
#include <string>
#include <vector>

#include "story/style.hpp"

/// Programs that draw for us, and others.
namespace gradwalk::demos {

/// Refuses an option that needs a program which is not installed.
void require_program(const std::string& option, const std::string& name);

/// How a program ended, and what it printed.
struct Ending {
  std::optional<int> status;  ///< as waitpid has it; nothing: it took too long
  std::string output, errors;
};

/// Runs a program that is given `input` to read, for so many seconds at most.
/// It ends when this program does.
/// Errors: it is not installed.
[[nodiscard]] Ending ended_program(const std::vector<std::string>& command,
                                   const std::string& input,
                                   const std::string& option, int seconds);

/// What a program prints that is given `input` to read.
/// Errors: it is not installed, it fails, or takes more than so many seconds.
[[nodiscard]] std::string run_program(const std::vector<std::string>& command,
                                      const std::string& input,
                                      const std::string& option, int seconds);

/// Graphviz text laid out by `dot`, as SVG.
[[nodiscard]] std::string laid_out(const std::string& option,
                                   const std::string& drawing,
                                   int seconds = Style().patience);

/// Whether a page in HTML can be printed as a PDF: by Chromium.
[[nodiscard]] bool prints_pdf();
/// Prints `path`.html as `path`.pdf. Shape: an absolute path.
void print_pdf(const std::string& path, int seconds);

/// What gnuplot makes of a script.
[[nodiscard]] std::string plotted(const std::string& script, int seconds);

}  // namespace gradwalk::demos
