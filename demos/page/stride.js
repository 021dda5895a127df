// How far a step goes: an operation or, where the graph is a net, a neuron, a
// layer or a whole pass. What the film plays in such a step is a span of it.

const stride = document.getElementById("stride");
stride.selectedIndex = -1; // until the first film or the reader chooses
let spans = []; // { from, to }: steps of the film

const netOf = (pass) => (pass < 0 ? undefined : graphOf(pass).net);

/// [example, layer, neuron] of a step; -1 where it is about several; of none,
/// undefined.
function placeOf(step) {
  if (step.pass === undefined || !step.node) return undefined;
  const { nodes, boxes } = graphOf(step.pass);
  return (nodes[step.node] ?? boxes[step.node])?.at ?? undefined;
}

/// Steps with the same key are one span; null stands alone.
function spanKey(step) {
  if (step.pass === undefined || !step.node || !netOf(step.pass)) return null;
  const depth = { neuron: 3, layer: 2, iteration: 0 }[stride.value];
  if (depth === undefined) return null;
  const kind = step.kind.replace("begin", "backward").replace("box ", "");
  const place = (placeOf(step) ?? []).slice(0, depth);
  return [step.pass, step.chapter, kind, ...place].join();
}

/// Whether the net shows more of a step than the graph does: of a box, and of a
/// loss among layers.
const isInNet = (step) =>
  spanKey(step) !== null &&
  (step.kind.startsWith("box")
    ? placeOf(step) !== undefined
    : placeOf(step)?.[1] === netOf(step.pass).layers.length);

function readSpans() {
  spans = [];
  let before = null;
  film.steps.forEach((step, i) => {
    const key = spanKey(step);
    if (key !== null && key === before) spans.at(-1).to = i;
    else spans.push({ from: i, to: i });
    before = key;
  });
}

/// Which span a step of the film is in.
const spanAt = (index) => spans.findIndex(({ to }) => to >= index);
const spanOf = (index) => spans[spanAt(index)];
const stepsAt = (index) => {
  const { from, to } = spanOf(index);
  return film.steps.slice(from, to + 1);
};
const isAlone = (index) => spanOf(index).from === spanOf(index).to;
