#include "quiz.hpp"

#include "story/format.hpp"

/// `--quiz`: the lesson on the terminal, which asks for its numbers.
namespace gradwalk::demos {

namespace {

class QuizFormat : public Format {
 public:
  void declare(Options& options) override {
    options.flag("--quiz", asked_, "ask for each number before it is shown");
    options.add(asked_kinds(plan_.kinds));
    options.path("--result", plan_.result,
                 "keep the answers; a quiz goes on with them", "FILE");
    options.add({Option::Kind::value, "--name", "NAME",
                 "whose answers they are, for --result", "", "",
                 [this](const std::string& text) {
                   plan_.name = text;
                   return true;
                 }});
  }
  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!plan_.result) return {};
    return {{.option = "--result", .path = *plan_.result, .ending = ".json"}};
  }
  [[nodiscard]] std::string takes_output() const override {
    return asked_ ? "--quiz" : "";
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile>) override {
    if (!asked_) {
      if (!plan_.kinds.empty() || plan_.result || !plan_.name.empty())
        throw Error(!plan_.kinds.empty() ? "--ask"
                    : plan_.result       ? "--result"
                                         : "--name",
                    "--quiz, too", "none");
      return nullptr;
    }
    if (plan_.kinds.empty()) plan_.kinds = usual_kinds();
    return std::make_unique<Quiz>(style, plan_);
  }

 private:
  bool asked_ = false;
  QuizPlan plan_;
};

}  // namespace

std::unique_ptr<Format> quiz_format() { return std::make_unique<QuizFormat>(); }

}  // namespace gradwalk::demos
