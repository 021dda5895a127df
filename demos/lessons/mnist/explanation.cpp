#include "explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "story/lesson.hpp"
#include "story/story.hpp"
#include "training/names.hpp"
#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// The loss of one digit, by its label.
Value digit_loss(Graph& graph, Loss kind, std::span<const Value> scores,
                 std::size_t label) {
  if (kind == Loss::softmax_cross_entropy)
    return softmax_cross_entropy(scores, label).named("loss");
  std::vector<Value> targets;
  for (std::size_t k = 0; k < scores.size(); ++k)
    targets.push_back(
        graph.input(k == label ? 1.0 : 0.0, fmt::format("y{}", k)));
  return loss_of(kind, targets, scores).named("loss");
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

void Explanation::show(Story& story) const {
  show_outputs(story);
  show_neuron(story);
}

void Explanation::show_outputs(Story& story) const {
  const bool is_entropy = kind_ == Loss::softmax_cross_entropy;
  std::vector<Line> rows{
      names_of_columns({"digit", "score z", "softmax p", "y", "∂loss/∂z"})};
  for (std::size_t k = 0; k < scores_.z.size(); ++k)
    rows.push_back(
        {{fmt::format("{}", k)},
         {story.number(scores_.z[k].value()), Ink::forward},
         {story.number(scores_.probabilities[k].value()), Ink::forward},
         {k == label_ ? "1" : "0"},
         {story.number(scores_.z[k].gradient()), Ink::backward}});
  story.table(rows);
  story.blank();
  if (is_entropy) {
    const Walk walk(scores_.loss);
    story.forward(walk);
    story.play_backward(walk);
  }
  if (!is_entropy)
    story.line({{"loss = Σ (p - y)² = "},
                {story.number(scores_.loss.value()), Ink::forward}});
  story.blank();
  story.say(
      is_entropy
          ? "∂loss/∂z of another digit's score is exp(z)/Σ exp(z) = p; that of "
            "the label's own is minus all these together, p - 1. So ∂loss/∂z "
            "is p\u00A0-\u00A0y: the label's score is pushed up, all others "
            "down."
          : "∂loss/∂z is not p - y: each square's slope, 2·(p - y), goes "
            "back through the softmax.");
  story.blank();
}

void Explanation::show_neuron(Story& story) const {
  constexpr std::size_t most = 16;
  const Neuron& neuron = output_.neurons[label_];
  story.line({{fmt::format(
      "z{} = w·a + b, with the outputs a of the layer before and the weights "
      "w of this neuron:",
      label_)}});
  story.blank();
  std::vector<Line> rows{
      names_of_columns({"", "a", "w", "w·a", "∂loss/∂w", "∂loss/∂a"})};
  for (std::size_t i = 0; i < std::min(most, output_.hidden.size()); ++i) {
    const Value a = output_.hidden[i], w = neuron.weights()[i];
    rows.push_back({{a.name()},
                    {story.number(a.value()), Ink::forward},
                    {story.number(w.value())},
                    {story.number(w.value() * a.value()), Ink::forward},
                    {story.number(w.gradient()), Ink::backward},
                    {story.number(a.gradient()), Ink::backward}});
  }
  if (output_.hidden.size() > most) rows.push_back({{"…"}});
  rows.push_back({{"b"},
                  {""},
                  {story.number(neuron.bias()->value())},
                  {story.number(neuron.bias()->value()), Ink::forward},
                  {story.number(neuron.bias()->gradient()), Ink::backward}});
  story.wide_table(rows, 3);
  story.blank();
  story.say(fmt::format(
      "The products and b add up to z{} = {}. ∂loss/∂w is ∂loss/∂z{} times a; "
      "∂loss/∂a is the sum over the ten neurons that a goes into.",
      label_, story.number(output_.z[label_].value()), label_));
}

Json Explanation::document() const {
  Json document = document_of(Walk(output_.loss));
  document["probabilities"] = values_of(scores_.probabilities);
  document["pixel_gradients"] = pixel_gradients();
  return document;
}

void Explanation::draw(Story& story) const {
  const Fold fold = story.style().fold;
  story.drawing(1, whole_.loss,
                {.fold = fold == Fold::automatic ? Fold::layers : fold});
}

void show_pixel_map(Story& story, std::span<const double> gradients,
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
    story.line(line);
  }
}

}  // namespace gradwalk::demos
