// The lesson runs anew, where the page has the engine: with other options it
// makes another film, which is played from where the reader was.

/// What the engine refuses, in the terminal's words.
class Refusal extends Error {}

const notice = control("notice");
let engine = null; // once it has started
let viz = null; // lays graphs out
let lesson = null; // its name and its options, as the engine declares them
let ownChoices = new Map(); // what the page's own film was asked for with
let wanted = ownChoices; // and the film that is played: texts by key
let laid = new Map(); // the film's drawings, by their Graphviz text

/// What can be chosen, by key: `read` gives its text, or null where it is the
/// lesson's own; `fill` puts a text there, or the lesson's own; `refuse` puts
/// an error beside it, or takes that away.
const fields = new Map();

function answerTo(...texts) {
  const answer = JSON.parse(engine.ask(texts));
  if (answer.error) throw new Refusal(answer.error);
  return answer;
}

const optionKey = (option) => option.name.replace("--", "").toLowerCase();
const optionOf = (key) =>
  lesson.options.find((option) => optionKey(option) === key);

/// Formulas have names, and the numbers of those in fields of their own.
const takesNumbers = () =>
  lesson.options.some(({ kind }) => kind === "operands");

const placeKeys = ["step", "steps"]; // of a link: where its reader is

/// A number has its name as key, behind a dot where that means something else.
const numberKey = (name) =>
  placeKeys.includes(name) || optionOf(name) ? `.${name}` : name;

/// A flag, a value, a list, or an operand that is one of some words.
const isInForm = (option) =>
  ["flag", "value"].includes(option?.kind) ||
  (option?.kind === "list" && !takesNumbers()) ||
  (option?.kind === "operand" && option.words.length > 0);

/// The film's own, but for a formula and its numbers.
const givenChoices = () =>
  new Map(
    Object.entries(film.given)
      .map(([name, text]) => [optionKey({ name }), text])
      .filter(([key]) => isInForm(optionOf(key))),
  );

/// As they stand on the command line.
function argumentsOf(choices) {
  const options = [];
  const operands = [];
  for (const [key, text] of choices) {
    const { kind } = optionOf(key) ?? { kind: takesNumbers() && "operands" };
    if (kind === "operand") operands.unshift(text);
    else if (kind === "operands")
      operands.push(`${key.replace(".", "")}=${text}`);
    else options.push(`--${key}`, ...(kind === "flag" ? [] : [text]));
  }
  return [...options, "--", ...operands];
}

/// What a step is about, in any film of the lesson.
function aboutOf({ kind, pass, node, operand, epoch }) {
  if (!node) return [kind, epoch].join(" ");
  const { nodes, boxes } = graphOf(pass);
  return [kind, (nodes[node] ?? boxes[node]).label, operand].join(" ");
}

const stepsOf = (chapter) =>
  [...film.steps.keys()].filter((i) => film.steps[i].chapter === chapter);

/// Where the reader is.
function placeNow() {
  const step = film.steps[at];
  const { chapter } = step;
  const offset = stepsOf(chapter).indexOf(at);
  return {
    chapter,
    title: film.chapters[chapter],
    offset,
    about: aboutOf(step),
  };
}

/// The same place in another film: in the chapter of the same title the step
/// about the same, else what is nearest.
function stepAt({ chapter, title, offset, about }) {
  const { chapters } = film;
  const named = chapters[chapter] === title ? chapter : chapters.indexOf(title);
  const steps = stepsOf(
    named < 0 ? Math.min(chapter, chapters.length - 1) : named,
  );
  const near = steps[Math.min(offset, steps.length - 1)];
  const [same] = steps
    .filter((i) => aboutOf(film.steps[i]) === about)
    .sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  return same ?? near;
}

/// The film of these choices. Its questions take as long as all the rest: a
/// number that is dragged does not wait for them.
const filmed = (choices, asks) =>
  answerTo(asks ? "play" : "show", lesson.name, ...argumentsOf(choices));

/// Questions of the film that is played, where they are wanted after all.
function bringQuestions() {
  if (film.quiz.all) return;
  readFilm(filmed(wanted, true).film);
  listKinds();
}

/// Plays the film of these choices. What is refused is thrown, and the film
/// that was there goes on.
function replay(choices) {
  const { film: written, drawings: texts } = filmed(choices, isPredicting());
  laid = new Map(
    texts.map((dot) => [dot, laid.get(dot) ?? viz.renderSVGElement(dot)]),
  );
  const place = placeNow();
  const focused = document.activeElement;
  load(written, [...laid.values()], () => {
    const step = stepAt(place);
    isHeld = step === at;
    return step;
  });
  isHeld = false;
  if (document.activeElement !== focused)
    (focused.isConnected ? focused : control(focused.id))?.focus({
      preventScroll: true,
    });
  wanted = choices;
}

const chosen = () =>
  new Map(
    [...fields]
      .map(([key, field]) => [key, field.read()])
      .filter(([, text]) => text !== null),
  );
const fillFields = (choices) =>
  fields.forEach((field, key) => field.fill(choices.get(key), choices));

/// Puts `NAME: expected …` beside what has that name.
function complain(message) {
  const [name] = message.match(/^[^:,]*/);
  const option = lesson.options.find((option) => option.name === name);
  const field = fields.get(option ? optionKey(option) : numberKey(name));
  if (field) field.refuse(message);
  else notice.textContent = message;
}

/// Does what may be refused; says whether it was done.
function attempt(deed) {
  notice.textContent = "";
  for (const field of fields.values()) field.refuse("");
  try {
    deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(error.message);
  }
}

/// Where an error of `input` stands, and what puts it there.
function errorBeside(input, id) {
  const line = element("p", { class: "wrong error", id, role: "alert" });
  input.setAttribute("aria-describedby", id);
  const refuse = (message) => {
    line.textContent = message;
    input.setAttribute("aria-invalid", message !== "");
  };
  return { line, refuse };
}

const differences =
  "Computed in this browser, by the same engine. The last digits of exp, sin, " +
  "tanh and their like can differ from the terminal's, and in a long training " +
  "more of them.";

async function start() {
  if (globalThis.gradwalkEngine) {
    try {
      [engine, viz] = await Promise.all([gradwalkEngine(), Viz.instance()]);
      lesson = answerTo("lessons").find(({ name }) => name === film.lesson);
      if (lesson) wanted = ownChoices = givenChoices();
    } catch (error) {
      notice.textContent = `The engine does not start here: ${error.message}`;
    }
  }
  document.dispatchEvent(new Event("started"));
}
addEventListener("load", start);
