#include "quiz.hpp"

#include "story/format.hpp"

/// `--quiz`: the lesson on the terminal, which asks for its numbers.
namespace gradwalk::demos {

namespace {

class QuizFormat : public Format {
 public:
  void declare(Options& options) override {
    options.flag("--quiz", asked_, "ask for each number before it is shown");
    const std::string kinds = names_of(question_kinds());
    Option ask{Option::Kind::list,
               "--ask",
               "KIND,...",
               "only these: value, local, product, sum …",
               "",
               "one of " + kinds,
               [this](const std::string& text) { return add_kind(text); }};
    for (const QuestionKind kind : question_kinds())
      ask.words.emplace_back(name_of(kind));
    options.add(std::move(ask));
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
    // A sign is what a product has, too.
    if (plan_.kinds.empty())
      for (const QuestionKind kind : question_kinds())
        if (kind != QuestionKind::sign) plan_.kinds.insert(kind);
    return std::make_unique<Quiz>(style, plan_);
  }

 private:
  bool add_kind(const std::string& text) {
    for (const QuestionKind kind : question_kinds())
      if (name_of(kind) == text) {
        plan_.kinds.insert(kind);
        return true;
      }
    return false;
  }

  bool asked_ = false;
  QuizPlan plan_;
};

}  // namespace

std::unique_ptr<Format> quiz_format() { return std::make_unique<QuizFormat>(); }

}  // namespace gradwalk::demos
