// Predict mode: a number is hidden until the student has found it, or given up.

const ask = document.getElementById("ask");
const guess = document.getElementById("guess");
const verdict = document.getElementById("verdict");
const level = document.getElementById("level");
/// By what was asked: the try that was right, 0 if none was.
const answers = new Map();
let misses = 0; // at what is being asked

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

const localOf = (step) => film.passes[step.pass].locals[parentOf(step).edge];

/// What can be asked for: its name in the summary, and its number at a step.
const kinds = {
  forward: ["value", numberOf],
  local: ["local gradient", localOf],
  product: ["upstream × local", numberOf],
  sum: [
    "sum over the paths",
    (step) => (step.received === step.receives ? step.sum : undefined),
  ],
  sign: ["sign", numberOf],
  update: ["update", numberOf],
};

/// The kind that the level asks for at a step.
const kindOf = (step) =>
  level.value !== "numbers"
    ? level.value
    : step.kind === "backward"
      ? "product"
      : step.kind;
const isOfLevel = (step) =>
  level.value === "numbers" ? canAsk(step) : step.kind === "backward";
const askedOf = (step) => kinds[kindOf(step)][1](step);

const keyOf = (index) => `${kindOf(film.steps[index])} ${index}`;
const isPredicting = () => document.getElementById("predict").checked;
const isAsking = (index) =>
  isPredicting() &&
  isAlone(index) &&
  isOfLevel(film.steps[index]) &&
  Number.isFinite(askedOf(film.steps[index])?.[0]) &&
  !answers.has(keyOf(index));

/// A lesson's answers outlive the page where the browser lets it keep them.
function kept(use) {
  const { title, given, steps } = film;
  const name = `predict ${title} ${JSON.stringify(given)} ${steps.length}`;
  try {
    return use(localStorage, name);
  } catch {
    return null;
  }
}
function recall() {
  answers.clear();
  const pairs = kept((store, name) => JSON.parse(store.getItem(name)));
  for (const [key, right] of pairs ?? []) answers.set(key, right);
}
function answer(index, right) {
  answers.set(keyOf(index), right);
  kept((store, name) => store.setItem(name, JSON.stringify([...answers])));
}
function forget() {
  answers.clear();
  kept((store, name) => store.removeItem(name));
}

const mostTries = () => (level.value === "sign" ? 2 : 3);

/// What is typed as a sign: `+`, or a number that has it.
const typedSign = (input) =>
  ({ "+": 1, "-": -1, "−": -1 })[input.trim()] ?? Math.sign(typed(input));

function pronounce(isGood, words) {
  verdict.className = isGood ? "right" : "wrong";
  verdict.textContent = words;
}

function judge(index) {
  const isSign = level.value === "sign";
  const number = (isSign ? typedSign : typed)(guess.value);
  if (!Number.isFinite(number))
    return pronounce(
      false,
      isSign
        ? "Type +, - or 0."
        : "Type a number, such as 0.25, 1/4 or 0.5*(1 - 0.5).",
    );
  const [exact, asText] = askedOf(film.steps[index]);
  const aim = isSign ? Math.sign(exact) : exact;
  if (isRight(number, aim)) {
    answer(index, misses + 1);
    return pronounce(true, `Right: ${asText}.`);
  }
  const off = number - aim;
  const way = isSign ? "another sign" : off > 0 ? "too high" : "too low";
  misses += 1;
  if (misses < mostTries())
    return pronounce(false, `Not quite: ${way}. Here is a hint; try again.`);
  answer(index, 0);
  pronounce(
    false,
    `Not quite: it is ${asText}` +
      (isSign
        ? "."
        : `; you are ${way} by ${Number(Math.abs(off).toPrecision(3))}.`),
  );
}

function score() {
  const right = [...answers.values()].filter(Boolean).length;
  return answers.size ? `${right} of ${answers.size} right` : "";
}

const tally = (name, tries) =>
  row(
    name,
    `${tries.length}`,
    ...[(at) => at === 1, (at) => at > 1, (at) => at === 0].map(
      (has) => `${tries.filter(has).length}`,
    ),
  );

/// How each kind of question went, and a button to begin again.
function summary() {
  if (!answers.size) return [];
  const triesOf = (kind) =>
    [...answers]
      .filter(([key]) => key.startsWith(`${kind} `))
      .map(([, tries]) => tries);
  const rows = Object.entries(kinds)
    .filter(([kind]) => triesOf(kind).length)
    .map(([kind, [name]]) => tally(name, triesOf(kind)));
  const again = element("button", { type: "button" }, "Begin again");
  again.onclick = () => {
    forget();
    go(0);
  };
  return [
    element("h3", {}, "Your predictions"),
    scrolling(
      columnNames("kind", "asked", "first try", "later", "given up"),
      ...rows,
      tally("all", [...answers.values()]),
    ),
    again,
  ];
}
