// A step of a net that spans several operations, as text.

const headRow = (...names) =>
  element(
    "tr",
    {},
    ...names.map((name) =>
      element("th", { class: "quiet", scope: "col" }, name),
    ),
  );
const numberCell = (kind, number) =>
  number ? colored(kind, text(number)) : "–";

const nameOfLayer = (net, layer) =>
  layer < net.layers.length ? `layer ${layer + 1}` : "the losses";
const nameOfExample = (net, example, isOne) =>
  (isOne ? "" : `, all ${net.count} examples; of these`) +
  (net.count > 1 ? `, example ${example + 1}` : "");
/// A neuron's weights, then its bias.
const parametersOf = ({ w, b }) => (b ? [...w, b] : w);
const rootOf = (pass) => graphOf(pass).nodes[graphOf(pass).root].label;
const slopeOf = (pass, z, a) =>
  z === a ? undefined : film.passes[pass].locals[slopeEdge(pass, z, a)];
const slopeEdge = (pass, z, a) =>
  graphOf(pass).nodes[a]?.parents.find(({ id }) => id === z)?.edge;

function layerForward(pass, example, l) {
  const { values } = film.passes[pass];
  const net = netOf(pass);
  const layer = net.layers[l];
  const { z, a } = net.examples[example];
  return [
    calculation("z", [layer.z]),
    calculation("a", [layer.a[0]]),
    scrolling(
      headRow("neuron", "z", "a"),
      ...layer.neurons.map(({ name }, n) =>
        row(
          name,
          numberCell("value", values[z[l][n]]),
          numberCell("value", values[a[l][n]]),
        ),
      ),
    ),
  ];
}

function neuronForward(pass, example, l, n, steps) {
  const { values } = film.passes[pass];
  const layer = netOf(pass).layers[l];
  const { z, a } = netOf(pass).examples[example];
  const lines = (id, symbols) => [
    symbols,
    ...steps.filter((step) => step.node === id).map((step) => step.numbers),
    numberCell("value", values[id]),
  ];
  const answer = calculation(layer.neurons[n].name, lines(a[l][n], layer.a[0]));
  return [
    calculation("z", lines(z[l][n], layer.z)),
    ...(z[l][n] === a[l][n] ? [] : [answer]),
  ];
}

const mostColumns = 4;

/// The parameters of neurons, a column for each neuron.
function parametersTable(names, neurons, cell) {
  if (neurons.length > mostColumns)
    return sentence("Press a neuron to see its weights.");
  return scrolling(
    headRow("", ...neurons.map(({ name }) => name)),
    ...names.map((name, k) =>
      row(name, ...neurons.map((neuron) => cell(parametersOf(neuron)[k]))),
    ),
  );
}

function layerBackward(pass, example, l, only) {
  const { gradients, shares } = film.passes[pass];
  const layer = netOf(pass).layers[l];
  const { z, a } = netOf(pass).examples[example];
  const root = rootOf(pass);
  const neurons = layer.neurons.map((neuron, n) => ({ neuron, n }));
  const shown = neurons.filter(({ n }) => only === undefined || n === only);
  return [
    scrolling(
      headRow("", derivative(root, "a"), "∂a/∂z", derivative(root, "z")),
      ...shown.map(({ neuron, n }) => {
        const slope = slopeOf(pass, z[l][n], a[l][n]);
        return row(
          neuron.name,
          numberCell("gradient", gradients[a[l][n]]),
          slope ? text(slope) : layer.a[1],
          numberCell("gradient", gradients[z[l][n]]),
        );
      }),
    ),
    sentence(
      `∂a/∂z is ${layer.a[1]}. Each weight gets ${derivative(root, "z")} × ` +
        "its input" +
        (netOf(pass).count > 1
          ? ", added up over the examples; this one:"
          : ":"),
    ),
    parametersTable(
      layer.names,
      shown.map(({ neuron }) => neuron),
      (id) => colored("gradient", brief(shares[id][example])),
    ),
  ];
}

