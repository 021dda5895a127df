// The cost curve, which grows with the steps.

const training = document.getElementById("training");
const curve = document.getElementById("curve");

/// The step's point on the curve: the cost of an epoch that it brings.
function costAt(step) {
  if (step.kind === "cost") return { epoch: step.epoch, cost: step.cost };
  const pass = film.passes[step.pass];
  if (step.kind !== "forward" || pass.epoch === undefined) return null;
  if (step.node !== graphOf(step.pass).root) return null;
  return { epoch: pass.epoch, cost: pass.values[step.node] };
}
const hasCost = (point) => point && Number.isFinite(point.cost[0]);
let costs = [], // by step
  finite = [],
  highest,
  lastEpoch;

function readCosts() {
  costs = film.steps.map(costAt);
  finite = costs.filter(hasCost);
  highest = Math.max(...finite.map((point) => point.cost[0]));
  lastEpoch = Math.max(1, ...finite.map((point) => point.epoch));
}

function showCurve(index) {
  const known = costs.slice(0, index + 1).filter(hasCost);
  training.hidden = finite.length < 2 || !known.length;
  if (training.hidden) return;
  known.sort((a, b) => a.epoch - b.epoch);
  const place = ({ epoch, cost }) => [
    60 + (320 * epoch) / lastEpoch,
    110 - 96 * (highest > 0 ? cost[0] / highest : 0),
  ];
  const top = finite.find((point) => point.cost[0] === highest);
  const svg = drawn("svg", { viewBox: "0 0 400 140", role: "img" });
  svg.append(
    drawn("path", { class: "axis", d: "M60 8V110H386" }),
    drawn("text", { x: 54, y: 18, "text-anchor": "end" }, brief(top.cost)),
    drawn("text", { x: 54, y: 114, "text-anchor": "end" }, "0"),
    drawn(
      "text",
      { x: 386, y: 130, "text-anchor": "end" },
      `epoch ${lastEpoch}`,
    ),
    drawn("polyline", { class: "cost", points: known.map(place).join(" ") }),
  );
  const now = known.at(-1);
  const [x, y] = place(now);
  svg.setAttribute(
    "aria-label",
    `cost ${text(now.cost)} at epoch ${now.epoch}`,
  );
  svg.append(
    drawn("circle", { cx: x, cy: y, r: 5 }),
    drawn("text", { x: 62, y: 130 }, `epoch ${now.epoch}: ${text(now.cost)}`),
  );
  curve.replaceChildren(svg);
}
