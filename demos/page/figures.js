// A lesson's figures on the stage: panels beside each other, what they show in
// words, and a slider over the epochs of a training.

const plots = document.getElementById("plots");
const panels = document.getElementById("panels");
const moment = document.getElementById("moment");
let figure = null; // that is shown

function readFigures() {
  figure = null;
  for (const shown of film.figures)
    shown.forEach((panel, i) => {
      if (panel.is_small) panel.series = shown[i - 1].series;
    });
}

/// The epochs at which a figure can be looked at: those of its moments, or of
/// its last curve.
function epochsOf(shown) {
  const moving = shown.find((panel) => panel.moments);
  if (moving) return moving.moments.map(([at]) => at);
  const curve = shown.findLast(isOverEpochs);
  return curve ? pointsOf(curve.series[0]).map(([at]) => at) : [];
}

const pair = (point) => `(${point.map(short).join(", ")})`;

/// A series in words; arrows that are on a curve too stand below it, where
/// their heights mean nothing.
function seriesInWords(panel, one, epoch) {
  const points = knownPoints(panel, one, epoch);
  const name = one.name || panel.y;
  if (!points.length || one.mark === "trace") return [];
  const [from, to] = [points[0], points.at(-1)];
  const ends = (i) => `from ${short(from[i])} to ${short(to[i])}`;
  if (one.mark === "line" && !one.name && from[0] === to[0])
    return `${ends(1)} at ${short(from[0])}`;
  if (one.mark === "line")
    return `${name} ${ends(1)} as ${panel.x} goes ${ends(0)}`;
  if (panel.series.some(({ mark }) => mark === "trace"))
    return `${name}: ${panel.x} ${ends(0)} in ${points.length - 1} steps`;
  return points.length <= 4
    ? `${name}: ${points.map(pair).join(one.mark === "arrows" ? " → " : ", ")}`
    : `${name}: ${points.length} points`;
}

/// Many lines in words: the lowest and the highest.
function linesInWords(panel, epoch) {
  const ends = panel.series
    .map((one) => [knownPoints(panel, one, epoch).at(-1)[1], one.name])
    .sort(([a], [b]) => a - b);
  const named = ([value, name]) => `${name} = ${short(value)}`;
  return `${ends.length} lines; at epoch ${epoch} the lowest is ${named(ends[0])}, the highest ${named(ends.at(-1))}`;
}

/// What a panel shows at an epoch, as a sentence.
function inWords(panel, epoch) {
  if (isOverEpochs(panel) && panel.series.length > 2)
    return `${panel.title}. ${linesInWords(panel, epoch)}.`;
  const parts = panel.series.flatMap((one) => seriesInWords(panel, one, epoch));
  if (!panel.moments) return `${panel.title}. ${parts.join("; ")}.`;
  const [at, least, most] = momentAt(panel, epoch);
  const values = `from ${short(least)} to ${short(most)} at epoch ${at}`;
  if (panel.is_small) return `${panel.title}: ${values}.`;
  return `${panel.title} over ${panel.x} and ${panel.y}: ${values}. ${parts.join("; ")}.`;
}

const swatch = (...marks) =>
  drawn("svg", { width: 36, height: 16, "aria-hidden": true }, ...marks);

/// Names, each with a line or a shape that looks as it does in the panel.
function namesOf(panel) {
  const [names, weights] = [new Map(), new Map()];
  for (const one of styled(panel)) {
    const [neuron, weight] = partsOf(one.name);
    if (weight) {
      names.set(neuron, { ...one, pattern: 0 });
      weights.set(weight, { ...one, color: 0 });
    } else if (one.name && one.name !== panel.y) {
      names.set(one.name, one);
    }
  }
  return [...names, ...weights].map(([name, one]) => {
    const ends = one.mark === "line" ? [2, 34] : [18];
    const places = ends.map((x) => [x, 8]);
    return element("li", {}, swatch(...marksOf(one, places)), name);
  });
}

