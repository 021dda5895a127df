#include "tiny_net_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "story/lesson.hpp"
#include "training/names.hpp"
#include "training/net_nodes.hpp"

namespace gradwalk::demos {

namespace {

void show_matrix(Story& story, const std::string& formula, const Matrix& matrix,
                 Ink ink = Ink::plain) {
  story.line({{formula + "  "},
              {fmt::format("({} × {})", matrix.size(), matrix.front().size()),
               Ink::quiet}});
  std::vector<Line> rows;
  for (const std::vector<double>& row : matrix) {
    rows.push_back({{""}});
    for (const double number : row)
      rows.back().push_back({story.number(number), ink});
  }
  story.table(rows);
}

void show_net(Story& story, const TinyNet& tiny) {
  story.heading("Three layers: 4 inputs, 3 neurons, 3 neurons, 3 outputs");
  story.say(
      "A net for digits has 784 inputs, then 32, 16 and 10 neurons: the same "
      "three layers, but too many numbers for a page. This one is drawn as "
      "that one is: W1, W2, W3 by randn·0.5, then b1, b2, b3 by rand·0.5, "
      "from NumPy's seed 7.");
  story.blank();
  for (const auto& [name, matrix] : tiny.matrices())
    show_matrix(story, name, matrix);
  story.blank();
  story.say(
      "Five examples, a column each, and their labels 0, 1, 2, 1, 0 as "
      "columns of Y, one-hot: a 1 in the label's row, and 0 elsewhere:");
  story.blank();
  show_matrix(story, "X", tiny.x);
  show_matrix(story, "Y", tiny.one_hot());
  story.blank();
  story.say("Y has a row for each class, whether or not a batch holds it.");
  story.of_sources(
      "The source sizes Y by the largest label at hand. Its code also unpacks "
      "4 of 6 parameters, passes 5 of 7 arguments and has gradients for two of "
      "the three layers, so it cannot run; here are all three.");
  story.pause();
}

/// Both passes as nn records them, for what plays graphs.
struct Played {
  Graph::Scope scope;
  RecordedBatch batch;

  explicit Played(const TinyNet& tiny)
      : scope{tiny.net.graph()},
        batch(record_batch(tiny.net, tiny.examples(),
                           Loss::softmax_cross_entropy, Reduction::mean, 0,
                           tiny.labels.size())) {
    name_batch(tiny.net, features, batch);
    batch.cost.backward();
  }

