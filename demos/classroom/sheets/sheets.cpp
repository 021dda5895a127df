#include "sheets.hpp"

#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <gradwalk/error.hpp>
#include <new>
#include <stdexcept>

#include "sinks/sheet_sink.hpp"
#include "story/files.hpp"
#include "story/telling.hpp"

namespace gradwalk::demos {

Sheet sheet_of(const std::vector<std::string>& texts, const Style& style) {
  Telling telling(texts, style);
  return telling.tell<SheetSink>().sheet();
}

namespace {

Json answers_document(const Worksheets& sheets, const StudentSheet& of) {
  const LaidOut laid_out = sheets.laid_out(of);
  Json answers = Json::array();
  for (const std::size_t i : laid_out.asked()) {
    const Question& question = of.sheet.questions[i];
    answers.push_back(
        {{"number", laid_out.number(i)},
         {"kind", name_of(question.kind)},
         {"asked", question.asked},
         {"answer", question.is_in_words() ? Json(question.accepted)
                                           : Json(question.answer())}});
  }
  return answers;
}

Json document_of(const Worksheets& sheets) {
  Json kinds = Json::array(), students = Json::array();
  for (const QuestionKind kind : sheets.selection.kinds)
    kinds.push_back(name_of(kind));
  for (const StudentSheet& one : sheets.sheets)
    students.push_back({{"name", one.student},
                        {"command", one.texts},
                        {"answers", answers_document(sheets, one)}});
  return {{"title", sheets.sheets.front().sheet.title},
          {"seed", sheets.seed},
          {"ask", kinds},
          {"from", sheets.selection.from},
          {"to", sheets.selection.to},
          {"precision", sheets.style.precision},
          {"decimals", sheets.style.decimals},
          {"students", students}};
}

/// Whether the answers are the same, but for the last digits of another
/// machine.
bool agree(Json& were, Json& are) {
  bool agree = were.size() == are.size();
  for (std::size_t i = 0; agree && i < are.size(); ++i) {
    const auto* was = std::get_if<double>(&were[i]["answer"].tree());
    const auto* is = std::get_if<double>(&are[i]["answer"].tree());
    constexpr double share = 1e-9;
    agree = was && is ? std::abs(*was - *is) <= share * (1.0 + std::abs(*is))
                      : were[i]["answer"].dump() == are[i]["answer"].dump();
  }
  return agree;
}

/// What a file says, told anew. Errors: std's, where it says something else.
Worksheets read(Json document) {
  Worksheets sheets;
  sheets.seed = static_cast<std::uint32_t>(whole_of(document["seed"]));
  for (const std::string& kind : texts_of(document["ask"]))
    if (!asked_kinds(sheets.selection.kinds).take(kind))
      throw std::invalid_argument(kind);
  sheets.selection.from = whole_of(document["from"]);
  sheets.selection.to = whole_of(document["to"]);
  sheets.style.precision = static_cast<int>(whole_of(document["precision"]));
  sheets.style.decimals =
      static_cast<int>(std::get<double>(document["decimals"].tree()));
  Json& students = document["students"];
  for (std::size_t i = 0; i < students.size(); ++i) {
    const std::vector<std::string> texts = texts_of(students[i]["command"]);
    sheets.sheets.push_back(
        {text_of(students[i]["name"]), texts, sheet_of(texts, sheets.style)});
    Json now = answers_document(sheets, sheets.sheets.back());
    if (!agree(students[i]["answers"], now))
      throw std::invalid_argument("answers");
  }
  return sheets;
}

}  // namespace

void write_keys(const std::string& option, const std::string& path,
                const Worksheets& sheets) {
  write_text(option, path, document_of(sheets).dump_indented() + "\n");
}

Worksheets read_keys(const std::string& path) {
  const std::string text = read_text(path);
  try {
    return read(Json::parsed(text));
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
  }
  throw Error(path, "the keys.json of a worksheet that this program wrote",
              "something else");
}

}  // namespace gradwalk::demos