function legendOf(panel) {
  if (!panel.moments) return element("ul", {}, ...namesOf(panel));
  const border = drawn("path", { class: "border", d: "M2 8H34" });
  const [least, most] = panel.shades.map(short);
  const ramp = element("span", { class: "ramp" });
  return element(
    "ul",
    {},
    ...namesOf(panel),
    element("li", {}, swatch(border), `output ${short(panel.level)}`),
    element("li", {}, least, ramp, most),
  );
}

/// Room for small panels, and what they are.
function roomFor(neurons) {
  const isLined = neurons.every((panel) => panel.is_sigmoid);
  return element(
    "div",
    { class: "small", style: `--count: ${neurons.length}` },
    element("h2", {}, "What each hidden neuron answers"),
    isLined ? element("p", { class: "quiet" }, "its line: z = 0") : "",
  );
}

/// The panels, with nothing in them; those that are small stand together.
function framesOf(shown) {
  const room = roomFor(shown.filter((panel) => panel.is_small));
  const frames = shown.map((panel) => {
    const title = element("figcaption", {}, panel.title);
    const frame = element("figure", {}, title, drawn("svg", { role: "img" }));
    if (!panel.is_small) frame.append(legendOf(panel));
    else room.append(frame);
    return panel.is_small ? room : frame;
  });
  return [...new Set(frames)];
}

/// Draws a figure's panels as they are at an epoch, as large as they are.
function drawFigure(place, shown, epoch) {
  const all = [...place.querySelectorAll("figure > svg")];
  // All are measured before one changes: else each is laid out again for each.
  const boxes = all.map((svg) => svg.getBoundingClientRect());
  const scale = parseFloat(getComputedStyle(place).fontSize) / 17;
  all.forEach((svg, i) => {
    const panel = shown[i];
    const { width, height } = boxes[i];
    const print = panel.is_small ? [150, 150] : [440, 280];
    const size = width && height ? [width / scale, height / scale] : print;
    svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    svg.setAttribute("aria-label", inWords(panel, epoch));
    svg.replaceChildren(...plot(panel, epoch, ...size));
  });
}

/// Shows the figure at an epoch, and sets the slider to it.
function showEpoch(epoch) {
  const epochs = epochsOf(figure);
  control("epochs").hidden = epochs.length < 2;
  const words = `epoch ${epoch} of ${epochs.at(-1)}`;
  moment.value = epochs.findLastIndex((at) => at <= epoch);
  moment.setAttribute("aria-valuetext", words);
  control("epoch").textContent = words;
  drawFigure(panels, figure, epoch);
}

/// The figure that a step shows in place of the graph; undefined if none.
const figureOf = (step) =>
  step.kind === "cost"
    ? film.figures.find((shown) => shown.some(isOverEpochs))
    : film.figures[step.figure];

/// Whether the step has a figure, which then is shown.
function showPlots(step) {
  const shown = figureOf(step);
  plots.hidden = !shown;
  if (!shown) return false;
  if (figure !== shown) {
    figure = shown;
    panels.replaceChildren(...framesOf(shown));
    moment.max = epochsOf(shown).length - 1;
  }
  showEpoch(step.epoch ?? epochsOf(shown).at(-1));
  return true;
}

/// A step that is a figure, in words.
function figureStep(step) {
  const shown = figureOf(step);
  const last = epochsOf(shown).at(-1);
  return [
    element("h3", {}, "Plots"),
    ...shown
      .filter((panel) => !panel.is_small)
      .map((panel) => sentence(inWords(panel, last))),
  ];
}

/// A step's figure for paper.
function printedFigure(step) {
  const shown = figureOf(step);
  if (!shown) return "";
  const printed = element("div", { class: "figures" }, ...framesOf(shown));
  drawFigure(printed, shown, step.epoch ?? epochsOf(shown).at(-1));
  return printed;
}

moment.oninput = () => showEpoch(epochsOf(figure)[moment.value]);
addEventListener("resize", () => plots.hidden || moment.oninput());
