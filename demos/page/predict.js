// Predict mode: the next number is hidden until the student has typed it.

const ask = document.getElementById("ask");
const guess = document.getElementById("guess");
const verdict = document.getElementById("verdict");
const answers = new Map(); // by step: whether the guess was right

/// A number as people type it: 0.125, 0,125, 1/8, -2e-3; NaN if it is none.
function typed(input) {
  const plain = input.trim().replace(/[−–]/g, "-").replace(",", ".");
  const [above, below = "1", ...more] = plain.split("/");
  if (more.length || !above.trim() || !below.trim()) return NaN;
  return Number(above) / Number(below);
}

/// Right is what is within half a percent.
const isRight = (number, exact) =>
  Math.abs(number - exact) <= Math.max(0.005 * Math.abs(exact), 1e-12);

const mostOperands = 12; // that a person can be asked to reckon with

/// Whether a step brings a number that can be asked for.
function canAsk(step) {
  const number = numberOf(step);
  if (number === undefined || !Number.isFinite(number[0])) return false;
  return (
    step.kind !== "forward" ||
    graphOf(step.pass).nodes[step.node].parents.length <= mostOperands
  );
}

const isPredicting = () => document.getElementById("predict").checked;
const isAsking = (index) =>
  isPredicting() && canAsk(film.steps[index]) && !answers.has(index);

function judge(index) {
  const number = typed(guess.value);
  if (!Number.isFinite(number)) {
    verdict.className = "wrong";
    verdict.textContent = "Type a number, such as 0.25 or 1/4.";
    return false;
  }
  const [exact, asText] = numberOf(film.steps[index]);
  const right = isRight(number, exact);
  answers.set(index, right);
  const off = number - exact;
  verdict.className = right ? "right" : "wrong";
  verdict.textContent = right
    ? `Right: ${asText}.`
    : `Not quite: it is ${asText}; ` +
      `you are too ${off > 0 ? "high" : "low"} by ` +
      `${Number(Math.abs(off).toPrecision(3))}.`;
  return true;
}

function score() {
  const given = [...answers.values()].filter((answer) => answer !== null);
  const right = given.filter((answer) => answer).length;
  return given.length ? `${right} of ${given.length} right` : "";
}
