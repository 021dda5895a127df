#include <doctest/doctest.h>

#include <algorithm>
#include <gradwalk/engine.hpp>

using namespace gradwalk;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A net in all but name: layers of neurons, named as `nn` names them.
Value net(Graph& graph, int layers, int neurons) {
  std::vector<Value> h;
  for (int i = 0; i < neurons; ++i)
    h.push_back(graph.input(0.1 * i, fmt::format("x{}", i + 1)));
  for (int layer = 1; layer <= layers; ++layer) {
    std::vector<Value> next;
    for (int n = 1; n <= neurons; ++n) {
      const std::string name = fmt::format("layer{}.neuron{}.", layer, n);
      std::vector<Value> w;
      for (int i = 1; i <= neurons; ++i)
        w.push_back(graph.parameter(0.1, fmt::format("{}w{}", name, i)));
      const Value b = graph.parameter(0.0, name + "b");
      next.push_back(sigmoid(linear(w, h, b)).named(name + "a"));
    }
    h = next;
  }
  return sum(h).named("out");
}

}  // namespace

TEST_CASE("the drawing of a product, whole") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w"), x = graph.input(3.0, "x");
  const Value y = (w * x).named("y");
  y.backward();
  const std::string text = to_dot(y);
  CHECK(has(text,
            "  n0 [id=\"n0\", label=<<b>w</b><br/><font color=\"#006400\">2"
            "</font><br/><font color=\"#b00000\">∂ 3</font>>, shape=box, "
            "peripheries=2, style=filled, fillcolor=\"#fdf3d8\"]\n"));
  CHECK(has(text,
            "  n1 [id=\"n1\", label=<<b>x</b><br/><font color=\"#006400\">3"
            "</font>>, shape=box, style=filled, fillcolor=\"#eeeeee\"]\n"));
  CHECK(has(text,
            "  n2 [id=\"n2\", label=<<b>y</b><br/><font "
            "point-size=\"12\">×</font><br/><font "
            "color=\"#006400\">6</font><br/><font color=\"#b00000\">∂ 1"
            "</font>>, shape=octagon, penwidth=2]\n"));
  CHECK(has(text, "  n0 -> n2 [id=\"e2_0\", label=\"3\"]\n"));
  CHECK(has(text, "  n1 -> n2 [id=\"e2_1\", style=dashed]\n"));
}

TEST_CASE("gradients are – until a backward pass has run") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w"), y = w * w;
  CHECK(has(to_dot(y), "∂ –"));
  y.backward();
  CHECK_FALSE(has(to_dot(y), "∂ –"));
}

TEST_CASE("the same graph gives the same text, in every run and graph") {
  const auto draw = [] {
    Graph graph;
    const Value out = net(graph, 2, 3);
    out.backward();
    return to_dot(out);
  };
  CHECK(draw() == draw());
}

TEST_CASE("x * x draws two edges") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const std::string text = to_dot(x * x);
  CHECK(has(text, "n0 -> n1 [id=\"e1_0\""));
  CHECK(has(text, "n0 -> n1 [id=\"e1_1\""));
}

TEST_CASE("names are escaped") {
  Graph graph;
  const Value x = graph.parameter(1.0, "a<b>&\"c\"\nd\te ∂");
  CHECK(has(to_dot(x * x), "<b>a&lt;b&gt;&amp;&quot;c&quot;<br/>d e ∂</b>"));
}

TEST_CASE("groups are framed") {
  Graph graph;
  const std::string text = to_dot(net(graph, 2, 2));
  CHECK(has(text, "subgraph cluster_0 {\n    label=<layer1>"));
  CHECK(has(text, "label=<neuron1>"));
  CHECK(has(text, "label=<neuron2>"));
  CHECK(has(text, "label=<<b>w2</b>"));
}

TEST_CASE("what belongs together stands in its order") {
  Graph graph;
  const Value x = graph.input(1.0, "x"), y = graph.input(2.0, "y");
  const Value w1 = graph.parameter(1.0, "w1"), w2 = graph.parameter(2.0, "w2");
  const Value b = graph.parameter(0.0, "b");
  const Value z = linear(std::vector{w1, w2}, std::vector{x, y}, b);
  const std::string text = to_dot(z - x);
  CHECK(has(text, "{ rank=same; n1 -> n2 -> n3 -> n4 [style=invis] }"));
  // x is used twice; what is framed is left to dot.
  CHECK(!has(text, "n0 -> n1 "));
  CHECK(!has(to_dot(net(graph, 2, 2)), "rank=same"));
  const Value first = sigmoid(w1), second = relu(w1);
  CHECK(has(to_dot(first + second),
            fmt::format("{{ rank=same; n{} -> n{} [style=invis] }}",
                        first.index(), second.index())));
}

