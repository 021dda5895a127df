// A step of a net that spans several layers, and which text a span has.

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

/// The short names of a net's parameters, by their ids.
const parameterNames = (net, isOneLayer) =>
  Object.fromEntries(
    net.layers.flatMap((layer, l) =>
      layer.neurons.flatMap((neuron) =>
        parametersOf(neuron).map((id, k) => [
          id,
          `${layer.names[k]} of ${neuron.name}` +
            (isOneLayer ? "" : `, layer ${l + 1}`),
        ]),
      ),
    ),
  );

function updateSpan(steps) {
  const layers = new Set(steps.map((step) => placeOf(step)?.[1]));
  const [l] = layers;
  const names = parameterNames(netOf(steps[0].pass), layers.size === 1);
  return [
    element("h3", {}, layers.size === 1 ? `Update: layer ${l + 1}` : "Update"),
    sentence("parameter - learning rate × gradient"),
    scrolling(
      headRow("", "before", "gradient", "after"),
      ...steps.map((step) =>
        row(
          names[step.node] ?? step.label,
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
    ? lossBackward(pass, example)
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
    : l === undefined
      ? passForward(pass)
      : l === net.layers.length
        ? lossForward(pass, shown, steps)
        : n === undefined
          ? layerForward(pass, shown, l)
          : neuronForward(pass, shown, l, n, steps);
  return [
    element("h3", {}, `${isForward ? "Forward" : "Backward"}: ${where}`),
    ...body,
  ];
}

/// What a step of the page says, whether it is one of the film's or several.
const describeAt = (index) =>
  isAlone(index) && !isInNet(film.steps[index])
    ? describe(film.steps[index])
    : describeSpan(stepsAt(index), example);
