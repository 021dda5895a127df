// The panel of Predict: what is asked, how it went, and a file to hand in.

const quiz = document.getElementById("quiz");
const kinds = document.getElementById("kinds");
const saved = document.getElementById("saved");

/// How the questions of each kind went.
function scoreTable() {
  const counts = (of) => [
    of.length,
    of.filter(({ right, tries }) => right && tries === 1).length,
    of.filter(({ right, tries }) => right && tries > 1).length,
    of.filter(({ right }) => !right).length,
  ];
  const rows = film.quiz.kinds
    .map(([kind, words]) => [
      words,
      counts([...answers.values()].filter((answer) => answer.kind === kind)),
    ])
    .filter(([, [asked]]) => asked > 0)
    .map(([words, numbers]) => row(words, ...numbers.map(String)));
  if (!rows.length) return sentence("No question was answered.");
  const head = columnNames("kind", "asked", "first try", "later", "not");
  return scrolling(head, ...rows);
}

function score() {
  const right = [...answers.values()].filter((answer) => answer.right).length;
  return answers.size ? `${right} of ${answers.size} right` : "";
}

function showAnswers() {
  quiz.hidden = !isPredicting();
  document.getElementById("score").textContent = score();
  document.getElementById("scores").replaceChildren(scoreTable());
}

/// A choice of the kinds that this film has.
function listKinds() {
  if (!film.quiz.all) return;
  const found = new Set(film.quiz.all.map(({ kind }) => kind));
  const boxes = film.quiz.kinds
    .filter(([kind]) => found.has(kind))
    .map(([kind, words]) => {
      const box = element("input", { type: "checkbox", value: kind });
      box.checked = !unasked.has(kind);
      return element("label", {}, box, ` ${words}`);
    });
  const none = boxes.length ? [] : [sentence("Nothing in this lesson.")];
  kinds.replaceChildren(kinds.firstElementChild, ...boxes, ...none);
}

function save() {
  const file = new Blob([`${resultNow()}\n`], { type: "application/json" });
  const href = URL.createObjectURL(file);
  element("a", { href, download: `${film.lesson}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/// Goes on with the answers of a file.
async function openSaved() {
  const [file] = saved.files;
  const complaint = document.getElementById("refused");
  complaint.textContent = "";
  try {
    takeResult(await file.text());
    keep();
  } catch {
    complaint.textContent =
      `${file.name}: expected a file of this lesson with these options, ` +
      "as a quiz has written it.";
  }
  saved.value = "";
}

function joinQuiz() {
  ask.onsubmit = (event) => {
    event.preventDefault();
    answerBy(judge);
  };
  kinds.onchange = ({ target }) => {
    unasked[target.checked ? "delete" : "add"](target.value);
    showAnew();
  };
  control("hint").onclick = () => answerBy(hint);
  control("skip").onclick = () => answerBy(skip);
  control("before").onclick = askBefore;
  control("save").onclick = save;
  student.onchange = keep;
  saved.onchange = () => openSaved().then(showAnew);
  control("forget").onclick = () => {
    forget();
    go(0);
  };
}
