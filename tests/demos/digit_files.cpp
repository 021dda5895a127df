#include "digit_files.hpp"

#include <stdlib.h>
#include <zlib.h>

#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

void DigitFolder::write(const std::string& name,
                        const std::string& bytes) const {
  if (!(std::ofstream(path / name, std::ios::binary) << bytes).flush())
    throw std::runtime_error("cannot write " + name);
}

void DigitFolder::write_packed(const std::string& name,
                               const std::string& bytes) const {
  gzFile packed = gzopen(file(name).c_str(), "wb1");  // quickly
  const auto size = static_cast<unsigned>(bytes.size());
  const int written = gzwrite(packed, bytes.data(), size);
  if (gzclose(packed) != Z_OK || written != static_cast<int>(size))
    throw std::runtime_error("cannot pack " + name);
}

namespace {

std::string word(std::size_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(number >> shift & 255u);
  return bytes;
}

/// The segments that are lit, one bit each: top, upper left, upper right,
/// middle, lower left, lower right, bottom.
constexpr unsigned segments[]{0b1110111, 0b0100100, 0b1011101, 0b1101101,
                              0b0101110, 0b1101011, 0b1111011, 0b0100101,
                              0b1111111, 0b1101111};

void bar(std::string& picture, std::size_t top, std::size_t left,
         std::size_t height, std::size_t width) {
  for (std::size_t r = top; r < top + height; ++r)
    for (std::size_t c = left; c < left + width; ++c)
      picture[r * 28 + c] = static_cast<char>(255);
}

std::string seven_segments(unsigned lit, std::size_t top, std::size_t left) {
  constexpr std::size_t thick = 3, arm = 9, width = 12;
  std::string picture(784, '\0');
  for (std::size_t row = 0; row < 3; ++row) {
    if (lit >> 3 * row & 1u) bar(picture, top + row * arm, left, thick, width);
    if (row == 2) continue;
    if (lit >> (3 * row + 1) & 1u)
      bar(picture, top + row * arm, left, arm + thick, thick);
    if (lit >> (3 * row + 2) & 1u)
      bar(picture, top + row * arm, left + arm, arm + thick, thick);
  }
  return picture;
}

}  // namespace

MadeDigits::MadeDigits(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t top = 2 + random() % 3, left = 6 + random() % 5;
    std::string& picture =
        pictures.emplace_back(seven_segments(segments[i % 10], top, left));
    for (int speck = 0; speck < 10; ++speck)
      picture[random() % 784] = static_cast<char>(random() % 256);
    labels.push_back(static_cast<int>(i % 10));
  }
}

std::string MadeDigits::images_file() const {
  std::string bytes = word(2051) + word(pictures.size()) + word(28) + word(28);
  for (const std::string& picture : pictures) bytes += picture;
  return bytes;
}

std::string MadeDigits::labels_file() const {
  std::string bytes = word(2049) + word(labels.size());
  for (const int label : labels) bytes += static_cast<char>(label);
  return bytes;
}

std::string MadeDigits::csv(bool header) const {
  std::string text;
  if (header) {
    text = "label";
    for (int k = 0; k < 784; ++k) text += ",pixel" + std::to_string(k);
    text += '\n';
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text += std::to_string(labels[i]);
    for (const char pixel : pictures[i])
      text += ',' + std::to_string(static_cast<unsigned char>(pixel));
    text += '\n';
  }
  return text;
}

IdxFiles idx_files(std::size_t to_learn, std::size_t for_tests) {
  const MadeDigits train(to_learn, 1), test(for_tests, 2);
  return {{"train-images-idx3-ubyte", train.images_file()},
          {"train-labels-idx1-ubyte", train.labels_file()},
          {"t10k-images-idx3-ubyte", test.images_file()},
          {"t10k-labels-idx1-ubyte", test.labels_file()}};
}

const DigitFolder& made_digits() {
  static const DigitFolder folder;
  static const bool written = [] {
    for (const auto& [name, bytes] : idx_files(200, 50))
      folder.write(name, bytes);
    return true;
  }();
  static_cast<void>(written);
  return folder;
}

std::string runnable(const std::string& lesson) {
  if (lesson != "mnist") return lesson;
  return "mnist --epochs 2 --batch 10 --data " + made_digits().path.string();
}

std::string every_fault() {
  return "mnist --fault all --data " + made_digits().path.string();
}
