// What a layer, a neuron or the loss of a net computes, as text.

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
  layer < net.layers.length ? `layer ${layer + 1}` : "the loss";
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
  const isMany = netOf(pass).count > 1;
  const comes = isMany ? "; this one:" : ":";
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
        (isMany ? ", added up over the examples" : "") +
        (shown.length > mostColumns ? "." : comes),
    ),
    parametersTable(
      layer.names,
      shown.map(({ neuron }) => neuron),
      (id) => colored("gradient", brief(shares[id][example])),
    ),
  ];
}

function lossForward(pass, example, steps) {
  const net = netOf(pass);
  const { loss } = net.examples[example];
  return [
    calculation("loss", [
      ...(net.loss ? [net.loss[0]] : []),
      ...steps
        .filter(({ node }) => node === loss)
        .map(({ numbers }) => numbers),
      numberCell("value", film.passes[pass].values[loss]),
    ]),
  ];
}

function lossBackward(pass, example) {
  const { gradients } = film.passes[pass];
  const net = netOf(pass);
  const { a, loss } = net.examples[example];
  const slope = slopeOf(pass, a.at(-1)[0], loss);
  return [
    ...(net.loss
      ? [
          calculation(derivative("loss", net.layers.at(-1).neurons[0].name), [
            net.loss[1],
            ...(slope ? [text(slope)] : []),
          ]),
        ]
      : []),
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
