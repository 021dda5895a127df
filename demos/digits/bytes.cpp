#include "bytes.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <filesystem>
#include <gradwalk/error.hpp>
#include <memory>
#include <system_error>

namespace gradwalk::demos {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 30;

void require_file(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (!fs::exists(status))
    throw Error("mnist", path + " to be a file", "no such file");
  if (fs::is_directory(status))
    throw Error("mnist", path + " to be a file", "a folder");
  // To open one waits until something writes to it.
  if (fs::is_fifo(status))
    throw Error("mnist", path + " to be a file", "a pipe");
}

/// What zlib complains of, with the place in the file as it is on the disk.
[[noreturn]] void refuse(gzFile file, const std::string& path, int error,
                         const char* message) {
  const auto place = static_cast<long long>(gzoffset(file));
  if (error == Z_BUF_ERROR)
    throw Error("mnist", fmt::format("a whole gzip file in {}", path),
                fmt::format("one that is cut short after byte {}", place));
  throw Error("mnist", fmt::format("a file that can be read in {}", path),
              fmt::format("{} before byte {}", message, place));
}

}  // namespace

struct ByteStream::Handle {
  gzFile file;
};

ByteStream::ByteStream(const std::string& path) : path_(path) {
  require_file(path);
  // zlib reads a file that is not packed as it is.
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr)
    throw Error("mnist", path + " to be a file", "one that cannot be opened");
  handle_ = std::make_unique<Handle>(Handle{file});
  constexpr unsigned piece = 1u << 18;
  gzbuffer(file, piece);
  piece_.resize(piece);
}

ByteStream::~ByteStream() { gzclose(handle_->file); }

std::string_view ByteStream::next() {
  const gzFile file = handle_->file;
  const int got =
      gzread(file, piece_.data(), static_cast<unsigned>(piece_.size()));
  int error = Z_OK;
  const char* message = gzerror(file, &error);
  if (error != Z_OK && error != Z_STREAM_END) {
    const std::string_view text(message);
    const std::size_t reason = text.rfind(": ");
    refuse(file, path_, error,
           message + (reason == text.npos ? 0 : reason + 2));
  }
  if (got <= 0) return {};
  total_ += static_cast<std::size_t>(got);
  if (total_ > most_bytes)
    throw Error("mnist", path_ + " to hold 1 GiB at most", "more");
  return std::string_view(piece_).substr(0, static_cast<std::size_t>(got));
}

}  // namespace gradwalk::demos
