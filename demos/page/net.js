// The net as people draw it: layers from left to right, one example at a time.

const netFrame = document.getElementById("net");
const view = document.getElementById("view");
const allExamples = document.getElementById("all");
let example = 0; // the one that is shown

const isNetShown = (pass) => netOf(pass) !== undefined && view.value === "net";

/// How large text and nodes are, in pixels, and where the nodes stand: a list
/// for the inputs, one for each layer, and one for the label, loss and root.
function layoutOf(net) {
  const [width, height] = [netFrame.clientWidth, netFrame.clientHeight];
  const font = Math.min(30, Math.max(16, innerWidth / 72));
  const ends = net.examples[0].loss ? (net.count > 1 ? 3 : 2) : 0;
  const counts = [
    net.features.length,
    ...net.layers.map(({ neurons }) => neurons.length),
    ...(ends ? [ends] : []),
  ];
  const top = 1.4 * font; // for the legend
  const apart = (height - top) / Math.max(...counts);
  const radius = Math.min(
    2.35 * font,
    apart / 2 - 0.65 * font,
    width / counts.length / 2 - 3,
  );
  const isRoomy = radius >= 1.9 * font;
  const columns = counts.map((many, column) =>
    Array.from({ length: many }, (_, n) => [
      (width * (column + 0.5)) / counts.length,
      top +
        (height - top) / 2 +
        (n - (many - 1) / 2) * Math.min((height - top) / many, 0.4 * height) -
        (isRoomy ? 0.5 * font : 0),
    ]),
  );
  return { font, columns, isRoomy, radius: isRoomy ? radius : 0.5 * font };
}

/// What a span is about: `layer,neuron`, each.
function subjectsAt(index) {
  const subjects = stepsAt(index).flatMap((step) => {
    const [, layer, neuron] = placeOf(step) ?? [];
    if (layer === undefined) return [];
    const { neurons = [0] } = netOf(step.pass).layers[layer] ?? {};
    return neuron < 0
      ? neurons.map((_, n) => `${layer},${n}`)
      : [`${layer},${neuron}`];
  });
  return new Set(subjects);
}

/// Lines to the left of an input, from which all edges go to the right: those
/// that have room there.
function linesBefore(lines, [x, y], { font, radius, columns }) {
  const [first, second] = columns[0];
  const most = second && second[1] - first[1] < 2.2 * font ? 1 : 2;
  return lines
    .slice(0, most)
    .filter(([, content]) => 0.65 * font * content.length < x - radius)
    .map(([ink, content], i) =>
      drawn(
        "text",
        {
          class: ink,
          x: x - radius - 4,
          y: y + (i + (most > 1 ? -0.1 : 0.35)) * font,
          "text-anchor": "end",
          "font-size": font,
        },
        content,
      ),
    );
}

/// Lines in a node, or beside one that is too small for them.
function linesOf({ name, value, gradient, shape, isLit }, [x, y], layout) {
  const { font, radius, isRoomy, columns } = layout;
  const lines = [
    ["name", name, -0.3 * font],
    ["value", value && brief(value), 0.85 * font],
    ["gradient", gradient && `∂ ${brief(gradient)}`, radius + font],
  ].filter(([, content]) => content);
  const size = { "font-size": font };
  if (isRoomy)
    return lines.map(([ink, content, down]) =>
      drawn(
        "text",
        { class: ink, x, y: y + down, "text-anchor": "middle", ...size },
        content,
      ),
    );
  if (!isLit && shape === "neuron") return [];
  if (x === columns[0][0][0]) return linesBefore(lines, [x, y], layout);
  const isLast = x === columns.at(-1)[0][0];
  const beside = drawn("text", {
    x: x + radius + (isLast ? 0 : 4),
    y: y + (isLast ? radius + font : 0.35 * font),
    "text-anchor": isLast ? "end" : "start",
    ...size,
  });
  const isWide = isLit && columns[1][0][0] - columns[0][0][0] > 11 * font;
  for (const [ink, content] of lines.slice(0, isWide ? 3 : 2))
    beside.append(drawn("tspan", { class: ink }, `${content} `));
  return [beside];
}

