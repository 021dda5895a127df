#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace gradwalk::demos {

/// A JSON value as a tree, whose members keep the order in which they were
/// written. Lessons fill it; a JSON library, which is slow to compile, is asked
/// only where one becomes text. There "NaN", "Infinity" and "-Infinity"
/// stand for what is no finite number, which JSON has not.
class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;

  /// Members in the order in which they came. A name is found at once, however
  /// many there are: a training has a cost for each of its epochs.
  class Object {
   public:
    void append(std::string name, Json value);
    /// The first of that name; null if there is none.
    [[nodiscard]] Json* find(std::string_view name);
    [[nodiscard]] const std::vector<Member>& members() const {
      return members_;
    }

   private:
    std::vector<Member> members_;
    /// By name, of the first `listed_` members, where there are many.
    std::unordered_map<std::string, std::size_t> places_;
    std::size_t listed_ = 0;
  };

  using Tree = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t,
                            double, std::string, Array, Object>;

  // Defined apart: lists of these would be long code wherever they stand.
  Json(std::nullptr_t = nullptr);
  Json(bool value);
  Json(double value);
  Json(std::int64_t value);
  Json(std::uint64_t value);
  Json(std::string text);
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  Json(std::signed_integral auto value) : Json(std::int64_t{value}) {}
  Json(std::unsigned_integral auto value) : Json(std::uint64_t{value}) {}
  Json(std::string_view text) : Json(std::string(text)) {}
  Json(const char* text) : Json(std::string(text)) {}

  /// Pairs of a text and a value are the members of an object; other values
  /// are an array.
  Json(std::initializer_list<Json> values);

  template <std::ranges::input_range Range>
  requires(!std::convertible_to<Range, std::string_view> &&
           !std::same_as<std::remove_cvref_t<Range>, Json>)
      Json(const Range& values)
      : Json(Array(std::ranges::begin(values), std::ranges::end(values))) {}

  [[nodiscard]] static Json array();
  [[nodiscard]] static Json object();

  /// What a text in JSON holds. Errors: std::invalid_argument, it is none.
  [[nodiscard]] static Json parsed(const std::string& text);

  [[nodiscard]] const Tree& tree() const { return tree_; }

  /// Of an array or an object; else 0.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }

  /// The member of that name, which is made if there is none. A null becomes
  /// an object first.
  Json& operator[](std::string_view name);
  [[nodiscard]] bool contains(std::string_view name);

  /// A new member behind the others, even if one has its name.
  void append(std::string name, Json value);

  /// Each member of another object takes the place of one of its name, or
  /// comes behind the others.
  void update(const Json& others);

  /// A new element behind the others. A null becomes an array first.
  void push_back(Json value);
  [[nodiscard]] Json& operator[](std::size_t i);
  [[nodiscard]] Json& back();

  /// As text, on one line.
  [[nodiscard]] std::string dump() const;
  /// As text over many lines, each level two blanks farther in.
  [[nodiscard]] std::string dump_indented() const;

 private:
  explicit Json(Array values);
  explicit Json(Object members);

  Array& as_array();
  Object& as_object();

  /// Changed though const only where the values of a list in braces, which
  /// live no longer than it, are moved into what is made of them.
  mutable Tree tree_;
};

/// What a value that was read holds. Errors: std::bad_variant_access, it is of
/// another kind.
[[nodiscard]] std::string text_of(const Json& json);
[[nodiscard]] std::size_t whole_of(const Json& json);
[[nodiscard]] std::vector<std::string> texts_of(Json& json);

}  // namespace gradwalk::demos
