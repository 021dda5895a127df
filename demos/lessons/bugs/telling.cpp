#include "telling.hpp"

#include <fmt/format.h>

#include <array>

namespace gradwalk::demos {

namespace {

constexpr int most_steps = 100;
/// The steps after which costs are shown.
constexpr std::array shown_steps{0, 1, 2, 5, 10, 20, 50, most_steps};

void show_symptom(Story& story, const BrokenEngine& engine) {
  story.heading(fmt::format("{}: what one sees", engine.name));
  story.say(engine.symptom);
  story.blank();
  story.say(fmt::format(
      "{} The cost after some steps, beside that of gradwalk from the same "
      "weights:",
      engine.is_for_nets()
          ? fmt::format("A net 2-2-2 learns XOR. Its inputs are 0 or {}.",
                        story.number(engine.bright))
          : "Two neurons in a row learn three points. The first has relu, the "
            "second z·sigmoid(z)."));
  story.blank();
  const auto [right, found] = trainings_of(engine);
  std::vector<Line> rows{
      names_of_columns({"steps", "gradwalk", std::string(engine.name)})};
  for (const int step : shown_steps) {
    const auto at = static_cast<std::size_t>(step);
    rows.push_back({{fmt::format("{}", step)},
                    {story.number(right[at]), Ink::forward},
                    {story.number(found[at]), Ink::forward}});
  }
  story.table(rows);
  story.pause();
}

void show_search(Story& story, const BrokenEngine& engine,
                 const Smallest& smallest) {
  const bool is_net = engine.is_for_nets();
  story.heading(fmt::format("{}: the smallest {} that tells", engine.name,
                            is_net ? "net" : "graph"));
  story.say(fmt::format(
      fmt::runtime(
          is_net
              ? "Every net is tried, the smallest first, with each input, "
                "weight and bias one of {}, and each label, until one gives "
                "another number than gradwalk, by more than rounding. A net's "
                "size is the count of its inputs, labels, weights and biases."
              : "Every graph is tried, the smallest first, with each leaf one "
                "of {}, until one gives another number than gradwalk, by more "
                "than rounding."),
      joined(chosen_numbers, ", ")));
  story.blank();
  std::vector<Line> rows{names_of_columns({"size", "tried", "told apart"})};
  for (const auto& [size, problems] : smallest.tried)
    rows.push_back({{size}, {fmt::format("{}", problems)}, {"none"}});
  rows.push_back({{smallest.size},
                  {fmt::format("{}", smallest.before + 1)},
                  {"the last of these"}});
  story.table(rows);
  story.blank();
  story.say("So no smaller one tells. This one does:");
  story.blank();
  story.say(smallest.problem->given());
}

void show_fault(Story& story, const BrokenEngine& engine,
                const Problem& problem) {
  story.heading(fmt::format("{}: where and why", engine.name));
  const ProblemNumbers right = problem.right(),
                       found = problem.found_by(engine);
  const std::size_t first = first_difference(right, found).value();
  story.say(
      fmt::format("The first wrong number is {}: it is {}, and should be "
                  "{}. {}",
                  problem.names()[first], story.number(found[first]),
                  story.number(right[first]), engine.why));
  story.blank();
  story.line({{"In this engine:", Ink::quiet}});
  story.lines(engine.wrong.empty() ? "(nothing)" : engine.wrong);
  story.line({{"Put right:", Ink::quiet}});
  story.lines(engine.right);
  story.pause();
}

}  // namespace

Trainings trainings_of(const BrokenEngine& engine) {
  if (engine.is_for_nets())
    return {net_costs(nullptr, engine.bright, most_steps),
            net_costs(&engine, engine.bright, most_steps)};
  return {graph_costs(most_steps), engine.costs(most_steps)};
}

void show_numbers(Story& story, const Problem& problem,
                  const ProblemNumbers* right, const ProblemNumbers& found) {
  std::vector<Line> rows{names_of_columns({"number"})};
  if (right != nullptr) rows[0].push_back({"gradwalk", Ink::name});
  rows[0].push_back({"this engine", Ink::name});
  const std::vector<std::string> names = problem.names();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool is_wrong = right != nullptr && differ((*right)[i], found[i]);
    Line& row = rows.emplace_back(Line{{names[i]}});
    if (right != nullptr)
      row.push_back({story.number((*right)[i]), Ink::forward});
    row.push_back({story.number(found[i]) + (is_wrong ? "  wrong" : ""),
                   is_wrong ? Ink::backward : Ink::forward});
  }
  story.table(rows);
}

void tell(Story& story, Graph& graph, const BrokenEngine& engine,
          const Smallest& smallest) {
  const Problem& problem = *smallest.problem;
  show_symptom(story, engine);
  show_search(story, engine, smallest);
  const Walk walk(problem.record_in(graph));
  story.play_forward(walk);
  story.play_backward(walk);
  story.blank();
  const ProblemNumbers right = problem.right();
  show_numbers(story, problem, &right, problem.found_by(engine));
  story.drawing(1, walk.root());
  story.pause();
  show_fault(story, engine, problem);
}

Figure figure_of(const BrokenEngine& engine) {
  const auto [right, found] = trainings_of(engine);
  const auto series = [](std::string name, const ProblemNumbers& costs) {
    Series line{std::move(name), Mark::line, {}};
    for (std::size_t step = 0; step < costs.size(); ++step)
      line.points.push_back({static_cast<double>(step), costs[step]});
    return line;
  };
  return {{.title = fmt::format("Trained by gradwalk and by {}", engine.name),
           .x = "steps",
           .y = "cost",
           .series = {series("gradwalk", right),
                      series(std::string(engine.name), found)}}};
}

Json document_of(const Problem& problem, const ProblemNumbers& right,
                 const ProblemNumbers& found) {
  Json numbers = Json::array();
  const std::vector<std::string> names = problem.names();
  for (std::size_t i = 0; i < names.size(); ++i)
    numbers.push_back(
        {{"name", names[i]}, {"right", right[i]}, {"found", found[i]}});
  return numbers;
}

Json document_of(const BrokenEngine& engine, const Smallest& smallest) {
  const Problem& problem = *smallest.problem;
  const ProblemNumbers right = problem.right(),
                       found = problem.found_by(engine);
  Json tried = Json::array();
  for (const auto& [size, problems] : smallest.tried)
    tried.push_back({{"size", size}, {"problems", problems}});
  const auto [by_gradwalk, by_engine] = trainings_of(engine);
  return {
      {"name", engine.name},
      {"fault", engine.fault},
      {"symptom", engine.symptom},
      {"wrong", engine.wrong},
      {"right", engine.right},
      {"size", smallest.size},
      {"smaller", tried},
      {"before", smallest.before},
      {"given", problem.given()},
      {"numbers", document_of(problem, right, found)},
      {"first_wrong", problem.names()[first_difference(right, found).value()]},
      {"costs", {{"gradwalk", by_gradwalk}, {"engine", by_engine}}}};
}

}  // namespace gradwalk::demos
