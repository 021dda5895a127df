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
let drawings = []; // of the film's graphs
let drawing = null; // the one that is shown
let scale = null; // null: whatever is readable
let isHeld = false; // while only numbers change

/// What dot drew, made ready to be touched.
function prepared(svg, graph) {
  for (const title of svg.querySelectorAll("title")) title.remove();
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `graph of ${graph.nodes[graph.root].label}`);
  for (const node of svg.querySelectorAll(".node")) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    center(node);
  }
  return svg;
}

const part = (id) => drawing.querySelector(`#${CSS.escape(id)}`);

/// Fills a number into its room, or empties it; what stands there already is not
/// laid out again.
function fill(holder, prefix, number) {
  if (!holder) return;
  holder.classList.toggle("unknown", !number);
  const content = number ? prefix + brief(number) : "";
  if (holder.textContent !== content) holder.textContent = content;
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

const fittingWidth = () => (canvas.clientWidth - 16) / naturalSize().width;
const fitting = () =>
  Math.min(fittingWidth(), (canvas.clientHeight - 16) / naturalSize().height);

/// As large as fits, but not so small that it cannot be read, on a large
/// screen from afar.
const readable = () =>
  Math.min(
    1.6,
    Math.max(fitting(), 0.62 * Math.max(1, canvas.clientWidth / 860)),
  );

function draw(factor) {
  const { width, height } = naturalSize();
  if (drawing.getAttribute("width") === String(width * factor)) return;
  drawing.setAttribute("width", width * factor);
  drawing.setAttribute("height", height * factor);
}

function zoom(to) {
  scale = to;
  if (drawing) draw(scale ?? readable());
}

/// What is around all parts, on the screen.
function around(parts) {
  const boxes = parts.map((one) => one.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, right, top, bottom };
}

/// Smaller, but still to be read, where it brings all parts into the frame.
function shrinkToShow(parts) {
  const least = 0.45;
  const { left, right, top, bottom } = around(parts);
  const now = drawing.getAttribute("width") / naturalSize().width;
  const factor = Math.min(
    readable(),
    (now * (canvas.clientWidth - 24)) / (right - left),
    (now * (canvas.clientHeight - 24)) / (bottom - top),
  );
  draw(factor < least ? readable() : factor);
}

/// How far to scroll so that [low, high] comes into the middle of a frame, or,
/// if it does not fit, as much of it as leaves `now` in view.
function toMiddle([low, high], [nowLow, nowHigh], [start, end]) {
  const half = (end - start) / 2 - 12;
  const middle = Math.min(
    Math.max((low + high) / 2, nowHigh - half),
    Math.max(nowLow + half, nowHigh - half),
  );
  return middle - (start + end) / 2;
}

/// Brings what a step touches into the middle; a new drawing's first node.
function bringIntoView(isNew) {
  if (isHeld && !isNew) return;
  let parts = [...drawing.querySelectorAll(".now, .touched")];
  if (!parts.length && isNew) parts = [part("n0") ?? drawing];
  if (!parts.length) return;
  if (scale === null) shrinkToShow(parts);
  const now = around([drawing.querySelector(".now") ?? parts[0]]);
  const all = around(parts);
  const frame = canvas.getBoundingClientRect();
  const across = (box) => [box.left, box.right];
  const along = (box) => [box.top, box.bottom];
  canvas.scrollBy(
    toMiddle(across(all), across(now), across(frame)),
    toMiddle(along(all), along(now), along(frame)),
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
