#pragma once

#include <functional>
#include <string>
#include <vector>

/// The files that options name.
namespace gradwalk::demos {

/// Has `write` fill a file beside `path`, which takes its place when it is
/// whole. Errors: the folder is not there or cannot be written.
void write_whole(const std::string& option, const std::string& path,
                 const std::function<void(const std::string& beside)>& write);

/// A file that an option names.
struct NamedFile {
  std::string option, path;
  std::string ending{};      ///< `.svg`: its path has this ending, or none
  bool is_replaced = false;  ///< always: no device or pipe is written to
};

/// Whether a path ends so, in capitals or not.
[[nodiscard]] bool ends_in(std::string path, const std::string& ending);

/// Refuses, before any work is done, a file that cannot be written, one whose
/// ending is another's, and one that two options name.
void require_writable(const std::vector<NamedFile>& files);

/// The text as a file, which is whole or not there.
void write_text(const std::string& option, const std::string& path,
                const std::string& text);

/// A file, whole. Errors, of the file: there is none, or a folder.
[[nodiscard]] std::string read_text(const std::string& path);

}  // namespace gradwalk::demos
