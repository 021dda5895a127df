#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/nn/evaluation.hpp>
#include <gradwalk/nn/weights.hpp>

#include "story/lesson.hpp"
#include "story/spelling.hpp"
#include "table/net_file.hpp"
#include "table/score.hpp"

namespace gradwalk::demos {

namespace {

class Predict : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "predict"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "what a net of train's says about other rows";
  }

  void declare(Options& options) override {
    options.add(
        operand("WEIGHTS", "a file that train --save has written", weights_));
    options.add(operand("FILE", "a table with the same columns", path_));
    options.flag("--drop", drops_, "leave out rows that cannot be read");
    options.path("--out", out_, "all answers, as a CSV file");
  }

  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!out_) return {};
    return {{"--out", *out_, ".csv"}};
  }

  void tell(Story& story) override {
    if (path_.empty())
      throw Error("predict", "WEIGHTS and a table's FILE",
                  weights_.empty() ? "none" : "one alone");
    const NetFile file = read_net(weights_);
    const Encoding& encoding = file.encoding;
    const Csv csv = read_table(path_);
    const bool is_scored =
        std::ranges::find(csv.names, encoding.target.name) != csv.names.end();
    const Numbers numbers = numbers_in(csv, encoding, drops_, is_scored);
    Graph graph;
    const MLP net(graph, file.sizes, file.options);
    load(net, weights_);
    const std::vector<TableAnswer> answers =
        answers_in(encoding, outputs_for(net, encoding, numbers));
    story.title("predict: what the net says about " + on_one_line(path_));
    story.blank();
    tell_answers(story, encoding, numbers, answers);
    if (is_scored) tell_score(story, Score(encoding, answers, numbers.given));
    if (out_) write_text("--out", *out_, csv_of(encoding, numbers, answers));
  }

 private:
  static Option operand(const char* name, const char* help, std::string& into) {
    return {Option::Kind::operand,
            name,
            "",
            help,
            "",
            "a file name",
            [&into](const std::string& text) {
              into = text;
              return !text.empty();
            }};
  }

  static Matrix outputs_for(const MLP& net, const Encoding& encoding,
                            const Numbers& numbers) {
    Examples examples{numbers.inputs, {}};
    for (std::vector<double>& row : examples.inputs)
      for (std::size_t k = 0; k < row.size(); ++k)
        row[k] = encoding.inputs[k].standardised(row[k]);
    examples.targets.assign(numbers.size(),
                            std::vector<double>(encoding.outputs()));
    return outputs_of(net, examples, encoding.loss);
  }

  static void tell_answers(Story& story, const Encoding& encoding,
                           const Numbers& numbers,
                           const std::vector<TableAnswer>& answers) {
    constexpr std::size_t most = 20;
    std::vector<std::string> names{"line", encoding.target.name};
    if (encoding.has_classes()) names.emplace_back("probability");
    if (!numbers.given.empty()) names.emplace_back("given");
    std::vector<Line> rows{names_of_columns(names)};
    for (std::size_t i = 0; i < std::min(most, answers.size()); ++i) {
      Line row{{fmt::format("{}", numbers.lines[i])},
               {text_of(encoding, answers[i].value, story), Ink::forward}};
      if (encoding.has_classes())
        row.push_back({story.number(answers[i].probability)});
      if (!numbers.given.empty())
        row.push_back({text_of(encoding, numbers.given[i], story)});
      rows.push_back(row);
    }
    story.table(rows);
    if (answers.size() > most)
      story.line({{fmt::format("and {} more; --out FILE.csv has all",
                               answers.size() - most),
                   Ink::quiet}});
    Json values = Json::array();
    for (const TableAnswer& answer : answers)
      values.push_back(encoding.has_classes()
                           ? Json(text_of(encoding, answer.value, story))
                           : Json(answer.value));
    story.entries({{"lesson", "predict"},
                   {"target", encoding.target.name},
                   {"lines", numbers.lines},
                   {"answers", values}});
  }

  static void tell_score(Story& story, const Score& score) {
    story.blank();
    score.tell(story, "these rows");
    story.entry("score", score.document());
  }

  /// `line,TARGET` and, of a class, `probability`; names are quoted.
  static std::string csv_of(const Encoding& encoding, const Numbers& numbers,
                            const std::vector<TableAnswer>& answers) {
    std::string text = "line," + csv_field(encoding.target.name) +
                       (encoding.has_classes() ? ",probability\n" : "\n");
    for (std::size_t i = 0; i < answers.size(); ++i)
      text +=
          encoding.has_classes()
              ? fmt::format("{},{},{}\n", numbers.lines[i],
                            csv_field(encoding.classes[static_cast<std::size_t>(
                                answers[i].value)]),
                            answers[i].probability)
              : fmt::format("{},{}\n", numbers.lines[i], answers[i].value);
    return text;
  }

  std::string weights_, path_;
  bool drops_ = false;
  std::optional<std::string> out_;
};

}  // namespace

std::unique_ptr<Lesson> predict_lesson() { return std::make_unique<Predict>(); }

}  // namespace gradwalk::demos
