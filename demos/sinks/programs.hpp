#pragma once

#include <string>
#include <vector>

/// Programs that draw for us.
namespace gradwalk::demos {

/// What a program prints that is given `input` to read.
/// Errors: it is not installed (`hint` says how to get it), or it fails.
[[nodiscard]] std::string run_program(const std::vector<std::string>& command,
                                      const std::string& input,
                                      const std::string& option,
                                      const std::string& hint);

/// Graphviz text laid out by `dot`, as SVG.
[[nodiscard]] std::string laid_out(const std::string& option,
                                   const std::string& drawing);

/// What gnuplot makes of a script.
[[nodiscard]] std::string plotted(const std::string& script);

}  // namespace gradwalk::demos