function netNode(node, [x, y], layout) {
  const { id, full, value, gradient, shape, isLit } = node;
  const r = layout.radius;
  const group = drawn("g", {
    class: `node ${shape}${isLit ? " now" : ""}`,
    "aria-label":
      full +
      (value ? `, value ${text(value)}` : "") +
      (gradient ? `, gradient ${text(gradient)}` : ""),
    ...(id ? { id, role: "button", tabindex: 0 } : { role: "img" }),
  });
  const box = { x: x - r, y: y - 0.8 * r, width: 2 * r, height: 1.6 * r };
  group.append(
    drawn("title", {}, full),
    shape === "neuron"
      ? drawn("circle", { cx: x, cy: y, r })
      : drawn("rect", { ...box, rx: 0.2 * r }),
    ...linesOf(node, [x, y], layout),
  );
  return group;
}

/// Inputs and neurons, column by column: values of the example that is shown.
function netNodes(pass, known, subjects) {
  const net = netOf(pass);
  const { x, a } = net.examples[example];
  const number = (kind, id) =>
    allExamples.checked ? undefined : known[kind][id];
  const inputs = net.features.map((name, k) => ({
    ...{ name, full: `input ${name}`, shape: "input" },
    value: number("values", x[k]),
  }));
  const layers = net.layers.map(({ neurons }, l) =>
    neurons.map(({ name }, n) => ({
      ...{ id: `neuron${l}_${n}`, name, shape: "neuron" },
      full: `neuron ${n + 1} of layer ${l + 1}`,
      value: number("values", a[l][n]),
      gradient: number("gradients", a[l][n]),
      isLit: subjects.has(`${l},${n}`) || explainedNode === `neuron${l}_${n}`,
    })),
  );
  return [inputs, ...layers];
}

/// The label, the loss, and the root that they end in.
function netEnds(pass, known, subjects) {
  const net = netOf(pass);
  const { y, loss } = net.examples[example];
  if (!loss) return [];
  const { root, nodes } = graphOf(pass);
  const isOne = !allExamples.checked;
  const node = (name, id, full, shape) => ({
    ...{ name, full, shape, isLit: false },
    value: isOne || id === root ? known.values[id] : undefined,
    gradient: isOne || id === root ? known.gradients[id] : undefined,
  });
  const ends = [
    node("y", y[0], "label", "input"),
    node("loss", loss, `loss of example ${example + 1}`, "result"),
    node(nodes[root].label, root, nodes[root].label, "result"),
  ];
  ends[1].isLit = subjects.has(`${net.layers.length},0`);
  ends[2].isLit = film.steps[at].node === root;
  return net.count > 1 ? ends : ends.slice(0, 2);
}

/// What the colours of the weights mean.
function legend({ font }) {
  const line = (sign, x, name) => [
    netEdge([sign], 2, [x, 0.7 * font], [x + 2 * font, 0.7 * font], true),
    drawn("text", { x: x + 2.4 * font, y: font, "font-size": font }, name),
  ];
  return [
    ...line(1, 12, "weight > 0"),
    ...line(-1, 12 + 9 * font, "weight < 0"),
  ];
}

function showNet(pass, known) {
  const net = netOf(pass);
  const layout = layoutOf(net);
  const subjects = subjectsAt(at);
  const columns = netNodes(pass, known, subjects);
  const ends = netEnds(pass, known, subjects);
  const svg = drawn("svg", {
    role: "group",
    "aria-label": `net of ${net.layers.length} layers`,
  });
  const [output, last] = layout.columns.slice(-2);
  if (ends.length)
    for (const from of [...output, last[0], ...last.slice(2)])
      svg.append(netEdge(undefined, 0, from, last[1], false));
  net.layers.forEach((_, l) =>
    svg.append(...netEdges(l, pass, known, subjects, layout)),
  );
  [...columns, ...(ends.length ? [ends] : [])].forEach((nodes, column) =>
    nodes.forEach((node, n) =>
      svg.append(netNode(node, layout.columns[column][n], layout)),
    ),
  );
  const focused = netFrame.contains(document.activeElement)
    ? document.activeElement.id
    : "";
  svg.append(...legend(layout));
  netFrame.replaceChildren(svg);
  if (focused) document.getElementById(focused)?.focus();
}