function lossesBackward(pass, example) {
  const { gradients } = film.passes[pass];
  const { a, loss } = netOf(pass).examples[example];
  return [
    calculation(derivative(rootOf(pass), "loss"), [
      numberCell("gradient", gradients[loss]),
    ]),
    ...a
      .at(-1)
      .map((id, n) =>
        calculation(
          derivative(rootOf(pass), netOf(pass).layers.at(-1).neurons[n].name),
          [numberCell("gradient", gradients[id])],
        ),
      ),
  ];
}

/// The root, and what it passes to each example's loss.
function rootBackward(pass) {
  const { gradients } = film.passes[pass];
  const root = rootOf(pass);
  return [
    calculation(derivative(root, root), [colored("gradient", "1")]),
    scrolling(
      headRow("example", derivative(root, "loss")),
      ...netOf(pass).examples.map(({ loss }, e) =>
        row(`${e + 1}`, numberCell("gradient", gradients[loss])),
      ),
    ),
  ];
}

function passForward(pass) {
  const { values } = film.passes[pass];
  const net = netOf(pass);
  const outputs = net.layers.at(-1).neurons;
  return [
    scrolling(
      headRow("example", ...net.features, ...outputs.map((one) => one.name)),
      ...net.examples.map(({ x, a }, e) =>
        row(
          `${e + 1}`,
          ...x.map((id) => text(values[id])),
          ...a.at(-1).map((id) => numberCell("value", values[id])),
        ),
      ),
    ),
    calculation(rootOf(pass), [
      numberCell("value", values[graphOf(pass).root]),
    ]),
  ];
}

const passBackward = (pass) =>
  netOf(pass).layers.flatMap((layer, l) => [
    sentence(`Layer ${l + 1}, the sums over the examples:`),
    parametersTable(layer.names, layer.neurons, (id) =>
      colored("gradient", brief(film.passes[pass].gradients[id])),
    ),
  ]);

function updateSpan(steps) {
  const { layers } = netOf(steps[0].pass);
  const names = new Map(
    layers.flatMap((layer, l) =>
      layer.neurons.flatMap((neuron) =>
        parametersOf(neuron).map((id, k) => [
          id,
          (layers.length > 1 ? `layer ${l + 1}, ` : "") +
            `${neuron.name}: ${layer.names[k]}`,
        ]),
      ),
    ),
  );
  return [
    element("h3", {}, "Update"),
    sentence("parameter - learning rate × gradient"),
    scrolling(
      headRow("", "before", "gradient", "after"),
      ...steps.map((step) =>
        row(
          names.get(step.node) ?? step.label,
          text(step.before),
          numberCell("gradient", step.gradient),
          numberCell("value", step.after),
        ),
      ),
    ),
  ];
}

/// What a backward span says, beneath its heading.
function backwardSpan(pass, example, l, n) {
  if (l === undefined)
    return stride.value === "iteration"
      ? passBackward(pass)
      : rootBackward(pass);
  return l === netOf(pass).layers.length
    ? lossesBackward(pass, example)
    : layerBackward(pass, example, l, n);
}

/// The steps of a span; `example`: shown where they are about several.
function describeSpan(steps, example) {
  const { pass, kind } = steps.at(-1);
  if (kind === "update") return updateSpan(steps);
  const net = netOf(pass);
  const whole = stride.value === "iteration";
  const [e = -1, l, neuron] = (whole ? undefined : placeOf(steps.at(-1))) ?? [];
  const shown = e < 0 ? example : e;
  const n = stride.value === "neuron" && neuron >= 0 ? neuron : undefined;
  const isForward = kind.endsWith("forward");
  const where =
    l === undefined
      ? whole
        ? net.count > 1
          ? `all ${net.count} examples`
          : "the whole net"
        : rootOf(pass)
      : (n === undefined || l === net.layers.length
          ? ""
          : `${net.layers[l].neurons[n].name} of `) +
        nameOfLayer(net, l) +
        nameOfExample(net, shown, e >= 0);
  const body = !isForward
    ? backwardSpan(pass, shown, l, n)
    : l === undefined || l === net.layers.length
      ? passForward(pass)
      : n === undefined
        ? layerForward(pass, shown, l)
        : neuronForward(pass, shown, l, n, steps);
  return [
    element("h3", {}, `${isForward ? "Forward" : "Backward"}: ${where}`),
    ...body,
  ];
}