  static inline const std::vector<std::string> features{"x1", "x2", "x3", "x4"};
};

void show_forward(Story& story, const TinyNet& tiny, const TinyIteration& ce,
                  const Played& played) {
  story.heading("Forward through three layers");
  story.net(nodes_of(tiny.net, Played::features, played.batch));
  story.play_forward(Walk(played.batch.cost));
  const char* const formulas[][2]{{"Z1 = W1·X + b1", "A1 = relu(Z1)"},
                                  {"Z2 = W2·A1 + b2", "A2 = relu(Z2)"},
                                  {"Z3 = W3·A2 + b3", "A3 = softmax(Z3)"}};
  for (std::size_t l = 0; l < 3; ++l) {
    show_matrix(story, formulas[l][0], ce.z[l], Ink::forward);
    show_matrix(story, formulas[l][1], ce.a[l], Ink::forward);
    story.pause();
  }
  story.line({{"loss = mean of -log(A3 at the label) = "},
              {story.number(ce.loss), Ink::forward}});
  story.blank();
  story.say(
      "Softmax divides exp of each score in Z3 by the sum of these in its "
      "column. So each column of A3 adds up to 1: a probability for each "
      "class. The loss, cross-entropy, asks only how probable the right one "
      "was.");
  if (story.of_sources(
          "The source hands layer 3 what layer 2 had before its ReLU. Then no "
          "bend lies between the two, they are one linear map, and Z3 is "
          "another, in place of the one above:")) {
    story.blank();
    show_matrix(story, "W3·Z2 + b3", ce.z3_from_z2);
  }
  story.pause();
}

void show_layer_back(Story& story, const TinyIteration& ce, std::size_t l) {
  const std::string before = l == 1 ? "X" : fmt::format("A{}", l - 1);
  if (l == 3) {
    show_matrix(story, "dZ3 = (A3 - Y)/5", ce.dz[2], Ink::backward);
  } else {
    show_matrix(story, fmt::format("dA{} = W{}ᵀ·dZ{}", l, l + 1, l + 1),
                ce.da[l - 1], Ink::backward);
    show_matrix(story,
                fmt::format("dZ{} = dA{} where Z{} > 0, else 0", l, l, l),
                ce.dz[l - 1], Ink::backward);
  }
  show_matrix(story, fmt::format("dW{} = dZ{}·{}ᵀ", l, l, before), ce.dw[l - 1],
              Ink::backward);
  show_matrix(story, fmt::format("db{} = the sum of each row of dZ{}", l, l),
              ce.db[l - 1], Ink::backward);
  story.pause();
}

void show_backward(Story& story, const TinyIteration& ce,
                   const Played& played) {
  story.heading("Backward through three layers");
  story.play_backward(Walk(played.batch.cost));
  story.say(
      "dZ3 is short for ∂loss/∂Z3, and so on. Softmax and cross-entropy "
      "together have a simple gradient, probability - label, and the mean "
      "divides it by the examples at hand, 5.");
  story.blank();
  for (const std::size_t l : {3u, 2u, 1u}) show_layer_back(story, ce, l);
  story.blank();
}

void discuss_backward(Story& story, const TinyNet& tiny,
                      const TinyIteration& ce) {
  story.say(
      "The second neuron of layers 1 and 2 answers 0 to all five examples: "
      "its ReLU lets nothing back, and its row of dW and db is 0. Such a dead "
      "relu does not learn.");
  story.blank();
  // Rounded, for the last digits are not the same on every machine.
  const double worst =
      *std::max_element(ce.differences.begin(), ce.differences.end());
  story.say(
      fmt::format("Nudging each of the {} weights and biases {} this, to "
                  "nine decimals.",
                  tiny.net.parameters().size(),
                  worst < 5e-10 ? "confirms" : "does not confirm"));
  story.of_sources(fmt::format(
      "The source divides by the size of the whole file, whatever the batch. "
      "And it adds up the whole of dZ3 for the bias: to twelve decimals that "
      "is {}, for each column adds up to 0, as one number added to every "
      "score changes no probability. A bias learns by its own row.",
      story.number(std::round(sum_of(ce.dz[2]) * 1e12) / 1e12)));
  story.pause();
}

void show_step(Story& story, const TinyNet& tiny, double rate, double before,
               double after) {
  story.heading(fmt::format("One step, learning rate {}", story.number(rate)));
  story.say("W - rate·dW and b - rate·db, for every layer:");
  story.blank();
  for (const auto& [name, matrix] : tiny.matrices())
    show_matrix(story, name, matrix, Ink::forward);
  story.blank();
  story.table({{{"loss before"}, {story.number(before)}},
               {{"loss after"}, {story.number(after), Ink::forward}}});
  story.blank();
  story.say(after < before
                ? "The loss is smaller: all three layers have learned."
                : "The loss is not smaller: try another learning rate.");
  story.pause();
}

void show_mse(Story& story, const TinyIteration& ce, const TinyIteration& mse) {
  story.heading("Another loss has another gradient");
  story.say(
      "Squared error on the same probabilities, loss = mean of Σ(A3 - Y)², "
      "goes back through softmax itself:");
  story.blank();
  story.line({{"loss = "}, {story.number(mse.loss), Ink::forward}});
  show_matrix(story, "dA3 = 2·(A3 - Y)/5", mse.da[2], Ink::backward);
  show_matrix(story, "dZ3 = A3·(dA3 - sum of A3·dA3 in its column)", mse.dz[2],
              Ink::backward);
  story.blank();
  story.say("Beside it, what belongs to cross-entropy:");
  story.blank();
  show_matrix(story, "(A3 - Y)/5", ce.dz[2], Ink::backward);
  story.blank();
  story.say("Either loss will do, with its own gradient.");
  story.of_sources(
      "The source says that it uses mean squared error, and computes A3 - Y, "
      "which is cross-entropy's gradient.");
  story.pause();
}

/// What the source's code would give, each beside what is right.
Json source_faults(const TinyIteration& ce, const TinyIteration& mse) {
  return {{"scalar_db3", sum_of(ce.dz[2])},
          {"db3", ce.db[2]},
          {"Z3_from_pre_activation", ce.z3_from_z2},
          {"Z3", ce.z[2]},
          {"p_minus_y", ce.dz[2]},
          {"mse_dZ3", mse.dz[2]}};
}

}  // namespace

Json walk_tiny_net(Story& story, double rate) {
  TinyNet tiny;
  TinyIteration mse(tiny, TinyLoss::squared_error);
  TinyIteration ce(tiny, TinyLoss::cross_entropy);
  mse.check(tiny, TinyLoss::squared_error);
  ce.check(tiny, TinyLoss::cross_entropy);
  show_net(story, tiny);
  {
    const Played played(tiny);
    show_forward(story, tiny, ce, played);
    show_backward(story, ce, played);
  }
  discuss_backward(story, tiny, ce);

  Json document = tiny.parameters();
  document["X"] = tiny.x;
  document["y"] = tiny.labels;
  document["one_hot"] = tiny.one_hot();
  document["ce"] = ce.document(TinyLoss::cross_entropy);
  document["mse"] = mse.document(TinyLoss::squared_error);
  GradientDescent(rate).step(tiny.net.parameters());
  const double after = TinyIteration(tiny, TinyLoss::cross_entropy).loss;
  show_step(story, tiny, rate, ce.loss, after);
  document["learning_rate"] = rate;
  document["after_update"] = tiny.parameters();
  document["loss_after_update"] = after;
  show_mse(story, ce, mse);
  return {{"tiny", document}, {"faults", source_faults(ce, mse)}};
}

}  // namespace gradwalk::demos
