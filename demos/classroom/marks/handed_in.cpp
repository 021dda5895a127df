#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <sstream>
#include <stdexcept>

#include "marks.hpp"
#include "story/files.hpp"
#include "story/json.hpp"
#include "story/options.hpp"
#include "story/text.hpp"
#include "table/csv.hpp"

namespace gradwalk::demos {

namespace {

/// Without blanks around it, nor what a sheet's blank and bold text leave.
std::string answer_alone(std::string_view text) {
  return std::string(trimmed(text, " \t\r\n_*"));
}

/// `3`, `Q3`, `3. z = w·x`: the number of a question; 0 if it is none.
std::size_t number_in(std::string text) {
  text = answer_alone(text);
  if (!text.empty() && std::toupper(static_cast<unsigned char>(text[0])) == 'Q')
    text.erase(0, 1);
  const std::size_t end =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const bool is_whole = end == text.size() || text[end] == '.';
  return is_whole ? parsed_count(text.substr(0, end)).value_or(0) : 0;
}

/// The column of one of these names; none: the number of columns.
std::size_t column_of(const std::vector<std::string>& names,
                      std::initializer_list<std::string_view> wanted) {
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    return std::ranges::find(wanted, lowered(name)) != wanted.end();
  });
  return static_cast<std::size_t>(found - names.begin());
}

/// A row for each answer.
void read_long(const Csv& table, std::size_t name, std::size_t question,
               std::size_t answer, std::vector<HandedIn>& all) {
  for (const CsvRow& row : table.rows) {
    const std::string student = row.fields[name];
    auto found = std::ranges::find(all, student, &HandedIn::student);
    if (found == all.end()) found = all.insert(all.end(), {student});
    found->answers[number_in(row.fields[question])] = row.fields[answer];
  }
}

std::vector<HandedIn> read_csv(const std::string& path) {
  Csv table = read_table(path);
  // A header of numbers is taken for a row.
  if (!table.has_header && !table.rows.empty()) {
    table.names = table.rows.front().fields;
    table.rows.erase(table.rows.begin());
  }
  const std::size_t count = table.names.size(),
                    name = column_of(table.names, {"name", "student", "id"}),
                    question = column_of(table.names, {"question", "number"}),
                    answer = column_of(table.names, {"answer"});
  if (name == count) throw Error(path, "a column with the head name", "none");
  std::vector<HandedIn> all;
  if (question < count && answer < count) {
    read_long(table, name, question, answer, all);
    return all;
  }
  for (const CsvRow& row : table.rows) {
    HandedIn one{row.fields[name]};
    for (std::size_t c = 0; c < count; ++c)
      if (const std::size_t number = number_in(table.names[c]); number > 0)
        one.answers[number] = answer_alone(row.fields[c]);
    all.push_back(std::move(one));
  }
  return all;
}

/// An answer is a text or a number.
std::string typed_of(const Json& json) {
  const auto* number = std::get_if<double>(&json.tree());
  return number == nullptr ? text_of(json) : fmt::format("{}", *number);
}

/// `{"name": …, "answers": {"1": "0.25", …}}`
HandedIn handed_in(Json& document) {
  HandedIn one{typed_of(document["name"])};
  const Json& answers = document["answers"];
  for (const auto& [number, answer] :
       std::get<Json::Object>(answers.tree()).members())
    one.answers[number_in(number)] = typed_of(answer);
  return one;
}

std::vector<HandedIn> read_json(const std::string& path) {
  try {
    Json document = Json::parsed(read_text(path));
    if (std::holds_alternative<Json::Object>(document.tree()))
      return {handed_in(document)};
    std::vector<HandedIn> all;
    for (std::size_t i = 0; i < document.size(); ++i)
      all.push_back(handed_in(document[i]));
    if (!all.empty()) return all;
  } catch (const std::bad_variant_access&) {
  } catch (const std::invalid_argument&) {
  } catch (const std::out_of_range&) {
  }
  throw Error(path, R"({"name": …, "answers": {"1": "0.25", …}}, or a list)",
              "something else");
}

/// `3. z = w·x = 0.5`: what stands behind the last = or : of a line.
std::string answer_in(const std::string& line) {
  const std::size_t mark = line.find_last_of("=:");
  return mark == std::string::npos ? "" : answer_alone(line.substr(mark + 1));
}

std::vector<HandedIn> read_markdown(const std::string& path) {
  HandedIn one{std::filesystem::path(path).stem().string()};
  std::istringstream lines(read_text(path));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ") && one.title.empty())
      one.title = answer_alone(line.substr(2));
    if (line.starts_with("Name:")) one.student = answer_alone(line.substr(5));
    if (const std::size_t number = number_in(line); number > 0)
      one.answers[number] = answer_in(line);
  }
  if (one.answers.empty())
    throw Error(path, "a sheet whose lines begin with their numbers", "none");
  return {one};
}

}  // namespace

std::vector<HandedIn> read_handed_in(const std::string& path) {
  if (ends_in(path, ".json")) return read_json(path);
  if (ends_in(path, ".md")) return read_markdown(path);
  return read_csv(path);
}

}  // namespace gradwalk::demos
