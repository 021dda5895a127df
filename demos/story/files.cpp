#include "files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <gradwalk/error.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "cleanup.hpp"

namespace gradwalk::demos {

namespace fs = std::filesystem;

namespace {

/// What is written until it takes the place of `path`: beside it, or beside
/// what it links to.
std::string beside(const fs::path& path) {
  std::error_code unknown;
  const fs::path target =
      fs::exists(path, unknown) ? fs::canonical(path, unknown) : path;
  return fmt::format("{}.{}.part", target.string(), getpid());
}

/// A device or a pipe is written to, never replaced.
bool is_replaced(const fs::path& path) {
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  return !fs::exists(status) || fs::is_regular_file(status);
}

}  // namespace

void write_whole(const std::string& option, const std::string& path,
                 const std::function<void(const std::string& beside)>& write) {
  if (!is_replaced(path)) {
    if (fs::is_directory(path))
      throw Error(option, "a file that can be written", path);
    write(path);
    return;
  }
  const std::string part = beside(path);
  const Cleanup cleanup(part);
  if (!std::ofstream(part))
    throw Error(option, "a file that can be written", path);
  std::error_code unknown;
  try {
    write(part);
    fs::rename(part, fs::exists(path) ? fs::canonical(path) : fs::path(path));
  } catch (...) {
    fs::remove(part, unknown);
    throw;
  }
}

bool ends_in(std::string path, const std::string& ending) {
  for (char& c : path)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return path.ends_with(ending);
}

namespace {

/// Whether a file can be made beside `path`; some folders only tell when it is
/// tried.
bool can_be_made(const fs::path& path) {
  const std::string part = beside(path);
  const Cleanup cleanup(part);
  const bool is_made = std::ofstream(part).good();
  std::error_code unknown;
  fs::remove(part, unknown);
  return is_made;
}

/// Refuses a path at which no such file can be written.
void require_writable(const NamedFile& file) {
  const fs::path path = file.path;
  std::error_code unknown;
  // Where a program writes to its output, - is no name for a file.
  bool can_be =
      !path.empty() && path != "-" && !fs::is_directory(path, unknown);
  if (can_be && is_replaced(path))
    can_be = can_be_made(path);
  else if (can_be)
    can_be = !file.is_replaced && access(path.c_str(), W_OK) == 0;
  if (!can_be)
    throw Error(file.option, "a file that can be written",
                path.empty() ? "nothing" : file.path);
  if (path.has_extension() && !ends_in(file.path, file.ending))
    throw Error(file.option, "a file that ends in " + file.ending, file.path);
}

/// A device takes what several write.
bool is_same(const NamedFile& one, const NamedFile& other) {
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

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || fs::is_directory(path) || fs::is_character_file(path))
    throw Error(path, "a file that can be read",
                !file                    ? "none"
                : fs::is_directory(path) ? "a folder"
                                         : "a device");
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace gradwalk::demos
