#include "rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "curvature.hpp"
#include "curves.hpp"
#include "descent.hpp"
#include "shared_neuron.hpp"

namespace gradwalk::demos {

namespace {

void show_curvature(Story& story, const Matrix& second,
                    const PowerIteration& power) {
  story.say(
      "How far is too far? On the parabola the gradient's own slope, its "
      "curvature, told. Here are three parameters, and a curvature for each "
      "pair of them, the gradients of the gradients (the Hessian):");
  story.blank();
  std::vector<Line> rows{names_of_columns({"", "∂/∂w1", "∂/∂w2", "∂/∂b"})};
  const std::vector<std::string> names{"w1", "w2", "b"};
  for (std::size_t i = 0; i < second.size(); ++i) {
    rows.push_back({{"∂cost/∂" + names[i]}});
    for (const double entry : second[i])
      rows.back().push_back({story.number(entry), Ink::backward});
  }
  story.table(rows);
  story.blank();
  story.say(
      "In which direction does the cost curve most? Multiply a vector by "
      "this matrix again and again: it turns that way, and the curvature along "
      "it becomes the largest, the largest eigenvalue:");
  story.blank();
  std::string stretches;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, power.estimates.size());
       ++i)
    stretches += story.number(power.estimates[i]) + " → ";
  story.line({{stretches + "… → "},
              {story.number(power.largest_eigenvalue()), Ink::backward}});
  story.blank();
  story.pause();
}

}  // namespace

std::string key(double rate) { return Json(rate).dump(); }

std::vector<double> with_one_more(std::vector<double> rates, double rate) {
  if (std::find(rates.begin(), rates.end(), rate) == rates.end())
    rates.push_back(rate);
  return rates;
}

Json show_linear_neuron(Story& story, double one_more_rate) {
  story.heading("For the curious: three parameters, a linear neuron on OR");
  story.line({{"cost = 1/(2m)·Σ(y - (w1·x1 + w2·x2 + b))², m = 4"}});
  story.blank();
  LinearNeuron neuron;
  const Matrix second = hessian(neuron.graph, neuron.cost, neuron.parameters);
  const PowerIteration power(second);
  show_curvature(story, second, power);
  const double largest = power.largest_eigenvalue();
  Json series = Json::object();
  std::vector<Line> rows{
      names_of_columns({"rate", "1 - rate × curvature", "cost", "1 step",
                        "2 steps", "10 steps"})};
  for (const double rate :
       with_one_more({0.1, 0.5, 1.0, 1.2, 5.0, 50.0}, one_more_rate)) {
    LinearNeuron walker;
    const std::vector<double> cost =
        costs(walker.graph, walker.parameters, walker.cost, rate, 10);
    series[key(rate)] = cost;
    rows.push_back(
        {{story.number(rate)}, {story.number(1.0 - rate * largest)}});
    for (const std::size_t step : {0ul, 1ul, 2ul, 10ul})
      rows.back().push_back(
          {step < cost.size() ? story.number(cost[step]) : "too large",
           Ink::forward});
  }
  story.table(rows);
  story.blank();
  story.say(fmt::format(
      "Where the second column is below -1, every step makes what is left "
      "to go larger. That begins at rate 2/{} = {}.",
      story.number(largest), story.number(2.0 / largest)));
  story.pause();
  return {{"hessian", second},
          {"power_iteration", power.estimates},
          {"largest_eigenvalue", largest},
          {"diverges_above", 2.0 / largest},
          {"cost", series}};
}

Json show_long_runs(Story& story, double one_more_rate) {
  story.heading("The OR gate's neuron with its sigmoid, all four examples");
  Json document = Json::object();
  std::vector<Line> rows{names_of_columns({"rate"})};
  static constexpr std::array<int, 6> epochs{1, 2, 10, 100, 1000, 5000};
  for (const int epoch : epochs)
    rows[0].push_back({fmt::format("{}", epoch), Ink::name});
  for (const double rate : with_one_more(
           {0.1, 0.5, 1.0, 5.0, 10.0, 50.0, 100.0, 1000.0}, one_more_rate)) {
    SharedNeuron neuron(or_data(), 0.1, 0.6, 0.0);
    const std::vector<double> cost = costs(neuron.graph, neuron.parameters(),
                                           neuron.cost, rate, epochs.back());
    rows.push_back({{story.number(rate)}});
    for (const int epoch : epochs) {
      const auto at = static_cast<std::size_t>(epoch);
      const bool is_known = at < cost.size();
      document[key(rate)][fmt::format("{}", epoch)] =
          is_known ? Json(cost[at]) : Json();
      rows.back().push_back(
          {is_known ? story.number(cost[at]) : "too large", Ink::forward});
    }
  }
  story.say(
      "The mean of the four losses is called the cost. After so many steps it "
      "is:");
  story.blank();
  story.table(rows);
  story.blank();
  story.say(
      "A large rate may make the first steps worse and still win. A far too "
      "large one ends on the flat of the sigmoid, where there is no "
      "gradient left to lead back. The best rate is found by trying.");
  story.pause();
  return document;
}

}  // namespace gradwalk::demos
