#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// A JSON document that is written: its members stay in order.
using WrittenJson = nlohmann::ordered_json;

/// Writes a document. The file takes its name when it is whole.
/// Errors: the file cannot be written; a text is not UTF-8.
void write(const WrittenJson& document, const std::string& path);

/// A JSON file that is read: what is wrong in it is told with its place.
class JsonFile {
 public:
  using Json = nlohmann::json;

  /// Errors: no such file, or not JSON.
  explicit JsonFile(std::string path);

  [[nodiscard]] const Json& top() const { return top_; }

  // Errors of these: another thing stands there.
  [[nodiscard]] const Json& member(const Json& object, const std::string& name,
                                   const std::string& place = {}) const;
  void require_size(const Json& array, std::size_t size,
                    const std::string& place) const;
  /// A text that must be this one.
  void require_text(const Json& value, std::string_view expected,
                    std::string_view meaning, const std::string& place) const;
  [[nodiscard]] double number(const Json& value,
                              const std::string& place) const;
  [[nodiscard]] std::vector<double> numbers(const Json& array, std::size_t size,
                                            const std::string& place) const;

  [[noreturn]] void refuse(const std::string& place,
                           const std::string& expected,
                           const std::string& got) const;

 private:
  std::string path_;
  Json top_;
};

}  // namespace gradwalk
