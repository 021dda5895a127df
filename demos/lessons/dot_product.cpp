#include <fmt/format.h>

#include <gradwalk/paths.hpp>

#include "parts/shared_neuron.hpp"
#include "story/lesson.hpp"
#include "training/net_matrices.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// upstream·Xᵀ, as nodes: a dot product for each weight.
Matrix vectorised(const Matrix& upstream, const Matrix& x) {
  Graph graph;
  const auto inputs = [&](const std::vector<double>& row) {
    std::vector<Value> nodes;
    for (const double value : row) nodes.push_back(graph.input(value));
    return nodes;
  };
  const std::vector<Value> left = inputs(upstream.front());
  Matrix product(1);
  for (const std::vector<double>& feature : x)
    product.front().push_back(dot(left, inputs(feature)).value());
  return product;
}

/// What the scalar paths say about Z = W·X and the cost.
struct Derivatives {
  Matrix x;                    ///< features × examples
  Matrix upstream;             ///< ∂cost/∂Z, 1 × examples
  std::vector<Matrix> dz_dw;   ///< one 1 × weights matrix for each example
  std::vector<Matrix> passed;  ///< the same, times its upstream
  Matrix summed;               ///< 1 × weights: over the paths
  Matrix product;              ///< 1 × weights: upstream·Xᵀ

  explicit Derivatives(const SharedNeuron& neuron)
      : x(2), upstream(1), summed(1) {
    for (std::size_t i = 0; i < neuron.z.size(); ++i) {
      for (std::size_t k = 0; k < 2; ++k)
        x[k].push_back(neuron.inputs[i][k].value());
      upstream[0].push_back(neuron.z[i].gradient());
      Matrix row(1), times(1);
      for (const Value weight : {neuron.w1, neuron.w2}) {
        row[0].push_back(paths(weight, neuron.z[i]).sum);
        times[0].push_back(upstream[0][i] * row[0].back());
      }
      dz_dw.push_back(row);
      passed.push_back(times);
    }
    for (const Value weight : {neuron.w1, neuron.w2})
      summed[0].push_back(paths(weight, neuron.cost).sum);
    product = vectorised(upstream, x);
  }
};

Json dims(const Matrix& matrix) {
  return {matrix.size(), matrix.front().size()};
}

