#include "step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <optional>

#include "questions/marking.hpp"
#include "questions/mistakes.hpp"
#include "step_mistakes.hpp"
#include "story/telling.hpp"

namespace gradwalk::demos {

namespace {

/// `dL/dw = 0.5*2`, taken apart.
struct StepEquation {
  std::string of;                 ///< the node, `L`
  std::optional<std::string> by;  ///< of a gradient: by which, `w`
  std::string text;               ///< what stands right of its =
  double number;

  explicit StepEquation(const std::string& written);
};

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

StepEquation::StepEquation(const std::string& written) {
  const std::size_t equals = written.rfind('=');
  const auto refuse = [](const std::string& got) {
    throw Error("--step",
                "an equation with numbers on its right, such as dL/dw = 0.5*2 "
                "or z = 1.25",
                got);
  };
  if (equals == std::string::npos) refuse(written);
  std::string left = without_blanks(written.substr(0, written.find('=')));
  text = written.substr(equals + 1);
  const std::optional<double> typed = typed_number(text);
  if (!typed) refuse(written);
  number = *typed;
  for (const std::string_view d : {"∂", "d"}) {
    const std::size_t over = left.find("/" + std::string(d));
    if (!left.starts_with(d) || over == std::string::npos) continue;
    of = left.substr(d.size(), over - d.size());
    by = left.substr(over + 1 + d.size());
    return;
  }
  of = left;
}

/// The factors of a product as it is written, outside of parentheses.
std::vector<double> factors_of(const std::string& text) {
  std::vector<double> factors;
  std::string part;
  int depth = 0;
  const auto end = [&] {
    if (const auto factor = typed_number(part)) factors.push_back(*factor);
    part.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    bool is_sign = false;
    for (const std::string_view sign : {"*", "·", "×"})
      if (depth == 0 && text.compare(i, sign.size(), sign) == 0) {
        end();
        i += sign.size() - 1;
        is_sign = true;
        break;
      }
    if (!is_sign) part += text[i];
  }
  end();
  return factors;
}

/// Marks a step by the first graph of a lesson that has its nodes.
class StepMark : public Sink {
 public:
  StepMark(const Style& style, const StepEquation& equation)
      : Sink(style), equation_(equation) {}

  void forward(const Walk& walk) override { mark(walk); }
  void backward(const Walk& walk) override { mark(walk); }

  struct Found {
    std::string asked;
    double right;
    bool is_right;
    std::vector<StepMistake> mistakes;
  };
  [[nodiscard]] const std::optional<Found>& found() const { return found_; }

 private:
  void mark(const Walk& walk) {
    if (found_) return;
    std::optional<Value> of = node(walk, equation_.of);
    // A loss is written L, however it is called.
    if (!of && equation_.by &&
        (equation_.of == "L" || walk.root().name().empty()))
      of = walk.root();
    if (!of) return;
    if (!equation_.by) return mark_value(walk, *of);
    if (const std::optional<Value> by = node(walk, *equation_.by))
      mark_gradient(*of, *by);
  }

  static std::optional<Value> node(const Walk& walk, const std::string& name) {
    for (const Value node : walk.graph().nodes())
      if (without_blanks(walk.graph().labels()[node].text()) == name)
        return node;
    return std::nullopt;
  }

  void mark_value(const Walk& walk, Value of) {
    const Formula label = walk.graph().labels()[of];
    found_ = {label.text(),
              of.value(),
              is_right(equation_.number, of.value(), style().digits()),
              {}};
    if (found_->is_right || of.operation().is_leaf()) return;
    std::vector<double> operands;
    for (const Value parent : of.parents()) operands.push_back(parent.value());
    for (const LikelyMistake& mistake : value_mistakes(of.operation()))
      if (is_right(equation_.number, mistake.work(operands), style().digits()))
        found_->mistakes.push_back({std::string(mistake.name), mistake.advice});
  }

  void mark_gradient(Value of, Value by) {
    const Paths all = gradwalk::paths(by, Subgraph(of));
    found_ = {Formula::derivative(all.root, all.from).text(),
              all.sum,
              is_right(equation_.number, all.sum, style().digits()),
              {}};
    if (!found_->is_right)
      found_->mistakes = step_mistakes(
          all, equation_.number, factors_of(equation_.text), style().digits());
  }

  const StepEquation& equation_;
  std::optional<Found> found_;
};

}  // namespace

void tell_step(Story& story, const std::string& written,
               const std::vector<std::string>& texts) {
  if (texts.empty())
    throw Error("grade", "a lesson behind the step, such as expr \"(w*x)^2\"",
                "none");
  const StepEquation equation(written);
  Telling telling(texts, story.style());
  const auto& found = telling.tell<StepMark>(equation).found();
  if (!found)
    throw Error("--step", fmt::format("nodes of {}", texts.front()),
                equation.by ? fmt::format("∂{}/∂{}", equation.of, *equation.by)
                            : equation.of);
  const std::string right = story.number(found->right);
  std::string words =
      found->is_right
          ? fmt::format("right: {} = {}", found->asked, right)
          : fmt::format("not right: {} is {}, not {}.", found->asked, right,
                        story.number(equation.number));
  Json mistakes = Json::array();
  for (const StepMistake& mistake : found->mistakes) {
    words += (mistakes.empty() ? " " : " Or: ") + mistake.advice;
    mistakes.push_back({{"name", mistake.name}, {"advice", mistake.advice}});
  }
  story.say(words);
  story.entries({{"step", written},
                 {"asked", found->asked},
                 {"answer", equation.number},
                 {"right_answer", found->right},
                 {"is_right", found->is_right},
                 {"mistakes", mistakes}});
}

}  // namespace gradwalk::demos
