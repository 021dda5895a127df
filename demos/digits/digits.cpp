#include "digits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <numeric>
#include <system_error>

#include "csv.hpp"
#include "idx.hpp"

namespace gradwalk::demos {

namespace {

namespace fs = std::filesystem;

/// One of the four files, under the first of its names that is there.
std::string found(const std::string& folder, const std::string& set,
                  const std::string& what) {
  const std::string usual = set + "-" + what;
  // The second spelling is what some tools unpack them as.
  std::string dotted = usual;
  dotted[dotted.rfind("-idx")] = '.';
  std::error_code unknown;
  std::string is_folder;
  for (const std::string& name : {usual, dotted})
    for (const char* const packed : {"", ".gz"}) {
      const fs::path path = fs::path(folder) / (name + packed);
      // Kaggle's archive has each in a folder of its name.
      for (const fs::path& file : {path, path / path.filename(),
                                   fs::path(folder) / name / (name + packed)})
        if (fs::exists(file, unknown) && !fs::is_directory(file, unknown))
          return file.string();
      if (fs::exists(path, unknown)) is_folder = path.string();
    }
  if (!is_folder.empty()) return is_folder;  // which is refused by its name
  throw Error("mnist", fmt::format("{} or {}.gz in {}", usual, usual, folder),
              "neither");
}

Digits read_set(const std::string& folder, const std::string& set) {
  const std::string images = found(folder, set, "images-idx3-ubyte");
  const std::string labels = found(folder, set, "labels-idx1-ubyte");
  return read_idx(images, labels);
}

DigitSets split(const Digits& all, Random& random) {
  if (all.size() < 2)
    throw Error("mnist", "two digits or more, to put one aside for the tests",
                "1");
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), 0u);
  random.shuffle(std::span(order));
  constexpr std::size_t put_aside = 1000;
  const std::size_t aside =
      std::clamp<std::size_t>(all.size() / 10, 1, put_aside);
  return {all.taken(order, aside, all.size()), all.taken(order, 0, aside), {}};
}

std::string folder_of_fetched() {
  std::error_code unknown;
  if (!fs::is_directory(GRADWALK_DIGITS, unknown))
    throw Error("mnist",
                "digits: `demos/run mnist` fetches them, or give --data a "
                "folder of MNIST's four IDX files or a CSV file",
                "none");
  return GRADWALK_DIGITS;
}

}  // namespace

Digits Digits::taken(std::span<const std::size_t> order, std::size_t from,
                     std::size_t to) const {
  Digits digits;
  for (std::size_t k = from; k < to; ++k) {
    const std::span<const std::uint8_t> pixels_of = picture(order[k]);
    digits.pixels.insert(digits.pixels.end(), pixels_of.begin(),
                         pixels_of.end());
    digits.labels.push_back(labels[order[k]]);
  }
  return digits;
}

void Digits::keep(std::size_t most) {
  if (most >= size()) return;
  labels.resize(most);
  pixels.resize(most * area);
}

Examples Digits::examples() const {
  Examples examples;
  for (std::size_t i = 0; i < size(); ++i) {
    std::vector<double>& inputs = examples.inputs.emplace_back();
    inputs.reserve(area);
    for (const std::uint8_t pixel : picture(i)) inputs.push_back(pixel / 255.0);
    examples.targets.emplace_back(kinds, 0.0)[labels[i]] = 1.0;
  }
  return examples;
}

DigitSets read_digits(const std::optional<std::string>& data,
                      const std::optional<std::string>& test, Random& random) {
  const std::string path = data ? *data : folder_of_fetched();
  std::error_code unknown;
  if (!fs::exists(path, unknown))
    throw Error(data ? "--data" : "mnist", path + " to be a file or a folder",
                "nothing there");
  if (fs::is_directory(path, unknown)) {
    if (test) throw Error("--test", "a CSV file for --data too", "a folder");
    return {read_set(path, "train"), read_set(path, "t10k"),
            "The files come with digits of their own for the tests, by other "
            "hands."};
  }
  if (test)
    return {read_csv(path), read_csv(*test),
            "The tests have a file of their own."};
  DigitSets sets = split(read_csv(path), random);
  sets.said = fmt::format(
      "The file was shuffled and its first {} digits put aside for the tests.",
      sets.test.size());
  return sets;
}

}  // namespace gradwalk::demos
