#include "noise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

double scalar_product(const std::vector<double>& a,
                      const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double length(const std::vector<double>& a) {
  return std::sqrt(scalar_product(a, a));
}

double distance(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return length(a);
}

double degrees(const std::vector<double>& a, const std::vector<double>& b) {
  const double cosine = scalar_product(a, b) / (length(a) * length(b));
  return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180.0 / std::numbers::pi;
}

/// The gradient of each batch, in an order of the examples.
Matrix gradients_by(std::size_t batch, const MLP& net, const Examples& examples,
                    const std::vector<std::size_t>& order) {
  Matrix gradients;
  for (std::size_t first = 0; first < order.size(); first += batch) {
    const Graph::Scope scope{net.graph()};
    record_batch(net, examples, Loss::squared_error, Reduction::mean, first,
                 std::min(batch, order.size() - first), order)
        .cost.backward();
    gradients.push_back(gradients_of(net.parameters()));
  }
  return gradients;
}

Noise noise_of(std::size_t batch, const Matrix& gradients,
               const std::vector<double>& whole) {
  Noise noise{batch, gradients.size(), 0.0, 0.0};
  const auto count = static_cast<double>(gradients.size());
  for (const std::vector<double>& gradient : gradients) {
    noise.distance += std::pow(distance(gradient, whole), 2.0) / count;
    noise.angle += degrees(gradient, whole) / count;
  }
  noise.distance = std::sqrt(noise.distance);
  return noise;
}

Json entry_of(const NoiseAt& at) {
  Json noises = Json::array();
  for (const Noise& noise : at.noises)
    noises.push_back({{"batch", noise.batch},
                      {"batches", noise.batches},
                      {"distance", noise.distance},
                      {"angle", noise.angle}});
  return {{"parameters", at.parameters},
          {"gradient", at.whole},
          {"noises", noises}};
}

}  // namespace

NoiseAt::NoiseAt(const Setting& setting, const std::vector<double>& at)
    : parameters(at) {
  Graph graph;
  const MLP net = first_neuron(graph);
  net.parameters().set(at);
  const Examples examples = setting.examples();
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  whole = gradients_by(order.size(), net, examples, order).front();
  Random random = setting.random;
  random.shuffle(std::span(order));
  for (const std::size_t batch :
       std::set<std::size_t>{1, 5, 20, 100, setting.batch})
    if (batch < order.size())
      noises.push_back(
          noise_of(batch, gradients_by(batch, net, examples, order), whole));
}

Json show_noise(Story& story, const Setting& setting, const Run& lowest) {
  const NoiseAt first(setting, lowest.parameters.front()),
      last(setting, lowest.parameters.back());
  story.heading("The noise of a gradient");
  story.say(fmt::format(
      "One example's gradient points in a direction of its own, and only the "
      "mean over all {0} examples points downhill on their cost. The gradient "
      "of a batch lies between. How far is it from that of all {0}? Its "
      "distance here is the root of the mean squared one, and its angle the "
      "mean. At the first weights the gradient of all has the length {1}; "
      "where the cost is lowest, {2}:",
      setting.data.size(), story.number(length(first.whole)),
      story.number(length(last.whole))));
  story.blank();
  std::vector<Line> rows{names_of_columns(
      {"batch", "distance at first", "angle, degrees", "at the lowest cost"})};
  for (std::size_t i = 0; i < first.noises.size(); ++i)
    rows.push_back({{fmt::format("{}", first.noises[i].batch)},
                    {story.number(first.noises[i].distance), Ink::backward},
                    {fmt::format("{:.1f}", first.noises[i].angle)},
                    {story.number(last.noises[i].distance), Ink::backward}});
  story.table(rows);
  story.blank();
  story.say(
      "This distance is the noise. Errors of single examples average out: "
      "where a batch has four times as many examples, the noise is about half "
      "(less, where it has a large part of all). While the mean angle is far "
      "below 90 degrees, most gradients point downhill, though not each. Near "
      "the lowest cost the gradient of all is almost 0, and the noise is all "
      "that is left.");
  story.pause();
  return {{"first", entry_of(first)}, {"lowest", entry_of(last)}};
}

}  // namespace gradwalk::demos
