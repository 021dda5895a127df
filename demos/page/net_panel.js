// What stands around the net: which example is shown, and what is in a neuron.

const neuronIds = (net) =>
  net.layers.flatMap(({ neurons }, l) =>
    neurons.map((neuron, n) => ({
      id: `neuron${l}_${n}`,
      label:
        net.layers.length > 1
          ? `${neuron.name} of layer ${l + 1}`
          : neuron.name,
      ...{ neuron, l, n },
    })),
  );

/// What can be explained: nodes, or neurons.
function listParts(pass) {
  if (!isNetShown(pass)) return listNodes(graphOf(pass));
  const all = neuronIds(netOf(pass));
  isChosen &&= all.some(({ id }) => id === explainedNode);
  chooser.replaceChildren(
    ...all.map(({ id, label }) => element("option", { value: id }, label)),
  );
}

/// The neuron that a step is about: the last one that it reaches.
function neuronAt(step, net) {
  const [, layer = net.layers.length - 1, neuron = 0] = placeOf(step) ?? [];
  const l = Math.min(layer, net.layers.length - 1);
  return `neuron${l}_${layer === l ? Math.max(neuron, 0) : 0}`;
}

/// z and a of a neuron, and what they are in the example that is shown.
function neuronFacts({ neuron, l, n }, pass, known) {
  const net = netOf(pass);
  const layer = net.layers[l];
  const { z, a } = net.examples[example];
  const fact = (name, symbols, id) =>
    row(
      name,
      symbols,
      known.values[id] ? numberCell("value", known.values[id]) : "–",
      known.gradients[id] ? numberCell("gradient", known.gradients[id]) : "–",
    );
  return scrolling(
    headRow("", "", "value", "gradient"),
    fact("z", layer.z.length > 40 ? "Σ w·x + b" : layer.z, z[l][n]),
    ...(z[l][n] === a[l][n] ? [] : [fact(neuron.name, layer.a[0], a[l][n])]),
  );
}

/// Each parameter: its value, the input that it is multiplied by, and its
/// gradient: the example's share, or each one's and their sum.
function parameterFacts({ neuron, l }, pass, known) {
  const net = netOf(pass);
  const { x, a } = net.examples[example];
  const inputs = l ? a[l - 1] : x;
  const names = l
    ? net.layers[l - 1].neurons.map(({ name }) => name)
    : net.features;
  const share = (id, e) =>
    known.shares[id]?.has(e)
      ? numberCell("gradient", film.passes[pass].shares[id][e])
      : "–";
  const root = rootOf(pass);
  const isAll = allExamples.checked;
  const isOne = net.count === 1;
  const shown = isAll ? net.examples.map((_, e) => e) : isOne ? [] : [example];
  const rest = net.count > net.examples.length ? ["…"] : [];
  const input = (k) => {
    if (isAll || k >= names.length) return "";
    const value = known.values[inputs[k]];
    return colored("input", `${names[k]} = ${value ? brief(value) : "–"}`);
  };
  const rows = parametersOf(neuron).map((id, k) => {
    const value = known.values[id];
    return row(
      net.layers[l].names[k],
      value ? colored("value", brief(value)) : "–",
      ...(isAll ? [] : [input(k)]),
      ...shown.map((e) => share(id, e)),
      ...(isAll ? rest : []),
      numberCell("gradient", known.gradients[id]),
    );
  });
  const head = isAll
    ? [...shown.map((e) => `example ${e + 1}`), ...rest, "sum"]
    : ["input", ...(isOne ? ["gradient"] : ["this example", "so far"])];
  return [
    sentence(`Its parameters, with gradients ∂${root}/∂w:`),
    scrolling(headRow("", "value", ...head), ...rows),
  ];
}

/// Opens a neuron: the chosen one, or the one that the step is about.
function openNeuron(step, pass, known) {
  const net = netOf(pass);
  if (!isChosen) explainedNode = neuronAt(step, net);
  const found = neuronIds(net).find(({ id }) => id === explainedNode);
  chooser.value = explainedNode;
  explained.replaceChildren(
    neuronFacts(found, pass, known),
    ...parameterFacts(found, pass, known),
  );
}

/// Whether a backward pass has begun and goes on: sums are not whole yet.
function isUnderWay(pass) {
  const passes = (step) => step.pass === pass && /backward/.test(step.kind);
  return (
    film.steps.slice(0, at + 1).some(passes) &&
    film.steps.slice(at + 1).some(passes)
  );
}

/// `Example 1 of 4: x1 = 0, x2 = 1, y = 1`, which breaks behind commas.
function nameExample(pass) {
  const net = netOf(pass);
  if (allExamples.checked)
    return isUnderWay(pass)
      ? "The sum over the examples so far"
      : `The sum over all ${net.count} examples`;
  const { values } = film.passes[pass];
  const { x, y } = net.examples[example];
  const equation = (name, id) => `${name}\u00a0=\u00a0${brief(values[id])}`;
  const inputs = net.features.map((name, k) => equation(name, x[k]));
  const labels = y.map((id, k) =>
    equation(`y${y.length > 1 ? k + 1 : ""}`, id),
  );
  const count = net.count > 1 ? ` ${example + 1} of ${net.count}` : "";
  return `Example${count}: ${[...inputs, ...labels].join(", ")}`;
}

/// The example of the step at hand, if it is about one that is told.
function followExample(step) {
  const net = netOf(passOf(at));
  if (!net) return;
  const [e = -1] = placeOf(step) ?? [];
  if (e >= 0) example = e;
  example = Math.min(example, net.examples.length - 1);
}

/// The net or the graph, and what belongs to either.
function showStage(step, pass, known) {
  const net = netOf(pass);
  const isNet = isNetShown(pass);
  control("viewing").hidden = !net;
  control("striding").hidden = !film.graphs.some((graph) => graph.net);
  control("zoom").hidden = control("canvas").hidden = isNet;
  control("net").hidden = control("examples").hidden = !isNet;
  if (!isNet) return showGraph(step, pass, known);
  drawing = null;
  control("which").textContent = nameExample(pass);
  control("example-back").disabled = allExamples.checked || example === 0;
  control("example-next").disabled =
    allExamples.checked || example + 1 >= net.examples.length;
  for (const id of ["summing", "example-back", "example-next"])
    control(id).hidden = net.count < 2;
  showNet(pass, known);
}

const explainStep = (step, pass, known) =>
  isNetShown(pass) ? openNeuron(step, pass, known) : explain(step, pass, known);
