#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gradwalk/error.hpp>
#include <gradwalk/nn/weights.hpp>
#include <numeric>

#include "story/cleanup.hpp"
#include "story/spelling.hpp"
#include "table/net_file.hpp"
#include "table/score.hpp"
#include "train/rows.hpp"
#include "train/words.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

NamedOptimizer adam() {
  return *std::ranges::find(optimizers(), "adam", &NamedOptimizer::name);
}

class Train : public TrainingLesson {
 public:
  Train()
      : TrainingLesson({.hidden = {8},
                        .net = {.hidden = Activation::tanh},
                        .rate = 0.01,
                        .epochs = 200,
                        .every = 10,
                        .optimizer = adam(),
                        .batch = 32,
                        .shuffles = true}) {}
  [[nodiscard]] std::string_view name() const override { return "train"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a net learns from a table of your own";
  }

  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!save_) return {};
    return {{"--save", *save_, ".json", true}};
  }

 protected:
  void declare_own(Options& options) override {
    options.add({Option::Kind::operand, "FILE", "", "a table, such as iris.csv",
                 "", "a file name", [this](const std::string& text) {
                   path_ = text;
                   return !text.empty();
                 }});
    declare_columns(options, columns_);
    options.flag("--drop", drops_, "leave out rows that cannot be read");
    options.add({Option::Kind::value, "--test", "SHARE",
                 "rows kept for a test: 0.2 of FILE, or a file's", "none",
                 "a share between 0 and 1, or a file's name",
                 [this](const std::string& text) {
                   test_ = text;
                   return !text.empty() && !text.starts_with('-');
                 }});
    options.path("--load", load_, "begin with these weights");
    options.path("--save", save_, "keep the weights at the end");
  }

  [[nodiscard]] std::span<const Loss> offered_losses() const override {
    return losses();
  }
  [[nodiscard]] bool follows_source() const override { return false; }

  void prepare(TrainingPlan& plan, Random& random) override {
    rows_ = read_rows({path_, columns_, drops_, test_}, random);
    Encoding& encoding = rows_.encoding;
    if (is_chosen("--loss"))
      encoding.loss = required_loss(encoding, plan.loss);
    else if (encoding.has_classes())
      encoding.loss = encoding.classes.size() == 2
                          ? Loss::binary_cross_entropy
                          : Loss::softmax_cross_entropy;
    plan.loss = encoding.loss;
    plan.has_classes = encoding.has_classes();
    plan.net.output =
        plan.has_classes ? Activation::sigmoid : Activation::identity;
    if (load_) take_encoding(plan);
    plan.data = data_of(encoding, rows_.learned);
    if (rows_.test.size() > 0)
      plan.held_out = data_of(encoding, rows_.test).examples();
  }

  /// A plane has a boundary where one output parts two classes.
  [[nodiscard]] std::vector<double> inputs_at(double x1,
                                              double x2) const override {
    const bool parts_two =
        rows_.encoding.classes.size() == 2 && rows_.encoding.outputs() == 1;
    return parts_two ? TrainingLesson::inputs_at(x1, x2)
                     : std::vector<double>();
  }

  void set_weights(const MLP& net) const override {
    if (load_) load(net, *load_);
  }

  void introduce(Story& story) override {
    story.title("train: a net learns from " + on_one_line(path_));
    tell_rows(story, rows_);
  }

  void tell_learned(Story& story, const MLP& net,
                    const Results& results) const override {
    const auto score = [&](const char* of, const char* key,
                           const Matrix& outputs, const Numbers& numbers) {
      const Encoding& encoding = rows_.encoding;
      const Score found(encoding, answers_in(encoding, outputs), numbers.given);
      found.tell(story, of);
      story.blank();
      story.entry(key, found.document());
    };
    score("rows learned from", "learned", results.outputs, rows_.learned);
    if (rows_.test.size() > 0)
      score("rows of the test", "test",
            outputs_of(net, plan().held_out, plan().loss), rows_.test);
  }

  void conclude(Story& story, const MLP&, const Results&) override {
    if (save_)
      story.say(
          fmt::format("gradwalk predict {0} FILE.csv tells what this net "
                      "says about other rows.",
                      on_one_line(*save_)));
  }

  void end(Story& story, const MLP& net) override {
    if (!save_) return;
    std::fflush(stdout);
    {
      const SignalsHeld held;  // it writes beside the file, too
      save(net, rows_.encoding, *save_);
    }
    story.blank();
    story.say(fmt::format("The weights are kept in {}.", on_one_line(*save_)));
  }

 private:
  /// Goes on with the scales of the weights that are loaded.
  void take_encoding(TrainingPlan& plan) {
    for (const char* option : {"--hidden", "--activation", "--initializer"})
      if (is_chosen(option))
        throw Error(option, "no --load, which has the weights", "both");
    const NetFile file = read_net(*load_);
    const auto name = [](const Scaled& input) { return input.name; };
    if (!std::ranges::equal(file.encoding.inputs, rows_.encoding.inputs, {},
                            name, name) ||
        file.encoding.target.name != rows_.encoding.target.name ||
        file.encoding.classes != rows_.encoding.classes ||
        file.encoding.loss != rows_.encoding.loss)
      throw Error("--load",
                  fmt::format("weights of this table's columns, classes and "
                              "loss ({})",
                              name_of(rows_.encoding.loss)),
                  "others");
    rows_.encoding = file.encoding;
    plan.hidden.assign(file.sizes.begin() + 1, file.sizes.end() - 1);
    plan.net.activations = file.options.activations;
  }

  std::string path_;
  Columns columns_;
  bool drops_ = false;
  std::string test_;
  std::optional<std::string> load_, save_;
  Rows rows_;
};

}  // namespace

std::unique_ptr<Lesson> train_lesson() { return std::make_unique<Train>(); }

}  // namespace gradwalk::demos
