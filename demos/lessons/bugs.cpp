#include <fmt/format.h>

#include "bugs/puzzle.hpp"
#include "bugs/telling.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

namespace {

class Bugs : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "bugs"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "engines with one fault each: which is it?";
  }

  void declare(Options& options) override {
    std::vector<std::string> names;
    for (const BrokenEngine& engine : zoo()) names.emplace_back(engine.name);
    const std::string expected = "one of " + joined(names, ", ");
    options.choice({Option::Kind::operand, "ENGINE", "",
                    "the one that is told whole", "", expected},
                   names, [this](std::size_t place) { chosen_ = place; });
    options.set_footer("Its engines are\n  " +
                       joined(lines_of(joined(names, ", "), columns), "\n  "));
    options.whole("--seed", seed_, 0, 1'000'000, "draws the traces");
    options.whole("--rounds", rounds_, 0, 100, "how many traces are asked");
  }

  void tell(Story& story) override {
    const BrokenEngine& engine = zoo()[chosen_.value_or(0)];
    story.title("bugs: a zoo of broken engines");
    story.entry("lesson", name());
    if (!chosen_) show_zoo(story);
    const Smallest smallest = smallest_for(engine);
    Graph graph;
    demos::tell(story, graph, engine, smallest);
    if (chosen_)
      story.entry("engine", document_of(engine, smallest));
    else
      ask(story);
    story.figure([&] { return figure_of(engine); });
  }

 private:
  static void show_zoo(Story& story) {
    story.blank();
    std::size_t nets = 0;
    for (const BrokenEngine& engine : zoo()) nets += engine.is_for_nets();
    story.say(fmt::format(
        "Each of these engines has one fault, and is right but for it. {} are "
        "the engine of the lesson tiny, with one place of its source changed. "
        "{} make a step of a net, written out by hand. What one sees of each "
        "in a training:",
        capitalized(in_words(zoo().size() - nets)),
        capitalized(in_words(nets))));
    story.blank();
    std::vector<Line> symptoms{names_of_columns({"engine", "symptom"})};
    for (const BrokenEngine& engine : zoo())
      symptoms.push_back(
          {{std::string(engine.name)}, {std::string(engine.symptom)}});
    story.table(symptoms);
    story.blank();
    show_smallest(story);
    story.say(fmt::format("gradwalk bugs ENGINE tells one of them. Here is {}.",
                          zoo().front().name));
    story.pause();
  }

  /// Of each engine: the smallest problem that tells, and its number.
  static void show_smallest(Story& story) {
    story.say(
        "No smaller graph or net tells it from gradwalk than one of this "
        "size. The first number that is wrong there:");
    story.blank();
    std::vector<Line> rows{
        names_of_columns({"engine", "size", "number", "wrong", "right"})};
    Json engines = Json::array();
    for (const BrokenEngine& engine : zoo()) {
      const Smallest found = smallest_for(engine);
      const ProblemNumbers right = found.problem->right(),
                           wrong = found.problem->found_by(engine);
      const std::size_t first = first_difference(right, wrong).value();
      rows.push_back({{std::string(engine.name)},
                      {found.size},
                      {found.problem->names()[first]},
                      {story.number(wrong[first]), Ink::backward},
                      {story.number(right[first]), Ink::forward}});
      engines.push_back(document_of(engine, found));
    }
    story.wide_table(rows, 1);
    story.blank();
    story.entry("engines", engines);
  }

  void ask(Story& story) const {
    Random random(static_cast<std::uint32_t>(seed_));
    Json traces = Json::array();
    for (int round = 1; round <= rounds_; ++round) {
      const Puzzle puzzle(random);
      story.heading(fmt::format("Trace {}: which engine is it?", round));
      puzzle.show(story);
      story.question(puzzle.question(story.style()));
      story.pause();
      puzzle.solve(story);
      traces.push_back(puzzle.document());
    }
    story.entry("traces", traces);
  }

  static constexpr std::size_t columns = 76;
  std::optional<std::size_t> chosen_;
  int seed_ = 1, rounds_ = 3;
};

}  // namespace

std::unique_ptr<Lesson> bugs_lesson() { return std::make_unique<Bugs>(); }

}  // namespace gradwalk::demos
