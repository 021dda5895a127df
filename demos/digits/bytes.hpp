#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace gradwalk::demos {

/// A file's bytes, piece by piece; those of a gzip file, which is told by its
/// first two bytes, unpacked. Holds one piece at a time.
/// Errors: no such file, a folder, more than 1 GiB, a gzip file that is cut
/// short or damaged: which, and where.
class ByteStream {
 public:
  explicit ByteStream(const std::string& path);
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ~ByteStream();

  /// The next piece, until the call after it; empty at the end.
  [[nodiscard]] std::string_view next();

  /// The bytes of all pieces so far.
  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  struct Handle;

  std::string path_, piece_;
  std::unique_ptr<Handle> handle_;
  std::size_t total_ = 0;
};

}  // namespace gradwalk::demos
