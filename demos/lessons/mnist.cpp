#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <gradwalk/nn/weights.hpp>

#include "mnist/faults.hpp"
#include "mnist/load.hpp"
#include "mnist/times.hpp"
#include "mnist/words.hpp"
#include "parts/source_weights.hpp"
#include "story/cleanup.hpp"
#include "story/files.hpp"
#include "story/lesson.hpp"
#include "story/spelling.hpp"
#include "training/iteration.hpp"
#include "training/options.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view offered_losses[]{"cross_entropy", "squared_error"};

/// `none`, `all`, or one of the faults.
const std::vector<std::string_view>& offered_faults() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all{"none", "all"};
    for (const Fault fault : faults()) all.push_back(name_of(fault));
    return all;
  }();
  return names;
}

/// The second source's net, and how it trains it.
TrainingPlan source_plan() {
  return {.hidden = {32, 16},
          .net = {.hidden = Activation::relu,
                  .output = Activation::identity,
                  .initializer = Initializer::he,
                  .seed = 42},
          .rate = 0.1,
          .epochs = 500,
          .every = 10};
}

class Mnist : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "mnist"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "handwritten digits: 784-32-16-10 on real data";
  }

  void declare(Options& options) override {
    options_ = &options;
    declare_training(options);
    options.path("--data", data_,
                 "digits: four IDX files' folder, or a CSV file");
    options.path("--test", test_, "CSV of the tests; else put aside of --data");
    options.whole("--digits", most_, 0, 10'000'000,
                  "learn from the first N only; 0: all");
    options.whole("--explain", explain_, 0, 10'000'000,
                  "which digit of the tests to explain");
    options.path("--picture", picture_,
                 "draw its worst mistakes into this SVG file");
    options.word("--fault", fault_, offered_faults(),
                 "instead: show a fault of the source's code");
    options.flag("--times", timed_, "how long a loop takes, and a batch");
    options.path("--load", run_.load, "begin with these weights");
    options.path("--save", save_, "keep the weights at the end");
  }

  [[nodiscard]] std::vector<NamedFile> files() const override {
    std::vector<NamedFile> files;
    if (save_) files.push_back({"--save", *save_, "", true});
    if (picture_) files.push_back({"--picture", *picture_, ".svg"});
    return files;
  }

  void tell(Story& story) override {
    settle();
    Random random(run_.plan.net.seed);
    read(random);
    if (fault_ != "none") {
      tell_faults(story);
      return;
    }
    Graph graph;
    const MLP net = make_net(graph, random);
    story.title("mnist: a net learns to read digits");
    show_digits(story, run_.sets);
    show_net(story, run_, net);
    story.entries({{"lesson", name()},
                   {"seed", run_.plan.net.seed},
                   {"sizes", net.sizes()},
                   {"initial", weights_document(net)}});
    story.entry("mean_square", show_cost(story, run_, net));
    if (timed_)
      story.entry("milliseconds",
                  show_times(story, net, run_.loss, run_.sets.train));
    const Examples tests = run_.sets.test.examples();
    const DigitTraining training = train_on_digits(
        net, run_.plan, run_.loss, run_.sets.train.examples(), tests, random);
    story.entries(training_document(training));
    show_training(story, run_.plan, training);
    if (training.stopped) story.interrupt();
    show_learned(story, net, tests);
    story.figure([&] { return digits_figure(training); });
    if (save_) keep(story, net);
  }

 private:
  /// Writes the weights, once all else is shown.
  void keep(Story& story, const MLP& net) const {
    std::fflush(stdout);
    {
      const SignalsHeld held;  // it writes beside the file, too
      save(net, *save_);
    }
    story.blank();
    story.say(fmt::format("The weights are kept in {}.", on_one_line(*save_)));
  }

  void declare_training(Options& options) {
    add_training(options, run_.plan);
    options["--initializer"].shown = "";
    options["--initializer"].help = "of the weights; else the source's own";
    options["--epochs"].help = "how long to train; 10 with --batch";
    options["--every"].help = "epochs between costs; 1 with --batch";
    options.word("--loss", loss_, offered_losses,
                 "cross_entropy or squared_error");
  }

  /// What depends on other options, and the files that they name.
  void settle() {
    const auto chosen = [&](const char* option) {
      return options_->is_given(option);
    };
    if (chosen("--activation") && run_.plan.hidden.empty())
      throw Error("--activation", "hidden layers, which it is of", "none");
    if (fault_ != "none")
      for (const Option& option : options_->all())
        if (option.is_given && !is_of_faults(option.name))
          throw Error(option.name, "no --fault, which trains no net", "both");
    if (chosen("--initializer") && run_.load)
      throw Error("--initializer", "no --load, which has the weights", "both");
    require_parameters(sizes());
    run_.source_weights = !chosen("--initializer");
    if (run_.plan.batch != 0 && !chosen("--epochs")) run_.plan.epochs = 10;
    if (run_.plan.batch != 0 && !chosen("--every")) run_.plan.every = 1;
    if (loss_ != offered_losses[0]) run_.loss = Loss::softmax_squared_error;
  }

  static bool is_of_faults(const std::string& option) {
    static constexpr std::string_view names[]{"--fault",  "--data", "--test",
                                              "--digits", "--seed", "--hidden"};
    return std::ranges::find(names, option) != std::end(names);
  }

  [[nodiscard]] std::vector<std::size_t> sizes() const {
    std::vector<std::size_t> sizes{Digits::area};
    sizes.insert(sizes.end(), run_.plan.hidden.begin(), run_.plan.hidden.end());
    sizes.push_back(Digits::kinds);
    return sizes;
  }

  void read(Random& random) {
    run_.sets = read_digits(data_, test_, random);
    if (most_ > 0) run_.sets.train.keep(static_cast<std::size_t>(most_));
    run_.explained = static_cast<std::size_t>(explain_);
    if (run_.explained >= run_.sets.test.size())
      throw Error("--explain",
                  fmt::format("a digit of the tests, from 0 to {}",
                              run_.sets.test.size() - 1),
                  fmt::format("{}", explain_));
  }

  void tell_faults(Story& story) const {
    std::vector<Fault> shown;
    for (const Fault fault : faults())
      if (fault_ == "all" || fault_ == name_of(fault)) shown.push_back(fault);
    story.entry("lesson", name());
    story.entry("faults", show_faults(story, shown, run_.plan.hidden,
                                      run_.plan.net.seed, run_.sets.train));
  }

  [[nodiscard]] MLP make_net(Graph& graph, Random& random) const {
    Random unused(0);
    MLP net(graph, sizes(), run_.plan.net,
            run_.source_weights ? unused : random);
    if (run_.source_weights) draw_source_weights(net, random);
    if (run_.load) load_into(net);
    return net;
  }

  /// Says of a file that does not fit whose it is, and what would.
  void load_into(const MLP& net) const {
    require_loadable(net, *run_.load);
    try {
      load(net, *run_.load);
    } catch (const Error& error) {
      throw Error(
          "--load",
          fmt::format("the weights of a {} net", joined(net.sizes(), "-")),
          fmt::format("none ({})", error.what()));
    }
  }

  /// The results and one digit's explanation.
  void show_learned(Story& story, const MLP& net, const Examples& tests) const {
    const Matrix outputs = outputs_of(net, tests, run_.loss);
    const std::vector<Mistake> mistakes = mistakes_in(outputs, run_.sets.test);
    show_results(story, run_.sets.test, outputs, mistakes);
    const Explanation explanation(net, run_.plan.net, run_.loss,
                                  run_.explained_picture(),
                                  run_.explained_label());
    show_explanation(story, run_, explanation);
    if (picture_)
      write_text("--picture", *picture_,
                 picture_of(run_, mistakes, explanation));
    Json explained{{"digit", run_.explained},
                   {"label", run_.explained_label()},
                   {"answer", explanation.answer()}};
    explained.update(explanation.document());
    story.entries({{"final", weights_document(net)},
                   {"outputs", outputs},
                   {"predictions", predictions_of(outputs)},
                   {"accuracy", percent_right(outputs, tests)},
                   {"confusion", confusion_of(outputs, run_.sets.test)},
                   {"mistakes", mistakes_document(mistakes)},
                   {"explanation", explained}});
    explanation.draw(story);
  }

  DigitRun run_{.plan = source_plan()};
  std::string loss_{offered_losses[0]}, fault_ = "none";
  int most_ = 0, explain_ = 0;
  bool timed_ = false;
  std::optional<std::string> data_, test_, save_, picture_;
  Options* options_ = nullptr;
};

}  // namespace

std::unique_ptr<Lesson> mnist_lesson() { return std::make_unique<Mnist>(); }

}  // namespace gradwalk::demos
