"use strict";

// The film that the program wrote: every number in it is
// [exact, text, text that fits into the drawing]. Nothing is computed here but
// where things stand, and what a student types.
let film;
/// By pass: the chapters in which it is played.
let chaptersOf;

/// Whether such a step plays nothing on a graph, but stands beside one.
const isBeside = (kind) => kind === "words" || kind === "figure";

function readFilm(written) {
  film = written;
  chaptersOf = film.passes.map((_, pass) =>
    film.steps
      .filter((step) => step.pass === pass && !isBeside(step.kind))
      .map((step) => step.chapter),
  );
}

const text = (number) => number[1];
const brief = (number) => number[2] ?? number[1];

/// As an operand of a product.
const factor = (number) =>
  text(number).startsWith("-") ? `(${text(number)})` : text(number);

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const colored = (kind, content) => element("span", { class: kind }, content);

const graphOf = (pass) => film.graphs[film.passes[pass].graph];

/// The pass whose graph a step shows: its own; of words before a pass, that of
/// their chapter.
function passOf(index) {
  const {
    pass = film.passes.length ? 0 : -1,
    kind,
    chapter,
  } = film.steps[index];
  if (!isBeside(kind) || pass < 0 || chaptersOf[pass].includes(chapter))
    return pass;
  const next = chaptersOf.findIndex((chapters) => chapters.includes(chapter));
  return next < 0 ? pass : next;
}

/// The other chapter that a step's graph is from, or null.
function originOf(index) {
  const { chapter, pass: played } = film.steps[index];
  const pass = passOf(index);
  if (pass < 0 || chaptersOf[pass].includes(chapter)) return null;
  return played === undefined ? chaptersOf[pass][0] : chaptersOf[pass].at(-1);
}

/// The number that a step brings, or undefined.
const numberOf = (step) => {
  switch (step.kind) {
    case "forward":
      return film.passes[step.pass].values[step.node];
    case "backward":
      return step.result;
    case "update":
      return step.after;
  }
  return undefined;
};

/// What a backward step's node has received.
const upstreamOf = (step) => film.passes[step.pass].gradients[step.node];

/// What a step says about its parent, for a backward step.
const parentOf = (step) =>
  graphOf(step.pass).nodes[step.node].parents[step.operand];

/// The nodes of a net that hold its values, of one layer and neuron, or all.
const netValues = (net, [, l, n]) =>
  net.examples.flatMap(({ z, a, loss }) =>
    l === net.layers.length
      ? [loss]
      : [...z[l], ...a[l]].filter(
          (id) => n < 0 || [z[l][n], a[l][n]].includes(id),
        ),
  );

/// The leaves of a net: they are known from the start.
const netLeaves = (net) => [
  ...net.layers.flatMap(({ neurons }) => neurons.flatMap(parametersOf)),
  ...net.examples.flatMap(({ x, y }) => [...x, ...y]),
];

/// A step through a box makes known what the net shows of it.
function learnBox(step, net, known, { values, gradients }) {
  const { at } = graphOf(step.pass).boxes[step.node];
  if (!net || !at) return;
  const ids = netValues(net, at);
  if (step.kind === "box forward")
    for (const id of ids) known.values[id] = values[id];
  else {
    const { neurons = [] } = net.layers[at[1]] ?? {};
    const leaves = neurons
      .filter((_, n) => at[2] < 0 || n === at[2])
      .flatMap(parametersOf);
    for (const id of [...ids, ...leaves]) known.gradients[id] = gradients[id];
    for (const id of leaves)
      known.shares[id] = new Set(net.examples.map((_, e) => e));
  }
}

/// What is known after the steps up to `index`, without what tells the last
/// one's number if the kind of question that is asked of it is `hidden`: values, gradients, local gradients, by id.
function knownAt(index, hidden) {
  const known = {
    values: {},
    gradients: {},
    locals: {},
    boxes: {},
    shares: {}, // by parameter: the examples whose share of its gradient is
    swept: false,
  };
  const pass = passOf(index);
  // While the training goes on, no pass's numbers are those of the net.
  if (pass < 0 || film.steps[index].kind === "cost") return known;
  const { values, locals, gradients } = film.passes[pass];
  const played = film.steps.filter(
    (step, i) => i <= index && step.pass === pass,
  );
  const forward = film.steps.some(
    (step) => step.pass === pass && step.kind.endsWith("forward"),
  );
  for (const [id, node] of Object.entries(graphOf(pass).nodes))
    if (node.kind !== "computed" || !forward) known.values[id] = values[id];
  const { net } = graphOf(pass);
  for (const id of net ? netLeaves(net) : []) known.values[id] = values[id];
  played.forEach((step, i) => {
    const isHidden = hidden && i === played.length - 1;
    if (step.kind === "begin")
      known.gradients[step.node] = gradients[step.node];
    if (step.kind.startsWith("box")) {
      known.boxes[step.node] = step;
      learnBox(step, net, known, film.passes[pass]);
    }
    if (step.kind === "box backward") known.gradients[step.node] = step.norm;
    if (step.kind === "backward" && (!isHidden || /sum|product/.test(hidden)))
      known.locals[parentOf(step).edge] = locals[parentOf(step).edge];
    if (isHidden) return;
    if (step.kind === "forward") known.values[step.node] = numberOf(step);
    if (step.kind === "update") known.values[step.node] = step.after;
    if (step.kind === "backward") {
      const { id } = parentOf(step);
      known.gradients[id] = step.sum ?? step.result;
      const [e] = graphOf(pass).nodes[step.node].at ?? [];
      if (e >= 0) (known.shares[id] ??= new Set()).add(e);
    }
  });
  const last = film.steps.findLastIndex(
    (step) => step.pass === pass && /begin|backward/.test(step.kind),
  );
  known.swept = last >= 0 && (index > last || (index === last && !hidden));
  return known;
}
