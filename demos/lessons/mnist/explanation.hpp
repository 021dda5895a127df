#pragma once

#include <gradwalk/nn/training.hpp>
#include <string>

#include "digits/digits.hpp"
#include "story/document.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// Why a net answers one digit as it does.
class Explanation {
 public:
  Explanation(const MLP& trained, const MLPOptions& options, Loss loss,
              std::span<const std::uint8_t> picture, std::size_t label);
  Explanation(const Explanation&) = delete;
  Explanation& operator=(const Explanation&) = delete;

  [[nodiscard]] std::size_t answer() const;
  [[nodiscard]] double loss() const { return whole_.loss.value(); }

  /// ∂loss/∂pixel. Shape: 784.
  [[nodiscard]] std::vector<double> pixel_gradients() const;

  /// The output layer, from the last hidden layer to the loss, node by node.
  void show(Story& story) const;

  /// Its pass, the probabilities, and the gradients of the pixels.
  [[nodiscard]] Json document() const;

  /// The whole net over this digit.
  void draw(Story& story) const;

 private:
  void record_whole(const MLP& trained, const MLPOptions& options,
                    std::span<const std::uint8_t> picture);
  void record_output_layer(const MLP& trained);
  void record_scores();

  void show_outputs(Story& story) const;
  void show_neuron(Story& story) const;

  Loss kind_;
  std::size_t label_;

  /// The net over pixels that are parameters, so that gradients flow into
  /// them as well.
  struct Whole {
    Graph graph;
    std::vector<Value> pixels;
    MLP::Pass pass;
    Value loss;
  } whole_;

  /// Its output layer alone, over what the last hidden layer answered.
  struct OutputLayer {
    Graph graph;
    std::vector<Value> hidden;
    std::vector<Neuron> neurons;
    std::vector<Value> z;
    Value loss;
  } output_;

  /// Its loss alone, over the scores.
  struct Scores {
    Graph graph;
    std::vector<Value> z, probabilities;
    Value loss;
  } scores_;
};

/// A map of 28 rows, two characters a pixel: `++` and ` +` where more ink
/// would make the loss smaller, `--` and ` -` where it would make it larger,
/// `..` where else the digit has ink. Pixels that are not in `seen` are left
/// out.
void show_pixel_map(Story& story, std::span<const double> gradients,
                    std::span<const std::uint8_t> picture,
                    const std::vector<bool>& seen);

}  // namespace gradwalk::demos
