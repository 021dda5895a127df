#include "json_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <gradwalk/error.hpp>
#include <system_error>
#include <utility>

namespace gradwalk {

namespace {

std::string text_of(const WrittenJson& document) {
  try {
    return document.dump(1) + '\n';
  } catch (const WrittenJson::type_error&) {
    throw Error("save", "names in UTF-8", "another");
  }
}

}  // namespace

void write(const WrittenJson& document, const std::string& path) {
  const std::string text = text_of(document);
  // A link is followed; what is there and no file is never replaced.
  std::error_code failed;
  const std::filesystem::path found = std::filesystem::canonical(path, failed);
  const std::string target = failed ? path : found.string();
  const bool replaces_no_file = !failed && !is_regular_file(found);
  const std::string beside = fmt::format("{}.{}.part", target, getpid());
  {
    std::ofstream file;
    if (!replaces_no_file) file.open(beside);
    if (!(file << text).flush()) {
      std::filesystem::remove(beside, failed);
      throw Error("save", "a file that can be written", path);
    }
  }
  std::filesystem::rename(beside, target, failed);
  if (failed) {
    std::filesystem::remove(beside, failed);
    throw Error("save", "a file that can be written", path);
  }
}

JsonFile::JsonFile(std::string path) : path_(std::move(path)) {
  std::ifstream file(path_);
  if (!file || std::filesystem::is_directory(path_))
    throw Error("load", "a file that can be read", path_);
  try {
    top_ = Json::parse(file);
  } catch (const Json::parse_error& error) {
    throw Error("load", "JSON in " + path_,
                fmt::format("something else at byte {}", error.byte));
  } catch (const Json::out_of_range&) {
    throw Error("load", "JSON in " + path_, "a number that no double holds");
  }
}

void JsonFile::refuse(const std::string& place, const std::string& expected,
                      const std::string& got) const {
  throw Error("load",
              fmt::format("{} at {} of {}", expected,
                          place.empty() ? "the top" : place, path_),
              got);
}

const JsonFile::Json& JsonFile::member(const Json& object,
                                       const std::string& name,
                                       const std::string& place) const {
  if (!object.is_object() || !object.contains(name))
    refuse(place, fmt::format("\"{}\"", name), "none");
  return object[name];
}

void JsonFile::require_size(const Json& array, std::size_t size,
                            const std::string& place) const {
  if (!array.is_array())
    refuse(place, fmt::format("a list of {}", size), array.type_name());
  if (array.size() != size)
    refuse(place, fmt::format("a list of {}", size),
           fmt::format("{}", array.size()));
}

void JsonFile::require_text(const Json& value, std::string_view expected,
                            std::string_view meaning,
                            const std::string& place) const {
  if (value.is_string() && value.get_ref<const std::string&>() == expected)
    return;
  refuse(place, fmt::format("the {} {}", meaning, expected),
         value.is_string() ? value.get<std::string>() : value.type_name());
}

double JsonFile::number(const Json& value, const std::string& place) const {
  if (!value.is_number()) refuse(place, "a number", value.type_name());
  return value;
}

std::vector<double> JsonFile::numbers(const Json& array, std::size_t size,
                                      const std::string& place) const {
  require_size(array, size, place);
  std::vector<double> numbers;
  for (std::size_t i = 0; i < size; ++i)
    numbers.push_back(number(array[i], fmt::format("{}[{}]", place, i)));
  return numbers;
}

}  // namespace gradwalk
