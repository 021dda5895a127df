// What a student is asked, and what is kept of the answers. The film has the
// questions of the terminal's quiz, each with the numbers that are right, and
// those that a likely mistake leads to.

const textAt = (index) => film.quiz.texts[index];
const answerOf = (question) => textAt(question.answer);
const isInWords = (question) => question.accepted !== undefined;

/// By step: of words, some come before what is said there.
const questionsAt = ({ ask = [], words = [] }) =>
  [...ask, ...words.flatMap((word) => word.ask ?? [])].map(
    (i) => film.quiz.all[i],
  );

const hasNumber = ([from, to, ...rounded], number) =>
  (from <= number && number <= to) || rounded.includes(number);

/// Blanks, capitals and _ do not matter; a*w and a^2 are a·w and a².
const printed = { "*": "·", "^2": "²", "^3": "³", "−": "-" };
const folded = (words) =>
  words
    .replace(/\*|\^[23]|−/g, (typed) => printed[typed])
    .toLowerCase()
    .replace(/[\s_]/g, "");
const hasText = (texts, words) =>
  texts.some((one) => folded(one) === folded(words));

function markWords({ accepted, possible }, words) {
  const right = hasText(textAt(accepted), words);
  const listed = textAt(possible);
  const isAnswer = listed.length
    ? hasText(listed, words)
    : right || words.replace(/\D/g, "").length > 1;
  return isAnswer ? { right, mistakes: [] } : undefined;
}

/// Whether an input is right, and else the mistakes that were likely made, as
/// name and advice; undefined of what is no answer at all.
function markOf(question, input) {
  if (isInWords(question)) return markWords(question, input);
  const number = typed(input);
  if (Number.isNaN(number)) return undefined;
  const right = hasNumber(question.right, number);
  const made = (question.mistakes ?? []).filter(
    ([, numbers]) => !right && hasNumber(numbers, number),
  );
  return { right, mistakes: made.map(([mistake]) => textAt(mistake)) };
}

/// By the question's number, as a result has them: what is over, and not yet.
const answers = new Map();
const begun = new Map();
const student = document.getElementById("student");

const recordOf = ({ number, kind, asked }) =>
  begun.get(number) ?? {
    question: number,
    kind,
    asked: textAt(asked),
    answer: "",
    right: false,
    tries: 0,
    mistakes: [],
  };

/// One try more: an answer, a hint, or none of them.
function note(question, change, isOver) {
  const answer = recordOf(question);
  Object.assign(answer, change, { tries: answer.tries + 1 });
  begun.delete(question.number);
  (isOver ? answers : begun).set(question.number, answer);
  if (isOver) keep();
}
function reopen({ number }) {
  if (answers.has(number)) begun.set(number, answers.get(number));
  answers.delete(number);
}

/// What `--result` writes, as text.
const resultNow = () =>
  JSON.stringify(
    {
      lesson: film.title,
      options: film.given,
      name: student.value,
      answers: [...answers.values()].sort((a, b) => a.question - b.question),
    },
    null,
    2,
  );

/// Goes on with a result. Errors: it is another's, or none.
function takeResult(written) {
  const result = JSON.parse(written);
  const isSame =
    result?.lesson === film.title &&
    JSON.stringify(result.options) === JSON.stringify(film.given) &&
    Array.isArray(result.answers);
  if (!isSame) throw new Error("another's");
  answers.clear();
  begun.clear();
  for (const answer of result.answers) answers.set(answer.question, answer);
  student.value = result.name;
}

/// A lesson's answers outlive the page where the browser lets it keep them.
function kept(use) {
  const { title, given, steps } = film;
  const name = `quiz ${title} ${JSON.stringify(given)} ${steps.length}`;
  try {
    return use(localStorage, name);
  } catch {
    return null;
  }
}
const keep = () => kept((store, name) => store.setItem(name, resultNow()));
function recall() {
  answers.clear();
  begun.clear();
  kept((store, name) => {
    if (store.getItem(name)) takeResult(store.getItem(name));
  });
}
function forget() {
  answers.clear();
  begun.clear();
  keep();
}
