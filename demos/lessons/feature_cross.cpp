#include <fmt/format.h>

#include <gradwalk/formula.hpp>

#include "feature_cross/features.hpp"
#include "feature_cross/tried.hpp"
#include "parts/crossings.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

const std::string product_formula = "x1*x2";

class FeatureCross : public TrainingLesson {
 public:
  FeatureCross()
      : TrainingLesson({.data = Features({product_formula}).data(),
                        .given = Features({product_formula}).weights()}) {}
  [[nodiscard]] std::string_view name() const override {
    return "feature-cross";
  }
  [[nodiscard]] std::string_view teaches() const override {
    return "a feature x1·x2 lets one neuron learn XOR";
  }

 protected:
  void declare_own(Options& options) override {
    options.add({Option::Kind::list, "--feature", "FORMULA,...",
                 "a formula in x1 and x2, such as x1^2", product_formula, "",
                 [this](const std::string& text) {
                   own_.push_back(text);
                   features_ = Features(own_);
                   return true;
                 }});
  }
  void prepare(TrainingPlan& plan, Random&) override {
    plan.data = features_.data();
    plan.given = features_.weights();
  }
  [[nodiscard]] bool follows_source() const override { return is_product(); }

  void introduce(Story& story) override {
    story.title(is_product() ? "feature-cross: help the neuron with a product"
                             : "feature-cross: help the neuron with features");
    story.blank();
    story.say(
        is_product()
            ? "The product of two numbers tells whether their signs agree. "
              "Spread XOR over the four quadrants, to corners of 1 and -1, and "
              "the product alone tells: where it is 1 the label is 0, where it "
              "is -1 the label is 1:"
            : "Spread over the four quadrants, the examples of XOR have these "
              "features:");
    story.blank();
    tell_quadrants(story);
    story.blank();
    story.say(fmt::format(
        "So we give the {} {}. What is made of other inputs is a feature "
        "cross, and to make such inputs by hand is feature engineering.",
        plan().hidden.empty() ? "neuron" : "net", said_of_inputs()));
    story.blank();
    tell_land(story);
  }
  void conclude(Story& story, const MLP& net, const Results&) override {
    story.entry("quadrant_products", quadrants_);
    if (is_own_net()) tell_boundary(story, net);
    story.entry("tried", tell_tried(story, own_));
  }
  [[nodiscard]] std::vector<double> inputs_at(double x1,
                                              double x2) const override {
    return features_.row(x1, x2);
  }

 private:
  using Texts = std::vector<std::string>;

  /// Whether the words about the product are about this one.
  [[nodiscard]] bool is_product() const {
    return features_.texts() == Texts{"x1·x2"};
  }

  void tell_quadrants(Story& story) {
    Texts columns{"x1", "x2"};
    columns.insert(columns.end(), features_.texts().begin(),
                   features_.texts().end());
    std::vector<Line> rows{names_of_columns(columns)};
    for (const auto& [x1, x2] :
         {std::pair{1.0, 1.0}, {-1.0, 1.0}, {-1.0, -1.0}, {1.0, -1.0}}) {
      Line& line = rows.emplace_back();
      for (const double number : features_.row(x1, x2))
        line.push_back({story.number(number),
                        line.size() < 2 ? Ink::plain : Ink::forward});
      quadrants_.push_back(features_.row(x1, x2).back());
    }
    story.table(rows);
  }

  /// `a third input, x3 = x1·x2, with a weight of its own`.
  [[nodiscard]] std::string said_of_inputs() const {
    Texts named;
    for (const std::string& text : features_.texts())
      named.push_back(fmt::format("x{} = {}", named.size() + 3, text));
    const bool is_one = named.size() == 1;
    return fmt::format(
        "{}, {}{}",
        is_one ? "a third input" : in_words(named.size()) + " more inputs",
        joined(named, " and "),
        !plan().hidden.empty() ? ""
        : is_one               ? ", with a weight of its own"
                               : ", each with a weight of its own");
  }

  /// The source's example, with numbers.
  static void tell_land(Story& story) {
    story.say(
        "Who knows what the numbers mean finds such features. Take three plots "
        "of land, in metres:");
    story.blank();
    std::vector<Line> rows{names_of_columns(
        {"frontage", "depth", "frontage + depth", "frontage × depth"})};
    Graph graph;
    for (const auto& [frontage, depth] :
         {std::pair{10.0, 60.0}, {20.0, 50.0}, {35.0, 35.0}}) {
      const Value width = graph.input(frontage), length = graph.input(depth);
      rows.push_back({{story.number(frontage)}, {story.number(depth)}});
      for (const Value node : {width + length, width * length})
        rows.back().push_back({story.number(node.value()), Ink::forward});
    }
    story.table(rows);
    story.blank();
    story.say(
        "A price goes with the area. A neuron with two equal weights sees the "
        "three as the same, and no other two weights turn a sum into a "
        "product; "
        "with the area as an input, one weight is enough.");
  }

  void tell_boundary(Story& story, const MLP& net) const {
    const auto row = [this](double x1, double x2) { return inputs_at(x1, x2); };
    const Crossings crossings(net, plan().loss, row);
    Json boundary = crossings.document();
    if (is_product()) boundary["curve"] = curve_of(net.parameters());
    story.entry("decision_boundary", boundary);
    story.say(said_of_boundary());
    story.blank();
    crossings.tell(story);
  }

  [[nodiscard]] std::string said_of_boundary() const {
    std::string z = "w1·x1 + w2·x2";
    for (std::size_t k = 0; k < features_.texts().size(); ++k)
      z += fmt::format(" + w{0}·x{0}", k + 3);
    return is_product()
               ? "z = w1·x1 + w2·x2 + w3·x1·x2 + b is no longer a line in x1 "
                 "and x2: solved for x2, z = 0 is the curve x2 = -(w1·x1 + "
                 "b)/(w2 + w3·x1), which has two branches. It is the decision "
                 "boundary: between its branches the answer is one, beyond "
                 "them "
                 "the other."
               : fmt::format(
                     "The decision boundary, where the answer changes from 0 "
                     "to 1, is where z = {} + b is 0.",
                     z);
  }

  /// Points of the boundary, w1·x1 + w2·x2 + w3·x1·x2 + b = 0.
  static Json curve_of(const ValuesView& w) {
    Json curve = Json::array();
    for (const double x1 : {-0.5, 0.0, 0.25, 0.4, 0.6, 0.75, 1.0, 1.5})
      curve.push_back({x1, -(w[0].value() * x1 + w[3].value()) /
                               (w[1].value() + w[2].value() * x1)});
    return curve;
  }

  Texts own_;  ///< formulas as they were given
  Features features_{{product_formula}};
  std::vector<double> quadrants_;
};

}  // namespace

std::unique_ptr<Lesson> feature_cross_lesson() {
  return std::make_unique<FeatureCross>();
}

}  // namespace gradwalk::demos
