// The whole lesson on paper: the words and numbers of its steps, as far as each
// goes on the page (of a training a line), and each graph with its numbers, once
// a chapter has played it.

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

/// The costs from a step on, a line each; none if they have begun before it.
function costsFrom(index) {
  if (film.steps[index - 1]?.kind === "cost") return [];
  const steps = film.steps.slice(index);
  const end = steps.findIndex(({ kind }) => kind !== "cost");
  return [
    element(
      "div",
      { class: "costs" },
      ...steps
        .slice(0, end < 0 ? undefined : end)
        .map(({ epoch, cost, accuracy }) =>
          element(
            "p",
            {},
            `epoch ${epoch}: `,
            colored("value", text(cost)),
            accuracy ? `, ${text(accuracy)} %` : "",
          ),
        ),
    ),
  ];
}

function handoutSpan({ from, to }) {
  const step = film.steps[to];
  const isChapter = step.chapter !== film.steps[from - 1]?.chapter;
  return [
    ...(isChapter ? [element("h2", {}, film.chapters[step.chapter])] : []),
    ...(step.kind === "cost"
      ? costsFrom(to)
      : [element("div", { class: `step ${step.kind}` }, ...describeAt(to))]),
    ...playedGraph(to),
    ...(step.kind === "figure" ? [printedFigure(step)] : []),
  ];
}

function writeHandout() {
  worksheet.replaceChildren(
    element("h1", {}, film.title),
    ...spans.flatMap(handoutSpan),
  );
}
