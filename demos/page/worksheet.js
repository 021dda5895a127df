// What is printed: the graph without its numbers, the steps with room for
// them, and the answers on a page of their own.

const worksheet = document.getElementById("worksheet");
const mostOnPaper = 70; // questions; of more, those of the pass at hand

const askedOnPaper = (step) => questionsAt(step).filter(isWanted);

function passesOnPaper(current) {
  const asked = film.steps.flatMap(askedOnPaper);
  const all = film.passes.map((_, pass) => pass);
  return asked.length <= mostOnPaper
    ? all
    : all.filter((pass) => pass === current);
}

/// The graph with these numbers; `known` as of knownAt.
function paperGraph(pass, known) {
  const copy = drawings[film.passes[pass].graph].cloneNode(true);
  for (const marked of copy.querySelectorAll(".now, .lit, .touched"))
    marked.classList.remove("now", "lit", "touched");
  const { nodes, boxes } = graphOf(pass);
  for (const [id, item] of Object.entries({ ...nodes, ...boxes })) {
    const drawn = copy.querySelector(`#${CSS.escape(id)}`);
    const prefix = item.nodes ? "|∂| " : "∂ ";
    fill(drawn.querySelector('[fill="#006400"]'), "", known.values[id]);
    fill(drawn.querySelector('[fill="#b00000"]'), prefix, known.gradients[id]);
    for (const { edge } of item.parents ?? [])
      fill(
        copy.querySelector(`#${CSS.escape(edge)} text`),
        "",
        known.locals[edge],
      );
  }
  for (const held of copy.querySelectorAll("[id]")) held.removeAttribute("id");
  const [, , width, height] = copy
    .getAttribute("viewBox")
    .split(" ")
    .map(Number);
  copy.classList.toggle("tall", height > 1.2 * width);
  copy.removeAttribute("width");
  copy.removeAttribute("height");
  return copy;
}

function blankGraph(pass) {
  const leaves = Object.entries(graphOf(pass).nodes)
    .filter(([, node]) => node.kind !== "computed")
    .map(([id]) => [id, film.passes[pass].values[id]]);
  return paperGraph(pass, {
    values: Object.fromEntries(leaves),
    gradients: {},
    locals: {},
  });
}

/// What stands in the leaves, where the drawing is too small to read it.
function givenIn(pass) {
  const leaves = Object.entries(graphOf(pass).nodes).filter(
    ([, node]) => node.kind !== "computed",
  );
  if (leaves.length <= 12) return "";
  const values = leaves.map(
    ([id, node]) => `${node.label} = ${text(film.passes[pass].values[id])}`,
  );
  return sentence(`Given: ${values.join(", ")}`);
}

/// A question in one line, with the room for its answer.
function lineOnPaper(step, question) {
  const room = colored("blank", " ");
  const asked = textAt(question.asked);
  if (isInWords(question)) return [`${asked}: `, room];
  const rate = step.rate ? ` (rate ${text(step.rate)})` : "";
  const [body, to] = asked.split(" → ");
  return [`${body}${rate} = `, room, to ? ` → ${to}` : ""];
}

/// What to do on this sheet.
function instruction(steps) {
  const has = (kind) => steps.some((step) => step.kind === kind);
  const passes = ["forward", "backward"].filter(has).join(", then ");
  return (
    (passes ? `Fill in the numbers: ${passes}.` : "Fill in the numbers.") +
    (steps.some((step) => step.receives)
      ? " A node that receives several gradients adds them up before it " +
        "passes anything on."
      : "")
  );
}

/// A sheet without questions.
function writeGraphOnly(pass) {
  worksheet.replaceChildren(
    element("h1", {}, film.title),
    sentence("Nothing in this graph is small enough to be worked out by hand."),
    ...(pass < 0 ? [] : [blankGraph(pass)]),
  );
}

function writeWorksheet(index) {
  const questions = [],
    answerList = [],
    asked = [];
  let number = 0;
  for (const pass of passesOnPaper(passOf(index))) {
    const steps = film.steps.filter(
      (step) => step.pass === pass && askedOnPaper(step).length,
    );
    const pairs = steps
      .flatMap((step) => askedOnPaper(step).map((one) => [step, one]))
      .sort(([, a], [, b]) => a.number - b.number);
    if (!steps.length) continue;
    const start = number + 1;
    questions.push(
      element("h2", {}, film.chapters[steps[0].chapter]),
      blankGraph(pass),
      givenIn(pass),
      element(
        "ol",
        { start },
        ...pairs.map((pair) => element("li", {}, ...lineOnPaper(...pair))),
      ),
    );
    for (const [, question] of pairs)
      answerList.push(element("li", {}, answerOf(question)));
    number += pairs.length;
    asked.push(...steps);
  }
  if (!asked.length) return writeGraphOnly(passOf(index));
  worksheet.replaceChildren(
    element("h1", {}, film.title),
    sentence(instruction(asked)),
    ...questions,
    element(
      "div",
      { class: "answers" },
      element("h2", {}, "Answers"),
      element("ol", {}, ...answerList),
    ),
  );
}
