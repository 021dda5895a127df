#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <fstream>
#include <gradwalk/nn/random.hpp>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

using gradwalk::Random;
using Json = nlohmann::json;

namespace {

const Json& golden(const std::string& seed) {
  static const Json all =
      Json::parse(std::ifstream(TESTS "/golden/golden.json"));
  return all["rng"][seed];
}

/// The numbers of an array of any depth, in order.
std::vector<double> flat(const Json& array) {
  if (!array.is_array()) return {array.get<double>()};
  std::vector<double> numbers;
  for (const Json& element : array)
    for (const double number : flat(element)) numbers.push_back(number);
  return numbers;
}

void check_bits(const Json& expected, auto draw) {
  for (const double number : flat(expected))
    CHECK(std::bit_cast<std::uint64_t>(draw()) ==
          std::bit_cast<std::uint64_t>(number));
}

std::uint32_t number_of(const std::string& seed) {
  return static_cast<std::uint32_t>(std::stoul(seed));
}

}  // namespace

TEST_CASE("words, doubles and normals are NumPy's, bit for bit") {
  for (const std::string seed : {"48", "42"}) {
    const Json& expected = golden(seed);
    const std::uint32_t n = number_of(seed);
    Random words(n), doubles(n), table(n), normals(n), shifted(n);
    for (const Json& word : expected["raw_uint32"])
      CHECK(words.word() == word.get<std::uint32_t>());
    check_bits(expected["rand8"], [&] { return doubles.uniform(); });
    check_bits(expected["uniform_4x3"],
               [&] { return table.uniform(0.0, 1.0); });
    check_bits(expected["randn_3x2"], [&] { return normals.normal(); });
    check_bits(expected["normal_1.5_0.1_x3"],
               [&] { return shifted.normal(1.5, 0.1); });
  }
}

TEST_CASE("rand does not touch the normal that randn keeps") {
  Random random(48);
  check_bits(golden("48")["randn_3x2"], [&] { return random.normal(); });
  check_bits(golden("48")["then_randn_1x3"], [&] { return random.normal(); });
  check_bits(golden("48")["then_rand"], [&] { return random.uniform(); });

  Random mixed(42);
  const std::vector<double> expected =
      flat(golden("42")["randn_rand_randn_randn"]);
  CHECK(mixed.normal() == expected[0]);
  CHECK(mixed.uniform() == expected[1]);
  CHECK(mixed.normal() == expected[2]);
  CHECK(mixed.normal() == expected[3]);
}

TEST_CASE("shuffles are NumPy's") {
  for (const std::string seed : {"48", "42"}) {
    Random random(number_of(seed));
    std::vector<int> ten(10);
    std::iota(ten.begin(), ten.end(), 0);
    random.shuffle(std::span(ten));
    CHECK(Json(ten) == golden(seed)["shuffle_arange10"]);
  }
  std::vector<int> thousand(1000);
  std::iota(thousand.begin(), thousand.end(), 0);
  Random(42).shuffle(std::span(thousand));
  thousand.resize(20);
  CHECK(Json(thousand) == golden("42")["shuffle_arange1000_first20"]);
}

TEST_CASE("a number up to any bound is the first word that fits its bits") {
  for (const std::uint32_t most : {1u, 2u, 0xffu, 0x100u, 0xffffu, 0x1'0000u,
                                   0x8000'0000u, 0xffff'fffeu, 0xffff'ffffu}) {
    const auto mask =
        static_cast<std::uint32_t>(std::bit_ceil(std::uint64_t{most} + 1) - 1);
    Random random(7), words(7);
    for (int draw = 0; draw < 100; ++draw) {
      std::uint32_t expected = words.word() & mask;
      while (expected > most) expected = words.word() & mask;
      CHECK(random.interval(most) == expected);
    }
  }
}

TEST_CASE("shuffled rows move whole") {
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 10; ++i) rows.push_back({2 * i, 2 * i + 1});
  Random(48).shuffle(std::span(rows));
  CHECK(Json(rows) == golden("48")["shuffle_rows_10x2"]);
}
