#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "style.hpp"

namespace gradwalk::demos {

/// One option of the program, as data: the command line parses by it, and a
/// form can be made of it.
struct Option {
  enum class Kind {
    flag,      ///< `--times`: there or not
    value,     ///< `--rate 0.5`; the last one counts
    list,      ///< `--given x,y`, more than once if one likes
    operand,   ///< what stands by itself, the first
    operands,  ///< and all others
    rest,      ///< what is for another lesson, as it stands; its own stay
  };
  Kind kind;
  std::string name;  ///< `--rate`; in help, what stands for an operand
  std::string type;  ///< in help, what stands for its value: `N`, `FILE`
  std::string help;
  std::string shown;     ///< the default, as help shows it; "" if it does not
  std::string expected;  ///< `a finite number`, to refuse another with

  /// Takes one text of the command line; false refuses it.
  std::function<bool(const std::string& text)> take{};

  bool is_given = false;  ///< by the command line
  std::string text{};     ///< as given; of several, with commas between them

  /// The texts that it takes, where these are few.
  std::vector<std::string> words{};

  /// A number of the lesson's data: a worksheet has another one for each
  /// student, of these or, if there are none, like the lesson's own.
  bool is_data = false;
  std::vector<double> drawn_of{};

  /// Takes it as given. Errors: `--rate: expected X, got Y`.
  void read(const std::string& given);

  /// Whether it names a file or a folder.
  [[nodiscard]] bool is_file() const;
};

/// Texts that ask for something which there is not, or not as they ask.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The options of a lesson or a format, each checked in the same words:
/// `--name: expected X, got Y`. What they are taken into must outlive them.
class Options {
 public:
  void add(Option option);

  /// One that takes any text, more than once: each into the list.
  void texts(Option option, std::vector<std::string>& into);

  /// One of its words; `chosen` gets the place of the last that was given.
  void choice(Option option, std::vector<std::string> words,
              std::function<void(std::size_t place)> chosen);

  /// A finite number.
  void number(const std::string& name, double& into, const std::string& help);

  /// The same, of the lesson's data.
  void data(const std::string& name, double& into, const std::string& help,
            std::vector<double> drawn_of = {});

  /// A whole number from `least` to `most`.
  void whole(const std::string& name, int& into, int least, int most,
             const std::string& help);

  /// `--seed`, of NumPy's random stream.
  void seed(std::uint32_t& into, const std::string& help);

  /// One of these words.
  void word(const std::string& name, std::string& into,
            std::span<const std::string_view> words, const std::string& help);

  /// The path of a file or a folder; of a file that is written, with the type
  /// `FILE`.
  void path(const std::string& name, std::optional<std::string>& into,
            const std::string& help, const std::string& type = "PATH");

  void flag(const std::string& name, bool& into, const std::string& help);

  /// `--nodes operations|neurons`.
  void nodes(bool& by_operations);

  /// `--precision N`, or `--decimals N`, and `--fold KIND`.
  void precision(Style& style);
  /// Whether one of the two was given. Errors: both.
  [[nodiscard]] bool is_precise();
  void fold(Style& style);
  /// `--sources`.
  void sources(Style& style);

  /// What stands below the options in help.
  void set_footer(std::string text) { footer_ = std::move(text); }
  [[nodiscard]] const std::string& footer() const { return footer_; }

  [[nodiscard]] std::vector<Option>& all() { return all_; }
  [[nodiscard]] const std::vector<Option>& all() const { return all_; }

  /// The option of that name, which there is.
  [[nodiscard]] Option& operator[](std::string_view name);
  [[nodiscard]] const Option& operator[](std::string_view name) const;
  [[nodiscard]] bool is_given(std::string_view name) {
    return (*this)[name].is_given;
  }

  /// Those that were given, but for files.
  [[nodiscard]] Choices given() const;
  /// Whether one of them names a file or a folder.
  [[nodiscard]] bool take_files() const;

 private:
  std::vector<Option> all_;
  std::string footer_;
};

/// The whole text as a number, or nothing.
[[nodiscard]] std::optional<double> parsed_number(const std::string& text);
[[nodiscard]] std::optional<std::size_t> parsed_count(const std::string& text);

/// `a, b, c`: the names of some enumerators.
template <class Enumerator>
[[nodiscard]] std::string names_of(std::span<const Enumerator> all) {
  std::string names;
  for (const Enumerator one : all)
    names += (names.empty() ? "" : ", ") + std::string(name_of(one));
  return names;
}

}  // namespace gradwalk::demos
