#include <algorithm>
#include <fstream>

#include "world.hpp"

namespace gradwalk::fuzz {

namespace {

World::Net* net(World& of) {
  return of.nets.empty() ? nullptr : &of.any(std::span(of.nets));
}
template <class T> T one_of(World& of, std::span<const T> all) {
  return all[of.below(all.size())];
}

void make_net(World& of) {
  std::vector<std::size_t> sizes(2 + of.below(3));
  for (std::size_t& size : sizes) size = 1 + of.below(4);
  if (of.one_in(20)) sizes.back() = 0;
  const MLPOptions options{.hidden = one_of(of, activations()),
                           .output = one_of(of, activations()),
                           .initializer = one_of(of, initializers()),
                           .order = DrawOrder(of.below(2)),
                           .bias = !of.one_in(4),
                           .nodes = Nodes(of.below(2)),
                           .seed = static_cast<std::uint32_t>(of.below(99)),
                           .prefix = of.one_in(2) ? "net" : ""};
  auto graph = std::make_unique<Graph>();
  MLP mlp(*graph, sizes, options);
  const NamedOptimizer& optimizer = one_of(of, optimizers());
  if (of.nets.size() == 3) of.nets.erase(of.nets.begin());
  of.nets.push_back({std::move(graph), std::move(mlp), optimizer.make(0.1)});
}

/// Most often such as fit the net.
Examples examples(World& of, const MLP& mlp) {
  Examples made;
  const std::size_t wrong = of.one_in(20);
  for (std::size_t n = 1 + of.below(9); n-- > 0;) {
    made.inputs.emplace_back(mlp.sizes().front() + wrong, of.number());
    made.targets.emplace_back(mlp.sizes().back(), 0.0);
    made.targets.back()[of.below(mlp.sizes().back())] = 1.0;
  }
  return made;
}

void pass(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  const MLP& mlp = of_net->mlp;
  const Graph::Scope scope{*of_net->graph};
  const Values inputs =
      of_net->graph->inputs(std::vector(mlp.sizes().front(), of.number()));
  const Values outputs = mlp(inputs).back().a;
  const Values targets =
      of_net->graph->inputs(std::vector(outputs.size(), 1.0));
  const Loss loss = one_of(of, losses());
  loss_of(loss, targets, outputs).backward();
  of.add(answers_of(loss, outputs));
  of_net->optimizer->step(mlp.parameters(), of.number());
  static_cast<void>(mlp.summary());
}

/// By what the last pass left, of whatever it was.
void step_by_gradients(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  Gradients gradients(of_net->graph->parameters());
  for (std::size_t n = of.below(3); n-- > 0;) gradients.add(of.number());
  if (of.one_in(2)) gradients.clip(of.number());
  of_net->optimizer->set_weight_decay(of.number());
  of_net->optimizer->step(gradients, of.number());
}

void learn(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  const Examples some = examples(of, of_net->mlp);
  Random order(7);
  TrainingOptions options{
      .epochs = static_cast<int>(of.below(4)),
      .batch = of.below(5),
      .loss = one_of(of, losses()),
      .reduction = Reduction(of.below(2)),
      .schedule = of.one_in(2) ? step_decay(2, 0.5) : cosine_decay(3, 0.1),
      .shuffle = of.one_in(2) ? &order : nullptr,
      .one_by_one = of.one_in(2),
      .threads = 1 + static_cast<int>(of.below(3)),
      .recorded = of.below(3),
      .every = 1 + static_cast<int>(of.below(2))};
  if (of.one_in(2)) options.clip_norm = of.number();
  options.each_batch = [&](int, const RecordedBatch& batch) {
    of.add(batch.cost);
    static_cast<void>(forward_steps(batch.losses.front()));
  };
  options.each_step = [&](const Step&) { return !of.one_in(9); };
  options.each_report = [&](const Progress&) { return !of.one_in(9); };
  train(of_net->mlp, some, *of_net->optimizer, options);
}

void judge(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  const Examples some = examples(of, of_net->mlp);
  const Loss loss = one_of(of, losses());
  const auto outputs = outputs_of(of_net->mlp, some, loss);
  static_cast<void>(predict(of_net->mlp, some.inputs[0], loss));
  static_cast<void>(predict(of_net->mlp, some.inputs, loss));
  static_cast<void>(accuracy_of(predictions_of(outputs), some));
  static_cast<void>(cost_of(of_net->mlp, some, loss, Reduction(of.below(2))));
  static_cast<void>(evaluate(of_net->mlp, some, loss, Reduction::mean));
}

void freeze(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  MLP& mlp = of_net->mlp;
  const Layer& layer = mlp.layers()[of.below(mlp.layers().size())];
  if (of.one_in(2))
    mlp.freeze(layer);
  else
    mlp.unfreeze(layer);
}

void save_weights(World& of) {
  if (World::Net* const saved = net(of)) save(saved->mlp, of.file);
  if (World::Net* const loaded = net(of)) load(loaded->mlp, of.file);
}
void save_others(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  if (of.one_in(2)) {
    save(*of_net->optimizer, of.file);
    load(*net(of)->optimizer, of.file);
  } else {
    save(of_net->graph->parameters(), of.file);
    load(net(of)->graph->parameters(), of.file);
  }
}
/// Weights of which a byte is another, or the end is missing.
void load_damaged(World& of) {
  World::Net* const of_net = net(of);
  if (of_net == nullptr) return;
  save(of_net->mlp, of.file);
  std::ifstream in(of.file);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (text.empty()) return;
  text[of.below(text.size())] = static_cast<char>(of.below(256));
  if (of.one_in(2)) text.resize(of.below(text.size()));
  std::ofstream(of.file) << text;
  load(of_net->mlp, of.file);
}

}  // namespace

std::span<const Action> net_actions() {
  // A document of nlohmann-json allocates when it ends, and must not fail.
  static constexpr std::array all{
      Action{"make a net", make_net},
      Action{"pass through a net", pass},
      Action{"step by gradients", step_by_gradients},
      Action{"train a net", learn},
      Action{"judge a net", judge},
      Action{"freeze a layer", freeze},
      Action{"save and load", save_weights, false},
      Action{"save and load others", save_others, false},
      Action{"load damaged weights", load_damaged, false},
  };
  return all;
}

}  // namespace gradwalk::fuzz
