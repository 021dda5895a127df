#include "explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/dot.hpp>

#include "frame/film.hpp"
#include "frame/matrix.hpp"
#include "frame/walk.hpp"

namespace gradwalk::demos {

namespace {

/// The loss of one digit, by its label.
Value digit_loss(Graph& graph, Loss kind, std::span<const Value> scores,
                 std::size_t label) {
  if (kind == Loss::softmax_cross_entropy) {
    const Value loss = softmax_cross_entropy(scores, label).named("loss");
    loss.parents().front().named("log_sum");
    return loss;
  }
  std::vector<Value> targets;
  for (std::size_t k = 0; k < scores.size(); ++k)
    targets.push_back(
        graph.input(k == label ? 1.0 : 0.0, fmt::format("y{}", k)));
  return loss_of(kind, targets, scores).named("loss");
}

/// A table; where the page is too narrow for it, the columns behind `first`
/// stand below, each row with its name again.
void show_beside(Page& page, const std::vector<Line>& rows, std::size_t first) {
  if (page.fits(rows)) {
    page.table(rows);
    return;
  }
  std::vector<Line> left, right;
  for (const Line& row : rows) {
    const auto end = row.begin() + static_cast<std::ptrdiff_t>(
                                       std::min(first + 1, row.size()));
    left.emplace_back(row.begin(), end);
    right.push_back({row.front()});
    right.back().insert(right.back().end(), end, row.end());
  }
  page.table(left);
  page.blank();
  page.table(right);
}

std::vector<double> values_of(const Values& nodes) {
  std::vector<double> values;
  for (const Value node : nodes) values.push_back(node.value());
  return values;
}

std::vector<double> gradients_of(const Values& nodes) {
  std::vector<double> gradients;
  for (const Value node : nodes) gradients.push_back(node.gradient());
  return gradients;
}

}  // namespace

Explanation::Explanation(const MLP& trained, const MLPOptions& options,
                         Loss loss, std::span<const std::uint8_t> picture,
                         std::size_t label)
    : kind_(loss), label_(label) {
  record_whole(trained, options, picture);
  record_output_layer(trained);
  record_scores();
}

void Explanation::record_whole(const MLP& trained, const MLPOptions& options,
                               std::span<const std::uint8_t> picture) {
  for (const std::uint8_t pixel : picture)
    whole_.pixels.push_back(whole_.graph.parameter(
        pixel / 255.0, fmt::format("pixels.{}", whole_.pixels.size())));
  const MLP copy(whole_.graph, trained.sizes(), options);
  for (std::size_t i = 0; i < copy.parameters().size(); ++i)
    copy.parameters()[i].set(trained.parameters()[i].value());
  whole_.pass = copy(whole_.pixels);
  name_nodes(copy, whole_.pass);
  // Outside the layer's group they stay apart in a drawing.
  for (std::size_t k = 0; k < whole_.pass.back().z.size(); ++k)
    whole_.pass.back().z[k].named(fmt::format("z{}", k));
  whole_.loss = digit_loss(whole_.graph, kind_, whole_.pass.back().z, label_);
  whole_.loss.backward();
}

void Explanation::record_output_layer(const MLP& trained) {
  // The layer before the last answers it; without one, the pixels.
  const std::size_t layers = whole_.pass.size();
  const std::vector<Value>& before =
      layers > 1 ? whole_.pass[layers - 2].a : whole_.pixels;
  for (const Value a : before)
    output_.hidden.push_back(output_.graph.parameter(
        a.value(), fmt::format("a{}", output_.hidden.size() + 1)));
  for (const Neuron& neuron : trained.layers().back().neurons()) {
    const std::string digit = fmt::format("{}", output_.neurons.size());
    const Neuron& same = output_.neurons.emplace_back(
        output_.graph, "digit" + digit, values_of(neuron.weights()), true,
        Activation::identity);
    same.bias()->set(neuron.bias()->value());
    output_.z.push_back(same.z(output_.hidden).named("z" + digit));
  }
  output_.loss = digit_loss(output_.graph, kind_, output_.z, label_);
  output_.loss.backward();
}

void Explanation::record_scores() {
  for (const Value z : output_.z)
    scores_.z.push_back(scores_.graph.parameter(z.value(), z.name()));
  scores_.probabilities = softmax(scores_.z);
  scores_.loss = digit_loss(scores_.graph, kind_, scores_.z, label_);
  scores_.loss.backward();
}

std::size_t Explanation::answer() const {
  return static_cast<std::size_t>(
      std::max_element(scores_.z.begin(), scores_.z.end(),
                       [](Value a, Value b) { return a.value() < b.value(); }) -
      scores_.z.begin());
}

std::vector<double> Explanation::pixel_gradients() const {
  return gradients_of(whole_.pixels);
}

void Explanation::show(Page& page) const {
  show_outputs(page);
  show_neuron(page);
}

void Explanation::show_outputs(Page& page) const {
  const bool is_entropy = kind_ == Loss::softmax_cross_entropy;
  std::vector<Line> rows{
      {{"digit"}, {"score z"}, {"softmax p"}, {"y"}, {"∂loss/∂z"}}};
  for (std::size_t k = 0; k < scores_.z.size(); ++k)
    rows.push_back(
        {{fmt::format("{}", k)},
         {page.number(scores_.z[k].value()), Ink::forward},
         {page.number(scores_.probabilities[k].value()), Ink::forward},
         {k == label_ ? "1" : "0"},
         {page.number(scores_.z[k].gradient()), Ink::backward}});
  page.table(rows);
  page.blank();
  if (is_entropy) show_forward(page, scores_.loss);
  if (Film* film = page.film(); film != nullptr && is_entropy)
    film->backward(scores_.loss);
  if (!is_entropy)
    page.line({{"loss = Σ (p - y)² = "},
               {page.number(scores_.loss.value()), Ink::forward}});
  page.blank();
  page.say(is_entropy
               ? "log_sum passes p to each score, since ∂log_sum/∂z = exp(z)/Σ "
                 "exp(z) = p, and the label's score receives -1 more, straight "
                 "from the loss. So ∂loss/∂z is p\u00A0-\u00A0y: the label's "
                 "score is "
                 "pushed up, all others down."
               : "∂loss/∂z is not p - y: each square's slope, 2·(p - y), goes "
                 "back through the softmax.");
  page.blank();
}

void Explanation::show_neuron(Page& page) const {
  constexpr std::size_t most = 16;
  const Neuron& neuron = output_.neurons[label_];
  page.line({{fmt::format(
      "z{} = w·a + b, with the outputs a of the layer before and the weights "
      "w of this neuron:",
      label_)}});
  page.blank();
  std::vector<Line> rows{
      {{""}, {"a"}, {"w"}, {"w·a"}, {"∂loss/∂w"}, {"∂loss/∂a"}}};
  for (std::size_t i = 0; i < std::min(most, output_.hidden.size()); ++i) {
    const Value a = output_.hidden[i], w = neuron.weights()[i];
    rows.push_back({{a.name()},
                    {page.number(a.value()), Ink::forward},
                    {page.number(w.value())},
                    {page.number(w.value() * a.value()), Ink::forward},
                    {page.number(w.gradient()), Ink::backward},
                    {page.number(a.gradient()), Ink::backward}});
  }
  if (output_.hidden.size() > most) rows.push_back({{"…"}});
  rows.push_back({{"b"},
                  {""},
                  {page.number(neuron.bias()->value())},
                  {page.number(neuron.bias()->value()), Ink::forward},
                  {page.number(neuron.bias()->gradient()), Ink::backward}});
  show_beside(page, rows, 3);
  page.blank();
  page.say(fmt::format(
      "The products and b add up to z{} = {}. ∂loss/∂w is ∂loss/∂z{} times a; "
      "∂loss/∂a is the sum over the ten neurons that a goes into.",
      label_, page.number(output_.z[label_].value()), label_));
}

Json Explanation::document() const {
  Json document = pass(output_.loss);
  document["probabilities"] = values_of(scores_.probabilities);
  document["pixel_gradients"] = pixel_gradients();
  return document;
}

std::string Explanation::drawing() const {
  return to_dot(whole_.loss, {.fold = Fold::layers});
}

void show_pixel_map(Page& page, std::span<const double> gradients,
                    std::span<const std::uint8_t> picture,
                    const std::vector<bool>& seen) {
  double largest = 0.0;
  for (std::size_t i = 0; i < gradients.size(); ++i)
    if (seen[i]) largest = std::max(largest, std::abs(gradients[i]));
  for (std::size_t r = 0; r < Digits::side; ++r) {
    Line line;
    for (std::size_t i = r * Digits::side; i < (r + 1) * Digits::side; ++i) {
      const double share =
          seen[i] && largest > 0.0 ? gradients[i] / largest : 0.0;
      const double size = std::abs(share);
      if (size < 0.3)
        line.push_back({picture[i] >= 100 ? ".." : "  ", Ink::quiet});
      else if (share < 0.0)
        line.push_back({size < 0.6 ? " +" : "++", Ink::forward});
      else
        line.push_back({size < 0.6 ? " -" : "--", Ink::backward});
    }
    page.line(line);
  }
}

}  // namespace gradwalk::demos
