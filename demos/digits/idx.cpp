#include "idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>

#include "bytes.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::uint32_t images_magic = 2051, labels_magic = 2049;

/// A file's header words one after the other, then its body, of which no more
/// is held than its header says.
class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), stream_(path) {}

  [[noreturn]] void refuse(const std::string& expected, std::size_t place,
                           const std::string& got) const {
    throw Error("mnist",
                fmt::format("{} at byte {} of {}", expected, place, path_),
                got);
  }

  /// The next word, which must be `expected` if that is not 0.
  std::uint32_t word(std::string_view what, std::uint32_t expected = 0) {
    fill(at_ + 4);
    const std::size_t left = bytes_.size() - at_;
    if (left < 4)
      refuse(fmt::format("4 bytes, {},", what), at_,
             fmt::format("{}", left == 0 ? "the end of the file"
                                         : fmt::format("{}", left)));
    std::uint32_t word = 0;
    for (const std::size_t end = at_ + 4; at_ < end; ++at_)
      word = word << 8 | static_cast<unsigned char>(bytes_[at_]);
    if (expected != 0 && word != expected)
      refuse(fmt::format("{}, {},", expected, what), at_ - 4,
             fmt::format("{}", word));
    return word;
  }

  /// The rest of the file, which must be `count` things of `size` bytes.
  std::vector<std::uint8_t> rest(std::size_t count, std::size_t size,
                                 std::string_view things) {
    fill(at_ + count * size);
    while (!stream_.next().empty()) {
    }
    const std::size_t left = stream_.total() - at_;
    if (left != count * size)
      refuse(fmt::format("{} bytes, {} {},", count * size, count, things), at_,
             fmt::format("{}", left));
    return {bytes_.begin() + static_cast<std::ptrdiff_t>(at_), bytes_.end()};
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  /// Reads until there are so many bytes, or the end.
  void fill(std::size_t size) {
    while (bytes_.size() < size) {
      const std::string_view more = stream_.next();
      if (more.empty()) return;
      bytes_ += more;
    }
  }

  std::string path_;
  ByteStream stream_;
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Digits read_idx(const std::string& images, const std::string& labels) {
  Reader pictures(images);
  pictures.word("the mark of an IDX file of images", images_magic);
  const std::uint32_t count = pictures.word("the number of images");
  if (count == 0 || count > Digits::most_in_file)
    pictures.refuse(
        count == 0 ? "one image or more"
                   : fmt::format("{} images at most,", Digits::most_in_file),
        4, fmt::format("{}", count));
  pictures.word("the rows of an image", Digits::side);
  pictures.word("the columns of an image", Digits::side);
  Digits digits{pictures.rest(count, Digits::area, "images of 28 x 28"), {}};

  Reader answers(labels);
  answers.word("the mark of an IDX file of labels", labels_magic);
  const std::uint32_t labelled = answers.word("the number of labels");
  if (labelled != count)
    answers.refuse(
        fmt::format("{} labels, as many as {} has images,", count, images), 4,
        fmt::format("{}", labelled));
  digits.labels = answers.rest(count, 1, "labels");
  const auto wrong =
      std::find_if(digits.labels.begin(), digits.labels.end(),
                   [](std::uint8_t label) { return label >= Digits::kinds; });
  if (wrong != digits.labels.end())
    answers.refuse(
        "a label from 0 to 9",
        answers.at() + static_cast<std::size_t>(wrong - digits.labels.begin()),
        fmt::format("{}", *wrong));
  return digits;
}

}  // namespace gradwalk::demos