class DotProduct : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "dot-product"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "where upstream·Xᵀ comes from, path by path";
  }

  void declare(Options& options) override {
    options.data("--w1", w1_, "the first weight");
    options.data("--w2", w2_, "the second weight");
    options.data("--x1", x1_, "the first input of the one example");
    options.data("--x2", x2_, "its second input");
  }

  void tell(Story& story) override {
    story.title("dot-product: from single paths to a matrix product");
    Graph graph;
    const std::vector w{graph.parameter(w1_, "w1"), graph.parameter(w2_, "w2")};
    const std::vector x{graph.input(x1_, "x1"), graph.input(x2_, "x2")};
    const Value a = dot(w, x).named("A");
    a.backward();
    const Walk walk(a);
    show_single(story, walk);

    const SharedNeuron neuron(or_data(), w1_, w2_, 0.0);
    const Derivatives derivatives(neuron);
    show_batch(story, derivatives);
    show_shapes(story, derivatives);

    story.drawing(1, a);
    story.entry("lesson", name());
    story.entries(document_of(walk));
    Json document;
    document["W"] = {{w1_, w2_}};
    document["X_column"] = {{x[0].value()}, {x[1].value()}};
    document["A"] = a.value();
    document["dA_dW"] = {{w[0].gradient(), w[1].gradient()}};
    document["dZ_dW"] = derivatives.dz_dw;
    document["upstream"] = derivatives.upstream;
    document["X"] = derivatives.x;
    document["passed"] = derivatives.passed;
    document["summed_over_examples"] = derivatives.summed;
    document["upstream_dot_X_T"] = derivatives.product;
    document["shapes"] = {{"upstream", dims(derivatives.upstream)},
                          {"X", dims(derivatives.x)},
                          {"W", dims(derivatives.summed)},
                          {"b", {1, 1}}};
    story.entries(document);
    story.figure([&] {
      return Figure{slope_panel(graph, w[0], a, {w1_ - 1.0, w1_ + 1.0}),
                    slope_panel(graph, w[1], a, {w2_ - 1.0, w2_ + 1.0})};
    });
  }

 private:
  static void show_single(Story& story, const Walk& walk) {
    story.heading("One example: A = W·X");
    story.say(
        "W is a row of two weights, X a column of two inputs, and A one "
        "number: a dot product is a sum of products.");
    story.blank();
    story.leaves(walk);
    story.blank();
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.blank();
    story.say(
        "∂A/∂W has the shape of W, (1 × 2), and holds the inputs: it is X, "
        "laid down as a row. That is Xᵀ.");
    story.pause();
  }

  static void show_batch(Story& story, const Derivatives& derivatives) {
    story.heading("Four examples: Z = W·X + b");
    story.say(
        "Each column of X is one example of the OR gate, and Z has one number "
        "for each. Each z gives W a row of local gradients. The cost gives "
        "each z an upstream gradient, here with b = 0, a sigmoid and squared "
        "errors:");
    story.blank();
    std::vector<Line> rows{
        names_of_columns({"example", "∂cost/∂z", "∂z/∂W", "upstream × local"})};
    for (std::size_t i = 0; i < derivatives.dz_dw.size(); ++i)
      rows.push_back({{fmt::format("{}", i + 1)},
                      {story.number(derivatives.upstream[0][i]), Ink::backward},
                      {story.row(derivatives.dz_dw[i][0])},
                      {story.row(derivatives.passed[i][0]), Ink::backward}});
    story.table(rows);
    story.blank();
    story.line({{"sum over the examples: ∂cost/∂W = "},
                {story.row(derivatives.summed[0]), Ink::backward}});
    story.blank();
    const std::size_t m = derivatives.passed.size();
    story.say(fmt::format(
        "Behind each other the {0} rows of the last column are one array of "
        "shape ({0}\u00A0×\u00A01\u00A0×\u00A0{1}): a gradient of the shape of "
        "W for each example. "
        "The sum over its first axis, the examples, leaves "
        "(1\u00A0×\u00A0{1}).",
        m, derivatives.summed[0].size()));
    story.of_sources(fmt::format(
        "The walkthrough stands each row upright, (m\u00A0×\u00A0n\u00A0×"
        "\u00A01), with m = {} examples and n = {} weights.",
        m, derivatives.summed[0].size()));
    story.pause();
  }

  static void show_shapes(Story& story, const Derivatives& derivatives) {
    story.heading("The same as one matrix product");
    story.say(
        "That sum multiplies the upstream gradients with the inputs, example "
        "by example, and adds up. A matrix product does just that:");
    story.blank();
    story.line({{fmt::format("∂cost/∂Z {} · Xᵀ ({} × {}) → {}",
                             shape_of(derivatives.upstream),
                             derivatives.x.front().size(), derivatives.x.size(),
                             shape_of(derivatives.summed))}});
    story.line({{"= "}, {story.row(derivatives.product[0]), Ink::backward}});
    story.blank();
    story.say(
        "The shapes leave no other choice: the gradient of W must have the "
        "shape of W, and only the product of upstream with Xᵀ has it. For b, "
        "(1 × 1), the local gradient is 1, and the upstream gradients are "
        "just added.");
    story.of_sources(
        "The walkthrough's text calls this the dot product of Z and Xᵀ; it is "
        "∂cost/∂Z that is multiplied.");
    story.pause();
  }

  double w1_ = 0.1, w2_ = 0.6;
  double x1_ = 1.0, x2_ = 1.0;
};

}  // namespace

std::unique_ptr<Lesson> dot_product_lesson() {
  return std::make_unique<DotProduct>();
}

}  // namespace gradwalk::demos