TEST_CASE("large graphs fold: neurons first, then layers") {
  Graph graph;
  const auto boxes = [](const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = 0;
         (at = text.find("rounded,bold", at)) != std::string::npos; ++at)
      ++count;
    return count;
  };
  const Value middle = net(graph, 3, 6), large = net(graph, 4, 30);
  CHECK(boxes(to_dot(middle)) == 19);
  CHECK(boxes(to_dot(large)) == 5);
  CHECK(boxes(to_dot(middle, {.fold = Fold::layers})) == 4);
  CHECK(boxes(to_dot(middle, {.fold = Fold::nothing})) == 0);
  CHECK(has(to_dot(middle),
            "<b>layer1.neuron1</b><br/>9 nodes<br/>7 parameters"));
}

TEST_CASE("a leaf stands in the frame of the one node that uses it") {
  Graph graph;
  const Value x = graph.input(1.0, "x"), y = graph.input(2.0, "y");
  const Value w = graph.parameter(3.0, "layer1.neuron1.w1");
  const Value v = graph.parameter(4.0, "layer1.neuron2.w1");
  const Value first = (w * x).named("layer1.neuron1.first");
  const Value second = (w * y).named("layer1.neuron1.second");
  const Value third = (v * y).named("layer1.neuron2.third");
  const std::string text = to_dot(first + second + third);
  // Frames indent what is in them: x is in two, y in none.
  CHECK(has(text, "\n      n0 [id=\"n0\""));
  CHECK(has(text, "\n  n1 [id=\"n1\""));
}

TEST_CASE("edges between boxes say how many they are") {
  Graph graph;
  const std::string text = to_dot(net(graph, 2, 3), {.fold = Fold::layers});
  CHECK(has(text, " [label=\"9 edges\"]\n"));
}

TEST_CASE("a blank drawing is the same whatever the numbers are") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w"), x = graph.input(3.0, "x");
  const Value y = (w * x * 4.0).named("y");
  const std::string before = to_dot(y, {.blank = true});
  w.set(-0.001234);
  graph.forward();
  y.backward();
  CHECK(to_dot(y, {.blank = true}) == before);
  CHECK(has(before, ">-0.00000<"));
  CHECK(has(before, ">∂ -0.00000<"));
  CHECK(has(before, "<b>4</b>"));
}

TEST_CASE("folded boxes say which nodes are in them") {
  Graph graph;
  const Value root = net(graph, 2, 3);
  const DotOptions options{.fold = Fold::layers};
  const std::string text = to_dot(root, options);
  const std::vector<FoldedBox> boxes = folded_boxes(root, options);
  REQUIRE(boxes.size() == 2);
  for (const FoldedBox& box : boxes) {
    CHECK(has(text, "  " + box.id + " [id=\"" + box.id + "\", label=<<b>" +
                        box.group + "</b><br/>" +
                        std::to_string(box.nodes.size()) + " nodes"));
    for (const Value node : box.nodes) CHECK(node.index() != root.index());
  }
  CHECK(folded_boxes(root, {.fold = Fold::nothing}).empty());
}

TEST_CASE("a name that dot would read as an escape is drawn as written") {
  Graph graph;
  const Value x = graph.parameter(2.0, "\\N"), y = graph.input(3.0, "a\\G");
  const std::string text = to_dot((x * y).named("\\T\\"));
  for (const char* const name : {"<b>&#92;&#92;N</b>", "<b>a&#92;&#92;G</b>",
                                 "<b>&#92;&#92;T&#92;&#92;</b>"})
    CHECK(has(text, name));
  CHECK_FALSE(has(text, "\\"));
}

TEST_CASE("leaves that belong to no part of a net are never one box") {
  Graph graph;
  std::vector<Value> terms;
  for (int i = 0; i < 200; ++i)
    terms.push_back(graph.parameter(0.5, fmt::format("a{}", i)));
  Value sum = terms[0];
  for (int i = 1; i < 200; ++i) sum = sum + terms[std::size_t(i)];
  for (const Fold fold : {Fold::automatic, Fold::neurons, Fold::layers})
    CHECK(folded_boxes(sum, {.fold = fold}).empty());
  // Of a large graph dot need not find the best layout.
  CHECK(has(to_dot(sum), "mclimit="));
  CHECK_FALSE(has(to_dot(terms[0] * terms[1]), "mclimit="));
}
