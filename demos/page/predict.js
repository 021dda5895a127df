// Predict mode: a step is hidden until the student has answered what is asked
// of it, or given up.

const ask = document.getElementById("ask");
const guess = document.getElementById("guess");
const verdict = document.getElementById("verdict");
/// Kinds: a sign is what a product has, too.
const unasked = new Set(["sign"]);
let turn = {}; // of the question that is asked: its tries and hints since then

const isPredicting = () => document.getElementById("predict").checked;
const isWanted = ({ kind }) => !unasked.has(kind);

/// The first of a step that is not answered; undefined if there is none.
const questionAt = (index) =>
  isPredicting() && isAlone(index)
    ? questionsAt(film.steps[index]).find(
        (question) => isWanted(question) && !answers.has(question.number),
      )
    : undefined;
const isAsking = (index) => questionAt(index) !== undefined;

function turnOf(question) {
  if (turn.question !== question) turn = { question, tries: 0, hints: 0 };
  return turn;
}

function pronounce(kind, words) {
  verdict.className = kind;
  verdict.textContent = words;
}

const mostTries = 3;

function judge(question) {
  const mark = markOf(question, guess.value);
  if (!mark)
    return pronounce(
      "wrong",
      isInWords(question)
        ? `Type ${textAt(question.expected)}.`
        : "Type a number, such as 0.25, 1/4 or 0.5*(1 - 0.5).",
    );
  const now = turnOf(question);
  now.tries += 1;
  const isOver = mark.right || now.tries >= mostTries;
  const mistakes = [
    ...recordOf(question).mistakes,
    ...mark.mistakes.map(([name]) => name),
  ];
  const answer = guess.value.trim();
  note(question, { answer, right: mark.right, mistakes }, isOver);
  if (mark.right) return pronounce("right", `Right: ${answerOf(question)}.`);
  // Of several mistakes that give this number, the simplest.
  const [[, advice] = []] = mark.mistakes;
  const words = ["Not quite.", ...(advice ? [advice] : [])];
  if (isOver) words.push(`It is ${answerOf(question)}.`);
  else if (now.hints < textAt(question.hints).length) hint(question);
  pronounce("wrong", words.join(" "));
}

/// More of the way.
function hint(question) {
  const now = turnOf(question);
  if (now.hints >= textAt(question.hints).length)
    return pronounce("", "There is no further hint; Skip shows the answer.");
  now.hints += 1;
  note(question, {}, false);
  pronounce("", "");
}

function skip(question) {
  note(question, {}, true);
  pronounce("", `It is ${answerOf(question)}.`);
}

/// What is asked, or what was answered, has changed.
function showAnew() {
  pronounce("", "");
  turn = {};
  show();
}

function askAnew() {
  guess.value = "";
  guess.focus({ preventScroll: true });
  bringQuestion();
}

/// A hint may have moved it, and what is said of an answer.
function bringQuestion() {
  for (const part of [ask, verdict]) part.scrollIntoView({ block: "nearest" });
}

/// Does something with the question; once it is over, the next one comes.
function answerBy(deed) {
  const question = questionAt(at);
  if (!question) return;
  deed(question);
  show();
  if (!isAsking(at)) return control("next").focus();
  if (questionAt(at) !== question) return askAnew();
  guess.select();
  bringQuestion();
}

/// Asks the question before again.
function askBefore() {
  const asked = [...film.steps.keys()].flatMap((i) =>
    questionsAt(film.steps[i])
      .filter(isWanted)
      .map((question) => ({ i, question })),
  );
  const now = questionAt(at);
  const before = asked[asked.findIndex((one) => one.question === now) - 1];
  if (!before) return pronounce("", "This is the first question.");
  reopen(before.question);
  go(before.i);
}

const blank = () => colored("blank", "?");

/// A question with some of its hints, and what stands in place of its answer.
function lines(question, hints, last) {
  const asked = textAt(question.asked);
  if (isInWords(question))
    return [
      sentence(`${asked}: `, last),
      ...hints.map((one) => sentence(formula(one))),
    ];
  const isLine = (one) => !/ = |\.$/.test(one);
  const [body, to] = asked.split(" → ");
  const [left, ...right] = body.split(" = ");
  return [
    ...hints.filter((one) => !isLine(one)).map((one) => sentence(one)),
    calculation(left, [
      ...right,
      ...hints.filter(isLine),
      [last, to ? ` → ${to}` : ""],
    ]),
  ];
}

/// What a step shows while its question is asked: the numbers before it, too.
function askAt(index) {
  const step = film.steps[index];
  const question = questionAt(index);
  const place = film.quiz.all.indexOf(question);
  const at = step.words?.findIndex(({ ask }) => ask?.includes(place));
  const head = step.words
    ? wordsOf(step.words.slice(0, at))
    : describe(step)[0];
  const asked = step.words ? step.words[at].ask : step.ask;
  const told = asked
    .slice(0, asked.indexOf(place))
    .map((i) => film.quiz.all[i])
    .filter((one) => !isInWords(one));
  const hints = textAt(question.hints).slice(0, turnOf(question).hints);
  return [
    head,
    ...(question.place === undefined
      ? []
      : [element("p", { class: "quiet" }, textAt(question.place))]),
    ...told.flatMap((one) => lines(one, [], answerOf(one))),
    ...lines(question, hints, blank()),
  ];
}
