#include "json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace gradwalk::demos {

namespace {

using Library = nlohmann::ordered_json;

/// What the library makes of each kind of value.
struct Convert {
  Library operator()(const auto& value) const { return value; }
  // JSON has no such numbers: spelled as in protobuf's JSON.
  Library operator()(double value) const {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0.0 ? "Infinity" : "-Infinity";
    return value;
  }
  Library operator()(const Json::Array& values) const {
    Library array = Library::array();
    for (const Json& value : values)
      array.push_back(std::visit(*this, value.tree()));
    return array;
  }
  Library operator()(const Json::Object& written) const {
    const std::vector<Json::Member>& members = written.members();
    // Written member by member: the library would look for each name first.
    std::vector<std::pair<const std::string, Library>> converted;
    converted.reserve(members.size());
    for (const auto& [name, value] : members)
      converted.emplace_back(name, std::visit(*this, value.tree()));
    Library object = Library::object();
    static_cast<std::vector<std::pair<const std::string, Library>>&>(
        object.get_ref<Library::object_t&>())
        .swap(converted);
    return object;
  }
};

std::string text_of(const Json& json, int indent) {
  return std::visit(Convert(), json.tree())
      .dump(indent, ' ', false, Library::error_handler_t::replace);
}

Json tree_of(const Library& read) {
  using Type = Library::value_t;
  switch (read.type()) {
    case Type::boolean:
      return read.get<bool>();
    case Type::number_integer:
    case Type::number_unsigned:
    case Type::number_float:
      return read.get<double>();
    case Type::string:
      return read.get<std::string>();
    case Type::array: {
      Json array = Json::array();
      for (const Library& value : read) array.push_back(tree_of(value));
      return array;
    }
    case Type::object: {
      Json object = Json::object();
      for (const auto& [name, value] : read.items())
        object.append(name, tree_of(value));
      return object;
    }
    default:
      return nullptr;
  }
}

}  // namespace

Json Json::parsed(const std::string& text) {
  try {
    return tree_of(Library::parse(text));
  } catch (const Library::exception& error) {
    throw std::invalid_argument(error.what());
  }
}

void Json::Object::append(std::string name, Json value) {
  members_.emplace_back(std::move(name), std::move(value));
}

Json* Json::Object::find(std::string_view name) {
  constexpr std::size_t few = 16;
  if (members_.size() <= few) {
    const auto found = std::ranges::find(members_, name, &Member::first);
    return found == members_.end() ? nullptr : &found->second;
  }
  for (; listed_ < members_.size(); ++listed_)
    places_.emplace(members_[listed_].first, listed_);
  const auto found = places_.find(std::string(name));
  return found == places_.end() ? nullptr : &members_[found->second].second;
}

Json::Json(std::nullptr_t) {}
Json::Json(bool value) : tree_(value) {}
Json::Json(double value) : tree_(value) {}
Json::Json(std::int64_t value) : tree_(value) {}
Json::Json(std::uint64_t value) : tree_(value) {}
Json::Json(std::string text) : tree_(std::move(text)) {}
Json::Json(Array values) : tree_(std::move(values)) {}
Json::Json(Object members) : tree_(std::move(members)) {}
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::array() { return Json(Array{}); }
Json Json::object() { return Json(Object{}); }

Json::Json(std::initializer_list<Json> values) {
  const bool is_object =
      std::all_of(values.begin(), values.end(), [](const Json& value) {
        const Array* const pair = std::get_if<Array>(&value.tree_);
        return pair != nullptr && pair->size() == 2 &&
               std::holds_alternative<std::string>(pair->front().tree_);
      });
  if (!is_object) {
    Array& array = tree_.emplace<Array>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      array[i].tree_ = std::move(values.begin()[i].tree_);
    return;
  }
  Object& members = tree_.emplace<Object>();
  for (const Json& value : values) {
    Array& pair = std::get<Array>(value.tree_);
    members.append(std::move(std::get<std::string>(pair[0].tree_)),
                   std::move(pair[1]));
  }
}

std::size_t Json::size() const {
  if (const Array* const array = std::get_if<Array>(&tree_))
    return array->size();
  const Object* const object = std::get_if<Object>(&tree_);
  return object == nullptr ? 0 : object->members().size();
}

Json::Array& Json::as_array() {
  if (std::holds_alternative<std::nullptr_t>(tree_)) tree_ = Array();
  return std::get<Array>(tree_);
}

Json::Object& Json::as_object() {
  if (std::holds_alternative<std::nullptr_t>(tree_)) tree_ = Object();
  return std::get<Object>(tree_);
}

Json& Json::operator[](std::string_view name) {
  Object& object = as_object();
  if (object.find(name) == nullptr) object.append(std::string(name), Json());
  return *object.find(name);
}

bool Json::contains(std::string_view name) {
  Object* const object = std::get_if<Object>(&tree_);
  return object != nullptr && object->find(name) != nullptr;
}

void Json::append(std::string name, Json value) {
  as_object().append(std::move(name), std::move(value));
}

void Json::update(const Json& others) {
  for (const auto& [name, value] : std::get<Object>(others.tree_).members())
    (*this)[name] = value;
}

void Json::push_back(Json value) { as_array().push_back(std::move(value)); }

Json& Json::operator[](std::size_t i) { return std::get<Array>(tree_)[i]; }

Json& Json::back() { return std::get<Array>(tree_).back(); }

std::string Json::dump() const { return text_of(*this, -1); }

std::string Json::dump_indented() const { return text_of(*this, 2); }

std::string text_of(const Json& json) {
  return std::get<std::string>(json.tree());
}
std::size_t whole_of(const Json& json) {
  return static_cast<std::size_t>(std::get<double>(json.tree()));
}
std::vector<std::string> texts_of(Json& json) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < json.size(); ++i)
    texts.push_back(text_of(json[i]));
  return texts;
}

}  // namespace gradwalk::demos
