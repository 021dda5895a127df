// The whole lesson on paper: every step's words and numbers, and each graph
// with its numbers, once a chapter has played it.

/// The graph as a chapter leaves it; of words, and of a training, none.
function playedGraph(index) {
  const { pass, kind, chapter } = film.steps[index];
  const later = film.steps[index + 1];
  if (pass === undefined || !chaptersOf[pass].includes(chapter)) return [];
  if (kind === "cost" || isBeside(kind)) return [];
  const goesOn =
    later?.pass === pass && later.chapter === chapter && !isBeside(later.kind);
  return goesOn ? [] : [paperGraph(pass, knownAt(index, ""))];
}

function handoutStep(step, index) {
  const isChapter = step.chapter !== film.steps[index - 1]?.chapter;
  return [
    ...(isChapter ? [element("h2", {}, film.chapters[step.chapter])] : []),
    element("div", { class: `step ${step.kind}` }, ...describe(step)),
    ...playedGraph(index),
    ...(step.kind === "figure" ? [printedFigure(step)] : []),
  ];
}

function writeHandout() {
  worksheet.replaceChildren(
    element("h1", {}, film.title),
    ...film.steps.flatMap(handoutStep),
  );
}
