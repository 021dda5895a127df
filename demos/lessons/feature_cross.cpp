#include "parts/crossings.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

std::vector<double> crossed_row(double x1, double x2) {
  return {x1, x2, x1 * x2};
}

class FeatureCross : public TrainingLesson {
 public:
  FeatureCross()
      : TrainingLesson({.data = crossed_xor_data(),
                        .given = std::vector<double>{0.1, 0.6, 0.2, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override {
    return "feature-cross";
  }
  [[nodiscard]] std::string_view teaches() const override {
    return "a feature x1·x2 lets one neuron learn XOR";
  }

 protected:
  void introduce(Story& story) override {
    story.title("feature-cross: help the neuron with a product");
    story.blank();
    story.say(
        "The product of two numbers tells whether their signs agree. Spread "
        "XOR over the four quadrants and the product alone tells 0 from 1:");
    story.blank();
    Graph graph;
    std::vector<Line> rows{names_of_columns({"x1", "x2", "x1·x2"})};
    for (const auto& [x1, x2] :
         {std::pair{1.0, 1.0}, {-1.0, 1.0}, {-1.0, -1.0}, {1.0, -1.0}}) {
      const Value product = graph.input(x1) * graph.input(x2);
      rows.push_back({{story.number(x1)},
                      {story.number(x2)},
                      {story.number(product.value()), Ink::forward}});
      quadrants_.push_back(product.value());
    }
    story.table(rows);
    story.blank();
    story.say(
        plan().hidden.empty()
            ? "So we give the neuron a third input, x3 = x1·x2, with a weight "
              "of its own. Making such inputs by hand is feature engineering."
            : "So we give the net a third input, x3 = x1·x2. Making such "
              "inputs by hand is feature engineering.");
  }
  void conclude(Story& story, const MLP& net, const Results&) override {
    story.entry("quadrant_products", quadrants_);
    if (!is_own_net()) return;
    const Values& w = net.parameters();
    Json curve = Json::array();
    for (const double x1 : {-0.5, 0.0, 0.25, 0.4, 0.6, 0.75, 1.0, 1.5})
      curve.push_back({x1, -(w[0].value() * x1 + w[3].value()) /
                               (w[1].value() + w[2].value() * x1)});
    const Crossings crossings(net, plan().loss, crossed_row);
    Json boundary = crossings.document();
    boundary["curve"] = curve;
    story.entry("decision_boundary", boundary);
    story.say(
        "z = w1·x1 + w2·x2 + w3·x1·x2 + b is no longer a line in x1 and x2: "
        "solved for x2, z = 0 is the curve x2 = -(w1·x1 + b)/(w2 + w3·x1), "
        "which has two branches.");
    story.blank();
    crossings.tell(story);
  }
  [[nodiscard]] std::vector<double> inputs_at(double x1,
                                              double x2) const override {
    return crossed_row(x1, x2);
  }

 private:
  std::vector<double> quadrants_;
};

}  // namespace

std::unique_ptr<Lesson> feature_cross_lesson() {
  return std::make_unique<FeatureCross>();
}

}  // namespace gradwalk::demos
