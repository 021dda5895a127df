#include <fmt/format.h>

#include <cmath>

#include "frame/boundary.hpp"
#include "frame/iteration.hpp"
#include "frame/training_lesson.hpp"
#include "lessons.hpp"

/// The lessons of one neuron on a table of four: `or`, `xor-line` and
/// `feature-cross`.
namespace gradwalk::demos {

namespace {

/// Where the output crosses ½ along the diagonal and along each axis.
Json boundary(const MLP& net,
              const std::function<std::vector<double>(double, double)>& row) {
  return {{"diagonal", crossings(net, [&](double t) { return row(t, t); })},
          {"x1_axis", crossings(net, [&](double t) { return row(t, 0); })},
          {"x2_axis", crossings(net, [&](double t) { return row(0, t); })}};
}

void show_boundary(Page& page, const Json& boundary) {
  std::vector<Line> rows;
  const auto add = [&](const char* where, const char* key) {
    std::string at;
    for (const double t : boundary[key])
      at += (at.empty() ? "" : " and ") + page.number(t);
    rows.push_back({{where}, {at.empty() ? "nowhere" : at}});
  };
  page.say("Between -0.5 and 1.5 the output crosses ½");
  add("along the diagonal, x1 = x2, at", "diagonal");
  add("along the x1 axis at x1 =", "x1_axis");
  add("along the x2 axis at x2 =", "x2_axis");
  page.table(rows);
}

std::vector<double> plain_row(double x1, double x2) { return {x1, x2}; }
std::vector<double> crossed_row(double x1, double x2) {
  return {x1, x2, x1 * x2};
}

class Or : public TrainingLesson {
 public:
  Or()
      : TrainingLesson(
            {.data = or_data(), .given = std::vector<double>{0.1, 0.6, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override { return "or"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "one neuron learns the whole OR gate";
  }

 protected:
  void introduce(Page& page) override {
    page.title("or: one neuron learns from all four examples");
    page.blank();
    page.say(
        "A straight line can separate the three 1s of the OR gate from its "
        "one 0, and one neuron can find such a line. Each epoch takes all four "
        "examples, sums what they say about each weight, and takes one step.");
  }
  void conclude(Page& page, const MLP& net, Json& document) override {
    if (!is_own_net()) return;
    const Values& w = net.parameters();
    const double slope = -w[0].value() / w[1].value();
    const double intercept = -w[2].value() / w[1].value();
    document["decision_boundary"] = boundary(net, plain_row);
    document["decision_boundary"]["slope"] = slope;
    document["decision_boundary"]["intercept_x2"] = intercept;
    document["decision_boundary"]["intercept_x1"] =
        -w[2].value() / w[0].value();
    page.say(fmt::format(
        "The neuron answers ½ where z = 0: w1·x1 + w2·x2 + b = 0. That is the "
        "line x2\u00A0=\u00A0{}·x1\u00A0+\u00A0{}: {} it the answer is 1.",
        page.number(slope),
        Formula(page.number(intercept)).within(Formula::Binding::product),
        w[1].value() > 0.0 ? "above" : "below"));
    page.blank();
    show_boundary(page, document["decision_boundary"]);
  }
};

class XorLine : public TrainingLesson {
 public:
  XorLine()
      : TrainingLesson({.data = xor_data(),
                        .given = std::vector<double>{0.1, 0.6, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override { return "xor-line"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "why one neuron cannot learn XOR";
  }

 protected:
  void introduce(Page& page) override {
    page.title("xor-line: no straight line separates XOR");
    page.blank();
    page.say(
        "XOR answers 1 when exactly one of its inputs is 1. Its two 1s lie on "
        "one diagonal and its two 0s on the other, so no straight line has "
        "the 1s on one side. A straight line is all that one neuron has.");
  }
  void conclude(Page& page, const MLP&, Json& document) override {
    if (!is_own_net()) return;
    bool undecided = true;
    for (const double output : document["outputs"][0])
      undecided = undecided && std::abs(output - 0.5) < 0.05;
    if (!undecided) {
      page.say(
          "The outputs have not all settled at ½ yet: a neuron that is trained "
          "to the end has.");
      return;
    }
    page.say(
        "The outputs are near ½ for every example: whatever the neuron does "
        "for one pair of examples it undoes for the other. With all four "
        "outputs at ½ each loss is ½·(½)² = 0.125, and there it stays. Either "
        "the data must change (see feature-cross) or the net (see xor).");
  }
};

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
  void introduce(Page& page) override {
    page.title("feature-cross: help the neuron with a product");
    page.blank();
    page.say(
        "The product of two numbers tells whether their signs agree. Spread "
        "XOR over the four quadrants and the product alone tells 0 from 1:");
    page.blank();
    Graph graph;
    std::vector<Line> rows{{{"x1"}, {"x2"}, {"x1·x2"}}};
    for (const auto& [x1, x2] :
         {std::pair{1.0, 1.0}, {-1.0, 1.0}, {-1.0, -1.0}, {1.0, -1.0}}) {
      const Value product = graph.input(x1) * graph.input(x2);
      rows.push_back({{page.number(x1)},
                      {page.number(x2)},
                      {page.number(product.value()), Ink::forward}});
      quadrants_.push_back(product.value());
    }
    page.table(rows);
    page.blank();
    page.say(
        "So we give the neuron a third input, x3 = x1·x2, with a weight of "
        "its own. Making such inputs by hand is feature engineering.");
  }
  void conclude(Page& page, const MLP& net, Json& document) override {
    document["quadrant_products"] = quadrants_;
    if (!is_own_net()) return;
    const Values& w = net.parameters();
    Json curve = Json::array();
    for (const double x1 : {-0.5, 0.0, 0.25, 0.4, 0.6, 0.75, 1.0, 1.5})
      curve.push_back({x1, -(w[0].value() * x1 + w[3].value()) /
                               (w[1].value() + w[2].value() * x1)});
    document["decision_boundary"] = boundary(net, crossed_row);
    document["decision_boundary"]["curve"] = curve;
    page.say(
        "z = w1·x1 + w2·x2 + w3·x1·x2 + b is no longer a line in x1 and x2: "
        "solved for x2, z = 0 is the curve x2 = -(w1·x1 + b)/(w2 + w3·x1), "
        "which has two branches.");
    page.blank();
    show_boundary(page, document["decision_boundary"]);
  }
  [[nodiscard]] std::vector<double> inputs_at(double x1,
                                              double x2) const override {
    return crossed_row(x1, x2);
  }

 private:
  std::vector<double> quadrants_;
};

}  // namespace

std::unique_ptr<Lesson> or_lesson() { return std::make_unique<Or>(); }
std::unique_ptr<Lesson> xor_line() { return std::make_unique<XorLine>(); }
std::unique_ptr<Lesson> feature_cross() {
  return std::make_unique<FeatureCross>();
}

}  // namespace gradwalk::demos
