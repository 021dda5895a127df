#include "files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <gradwalk/error.hpp>
#include <system_error>

namespace gradwalk::demos {

void write_whole(const std::string& option, const std::string& path,
                 const std::function<void(const std::string& beside)>& write) {
  namespace fs = std::filesystem;
  // A link is followed; a device or a pipe is written to, never replaced.
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    if (fs::is_directory(status))
      throw Error(option, "a file that can be written", path);
    write(path);
    return;
  }
  const std::string target =
      fs::exists(status) ? fs::canonical(path).string() : path;
  const std::string beside = fmt::format("{}.{}.part", target, getpid());
  if (!std::ofstream(beside))
    throw Error(option, "a file that can be written", path);
  try {
    write(beside);
    fs::rename(beside, target);
  } catch (...) {
    fs::remove(beside, unknown);
    throw;
  }
}

bool ends_in(std::string path, const std::string& ending) {
  for (char& c : path)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return path.ends_with(ending);
}

namespace {

/// Refuses a path at which no such file can be written.
void require_writable(const NamedFile& file) {
  namespace fs = std::filesystem;
  const fs::path path = file.path, folder = path.parent_path();
  std::error_code unknown;
  const bool has_folder = folder.empty() || fs::is_directory(folder, unknown);
  // A device or a pipe is written to; beside a file another one is made.
  const bool is_replaced =
      !fs::exists(path, unknown) || fs::is_regular_file(path, unknown);
  const fs::path written = !is_replaced     ? path
                           : folder.empty() ? fs::path(".")
                                            : folder;
  // Where a program writes to its output, - is no name for a file.
  if (path.empty() || path == "-" || !has_folder ||
      fs::is_directory(path, unknown) || access(written.c_str(), W_OK) != 0)
    throw Error(file.option, "a file that can be written",
                path.empty() ? "nothing" : file.path);
  if (path.has_extension() && !ends_in(file.path, file.ending))
    throw Error(file.option, "a file that ends in " + file.ending, file.path);
}

/// A device takes what several write.
bool is_same(const NamedFile& one, const NamedFile& other) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::path first = fs::weakly_canonical(fs::absolute(one.path), unknown);
  return first == fs::weakly_canonical(fs::absolute(other.path), unknown) &&
         (!fs::exists(first, unknown) || fs::is_regular_file(first, unknown));
}

}  // namespace

void require_writable(const std::vector<NamedFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    require_writable(files[i]);
    for (std::size_t k = 0; k < i; ++k)
      if (is_same(files[i], files[k]))
        throw Error(files[i].option, "another file than " + files[k].option,
                    files[i].path);
  }
}

void write_text(const std::string& option, const std::string& path,
                const std::string& text) {
  write_whole(option, path, [&](const std::string& beside) {
    if (!(std::ofstream(beside, std::ios::binary) << text).flush())
      throw Error(option, "room for the file", "a full disk");
  });
}

}  // namespace gradwalk::demos
