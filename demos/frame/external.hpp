#pragma once

#include <functional>
#include <string>
#include <vector>

/// Programs that draw for us, and the files they write.
namespace gradwalk::demos {

/// Runs a program with `input` to read; what it prints is thrown away.
/// Errors: it is not installed (`hint` says how to get it), or it fails.
void run_program(const std::vector<std::string>& command,
                 const std::string& input, const std::string& option,
                 const std::string& hint);

/// Has `write` fill a file beside `path`, which takes its place when it is
/// whole. Errors: the folder is not there or cannot be written.
void write_whole(const std::string& option, const std::string& path,
                 const std::function<void(const std::string& beside)>& write);

/// Refuses, before any work is done, a path at which no file can be written.
void require_writable(const std::string& option, const std::string& path);

/// Writes a text whole.
void write_text(const std::string& option, const std::string& path,
                const std::string& text);

/// The drawing as Graphviz text, or laid out by `dot` as SVG.
void write_dot(const std::string& path, const std::string& drawing);
void write_svg(const std::string& path, const std::string& drawing);

}  // namespace gradwalk::demos
