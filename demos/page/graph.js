// The drawing: numbers filled in, what a step touches lit up, zoom.

/// Numbers are shorter than the room that dot left them, and other fonts have
/// other widths than dot's: every line goes into the middle.
function center(node) {
  const shape = node.querySelector("ellipse, polygon, path");
  const xs = shape.getAttribute("cx")
    ? [Number(shape.getAttribute("cx"))]
    : shape
        .getAttribute(shape.tagName === "path" ? "d" : "points")
        .match(/-?[\d.]+,-?[\d.]+/g)
        .map((pair) => Number(pair.split(",")[0]));
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  for (const line of node.querySelectorAll("text")) {
    line.setAttribute("text-anchor", "middle");
    line.setAttribute("x", middle);
  }
}

const canvas = document.getElementById("canvas");
const drawings = film.graphs.map((graph, i) => {
  const svg = document.getElementById(`graph${i}`).content.querySelector("svg");
  for (const title of svg.querySelectorAll("title")) title.remove();
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `graph of ${graph.nodes[graph.root].label}`);
  for (const node of svg.querySelectorAll(".node")) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    center(node);
  }
  return svg;
});
let drawing = null;
let scale = null; // null: whatever is readable

const part = (id) => drawing.querySelector(`#${CSS.escape(id)}`);

/// Fills a number into its room, or empties it.
function fill(holder, prefix, number) {
  if (!holder) return;
  holder.classList.toggle("unknown", !number);
  holder.textContent = number ? prefix + brief(number) : "";
}

function fillNode(id, item, known) {
  const node = part(id);
  const value = known.values[id],
    gradient = known.gradients[id];
  fill(node.querySelector('[fill="#006400"]'), "", value);
  fill(
    node.querySelector('[fill="#b00000"]'),
    item.nodes ? "|∂| " : "∂ ",
    gradient,
  );
  node.setAttribute(
    "aria-label",
    item.label +
      (value ? `, value ${text(value)}` : "") +
      (gradient ? `, gradient ${text(gradient)}` : ""),
  );
}

function lightUp(step) {
  for (const lit of drawing.querySelectorAll(".now, .lit, .touched"))
    lit.classList.remove("now", "lit", "touched");
  if (step.pass === undefined || !step.node) return;
  part(step.node)?.classList.add("now");
  const node = graphOf(step.pass).nodes[step.node];
  const parents =
    step.kind === "forward"
      ? node.parents
      : step.kind === "backward"
        ? [node.parents[step.operand]]
        : [];
  for (const parent of parents) {
    part(parent.edge)?.classList.add("lit");
    part(parent.id)?.classList.add("touched");
  }
}

function naturalSize() {
  const [, , width, height] = drawing
    .getAttribute("viewBox")
    .split(/\s+/)
    .map(Number);
  // From points to pixels.
  return { width: (width * 4) / 3, height: (height * 4) / 3 };
}

const fitting = () => {
  const { width, height } = naturalSize();
  return Math.min(
    (canvas.clientWidth - 16) / width,
    (canvas.clientHeight - 16) / height,
  );
};

/// As large as fits, but not so small that it cannot be read.
const readable = () => Math.min(1.6, Math.max(fitting(), 0.62));

function zoom(to) {
  scale = to;
  if (!drawing) return;
  const { width, height } = naturalSize();
  const factor = scale ?? readable();
  drawing.setAttribute("width", width * factor);
  drawing.setAttribute("height", height * factor);
}

/// Brings what a step touches into the middle; a new drawing's first node.
function bringIntoView(isNew) {
  let parts = [...drawing.querySelectorAll(".now, .touched")];
  if (!parts.length && isNew) parts = [part("n0") ?? drawing];
  if (!parts.length) return;
  const now = (
    drawing.querySelector(".now") ?? parts[0]
  ).getBoundingClientRect();
  const frame = canvas.getBoundingClientRect();
  const boxes = parts.map((one) => one.getBoundingClientRect());
  let left = Math.min(...boxes.map((box) => box.left));
  let right = Math.max(...boxes.map((box) => box.right));
  let top = Math.min(...boxes.map((box) => box.top));
  let bottom = Math.max(...boxes.map((box) => box.bottom));
  if (right - left > frame.width) [left, right] = [now.left, now.right];
  if (bottom - top > frame.height) [top, bottom] = [now.top, now.bottom];
  canvas.scrollBy(
    (left + right) / 2 - (frame.left + frame.right) / 2,
    (top + bottom) / 2 - (frame.top + frame.bottom) / 2,
  );
}

function showGraph(step, pass, known) {
  const wanted = pass < 0 ? null : drawings[film.passes[pass].graph];
  const isNew = wanted !== drawing;
  if (isNew) {
    drawing = wanted;
    canvas.replaceChildren(...(drawing ? [drawing] : []));
    zoom(scale);
  }
  if (!drawing) return;
  const graph = graphOf(pass);
  for (const [id, node] of Object.entries(graph.nodes)) {
    fillNode(id, node, known);
    for (const parent of node.parents ?? [])
      fill(
        part(parent.edge)?.querySelector("text"),
        "",
        known.locals[parent.edge],
      );
  }
  for (const [id, box] of Object.entries(graph.boxes)) fillNode(id, box, known);
  lightUp(step);
  bringIntoView(isNew);
}
