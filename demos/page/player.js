// Steps forward and back, and puts the parts of the page together.

const control = (id) => document.getElementById(id);
let last = 0; // step
let at = 0;
let timer = null;
let listed = []; // the drawing and view whose parts can be chosen

function show() {
  const step = film.steps[at];
  const pass = passOf(at);
  const question = questionAt(at);
  const known = knownAt(at, question?.kind);
  control("step").replaceChildren(...(question ? askAt : describeAt)(at));
  ask.hidden = !question;
  if (pass >= 0) {
    const parts = [drawings[film.passes[pass].graph], isNetShown(pass)];
    if (parts.some((part, i) => part !== listed[i])) listParts(pass);
    listed = parts;
  }
  const hasPlots = showPlots(step);
  control("graph").hidden = pass < 0 || hasPlots;
  explained.setAttribute("aria-live", "off");
  explainStep(step, pass, known);
  if (!hasPlots) showStage(step, pass, known);
  // The plots have the cost, too.
  if (hasPlots) training.hidden = true;
  else showCurve(question ? at - 1 : at);
  const origin = originOf(at);
  // What has been played elsewhere says nothing here.
  const isOver = origin !== null && step.pass !== undefined;
  control("graph").classList.toggle("over", isOver);
  control("origin").textContent =
    origin === null ? "" : `Graph of the chapter “${film.chapters[origin]}”`;
  const isUnread = question && !turnOf(question).hints;
  control("explanation").hidden = pass < 0 || isOver || hasPlots || isUnread;
  const number = spanAt(at) + 1;
  control("slider").value = number - 1;
  control("slider").setAttribute(
    "aria-valuetext",
    `step ${number} of ${spans.length}`,
  );
  control("count").textContent = `${number} / ${spans.length}`;
  control("chapter").value = step.chapter;
  showAnswers();
  control("first").disabled = control("back").disabled = number === 1;
  const isEnd = at === last && !question;
  control("next").disabled = control("last").disabled = isEnd;
  fitTables(control("side"));
  document.dispatchEvent(new Event("shown"));
}

function go(to) {
  at = spanOf(Math.min(Math.max(to, 0), last)).to;
  followExample(film.steps[at]);
  quiz.open = at === last;
  showAnew();
  if (timer !== null) playOn();
  if (isAsking(at)) {
    stop();
    askAnew();
  }
}

/// The next step; of what is asked, first the answer.
const next = () => (isAsking(at) ? answerBy(skip) : go(at + 1));

const back = () => go(spanOf(at).from - 1);

function stop() {
  clearTimeout(timer);
  timer = null;
  control("play").textContent = "Play";
}

function play() {
  if (timer !== null) return stop();
  if (at === last) go(0);
  control("play").textContent = "Pause";
  playOn();
}

/// Goes on once the step has been read.
function playOn() {
  clearTimeout(timer);
  timer = setTimeout(
    () => (at === last ? stop() : go(at + 1)),
    readingTime(control("step").textContent),
  );
}

function choose(id) {
  explainedNode = id;
  isChosen = true;
  explained.setAttribute("aria-live", "polite");
  const [step, pass, known] = [
    film.steps[at],
    passOf(at),
    knownAt(at, questionAt(at)?.kind),
  ];
  explainStep(step, pass, known);
  if (isNetShown(pass)) {
    showNet(pass, known);
    control("explanation").scrollIntoView({ block: "nearest" });
  }
  fitTables(explained);
}

/// How far a step goes has changed.
function setStride() {
  const { from } = spanOf(at);
  readSpans();
  control("slider").max = spans.length - 1;
  go(from);
}

function showExample(chosen) {
  example = chosen;
  show();
}

control("first").onclick = () => go(0);
control("back").onclick = back;
control("next").onclick = next;
control("last").onclick = () => go(last);
control("play").onclick = play;
control("slider").oninput = (event) => go(spans[event.target.value].to);
control("predict").onchange = () => {
  // Only a step that shows one number asks for it.
  if (isPredicting()) stride.value = "operation";
  bringQuestions();
  setStride();
};
stride.onchange = setStride;
view.onchange = allExamples.onchange = show;
control("example-back").onclick = () => showExample(example - 1);
control("example-next").onclick = () => showExample(example + 1);
control("smaller").onclick = () => zoom((scale ?? readable()) / 1.25);
control("larger").onclick = () => zoom((scale ?? readable()) * 1.25);
control("width").onclick = () => zoom(fittingWidth());
control("whole").onclick = () => zoom(fitting());
chooser.onchange = () => choose(chooser.value);
control("chapter").onchange = (event) =>
  go(
    film.steps.findIndex((step) => step.chapter === Number(event.target.value)),
  );

control("graph").onclick = (event) => {
  const node = event.target.closest(".node");
  if (node) choose(node.id);
};

// Among the steps' own buttons the space bar plays, and Enter presses.
const pressedBySpace = "input, button:not(#controls button)";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const where = event.target;
  const node = where.closest?.(".node");
  if (node && (event.key === "Enter" || event.key === " ")) {
    choose(node.id);
    return event.preventDefault();
  }
  if (
    !event.key.startsWith("Page") &&
    where.matches?.("select, input:not([type=checkbox]), .scroll") &&
    !(where === guess && !guess.value && event.key.startsWith("Arrow"))
  )
    return;
  const moves = {
    ArrowRight: next,
    ArrowLeft: back,
    PageDown: next, // of clickers
    PageUp: back,
    f: fillScreen,
    Home: () => go(0),
    End: () => go(last),
  };
  const move =
    event.key === " " && !where.matches?.(pressedBySpace)
      ? play
      : moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
});
// A browser may press a button when the space bar comes up again.
document.addEventListener("keyup", (event) => {
  if (event.key === " " && event.target.matches?.("#controls button"))
    event.preventDefault();
});
addEventListener("resize", () => {
  if (isNetShown(passOf(at))) show();
  else if (scale === null) zoom(null);
  fitTables(control("side"));
});
addEventListener("beforeprint", () => writePaper(at));

/// Plays a film, from the step that `find` gives. `pictures`: what dot drew of
/// its graphs; one that is shown already stays as it is.
function load(written, pictures, find = () => 0) {
  readFilm(written);
  readCosts();
  readFigures();
  drawings = film.graphs.map((graph, i) =>
    pictures[i] === drawing ? drawing : prepared(pictures[i], graph),
  );
  recall();
  listKinds();
  last = film.steps.length - 1;
  stride.value ||= film.stride;
  readSpans();
  control("slider").max = spans.length - 1;
  control("chapter").replaceChildren(
    ...film.chapters.map((title, i) => element("option", { value: i }, title)),
  );
  go(find());
}

joinClass();
joinQuiz();
load(
  JSON.parse(control("film").textContent),
  [...document.querySelectorAll("template[id^=graph]")].map((template) =>
    template.content.querySelector("svg"),
  ),
);
