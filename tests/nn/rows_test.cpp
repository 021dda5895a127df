#include <doctest/doctest.h>

#include <gradwalk/nn.hpp>
#include <set>
#include <string_view>
#include <utility>

using namespace gradwalk;

namespace {

/// Whether an enumerator has this value: the compilers' text of one that has
/// none is a cast, `(gradwalk::Loss)99`.
template <auto value> constexpr bool is_enumerator() {
  return std::string_view(__PRETTY_FUNCTION__).find("(gradwalk::") ==
         std::string_view::npos;
}

static_assert(is_enumerator<Loss::squared_error>());
static_assert(!is_enumerator<static_cast<Loss>(99)>());

template <class Enum> constexpr std::size_t number_of_enumerators() {
  return []<std::size_t... i>(std::index_sequence<i...>) {
    return (std::size_t{0} + ... +
            std::size_t{is_enumerator<static_cast<Enum>(i)>()});
  }
  (std::make_index_sequence<100>());
}

template <class Enum> void check_rows(std::span<const Enum> all) {
  CHECK(all.size() == number_of_enumerators<Enum>());
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(name_of(all[i]));
    CHECK(static_cast<std::size_t>(all[i]) == i);
    CHECK_FALSE(name_of(all[i]).empty());
    names.insert(name_of(all[i]));
  }
  CHECK(names.size() == all.size());
}

}  // namespace

TEST_CASE("each enumerator has a row in its place, with a name of its own") {
  check_rows(activations());
  check_rows(initializers());
  check_rows(losses());
}
