// A step as text.

const derivative = (of, by) => {
  const atom = (label) =>
    /^[\p{L}\p{N}_.]+$/u.test(label) ? label : `(${label})`;
  return `∂${atom(of)}/∂${atom(by)}`;
};

/// A number, or room for it.
const shown = (kind, number, hidden) =>
  hidden ? colored("blank", hidden) : colored(kind, text(number));

/// Lines of a calculation: what is before the first equals sign, and the rest.
function calculation(left, lines) {
  const list = element("dl", { class: left.length > 14 ? "sum long" : "sum" });
  lines.forEach((line, i) => {
    list.append(element("dt", {}, i === 0 ? left : ""));
    list.append(element("dd", {}, "= ", ...[line].flat()));
  });
  return list;
}

const sentence = (...parts) => element("p", {}, ...parts);

function forwardStep(step, hidden) {
  const node = graphOf(step.pass).nodes[step.node];
  const lines = [node.symbols, step.numbers].filter(
    (line) => line !== node.label,
  );
  return [
    element("h3", {}, `Forward: ${node.label} (${node.operation})`),
    calculation(node.label, [...lines, shown("value", numberOf(step), hidden)]),
  ];
}

function runningSum(step, parent, hidden) {
  if (!step.receives) return "";
  if (step.received === 1)
    return sentence(
      `${parent.label} receives ${step.receives} gradients; this is the first.`,
    );
  return sentence(
    `${parent.label} now has ${text(step.before)} + `,
    hidden ? "this = " : `${factor(step.result)} = `,
    shown("gradient", step.sum, hidden),
  );
}

function backwardStep(step, hidden) {
  const node = graphOf(step.pass).nodes[step.node];
  const parent = parentOf(step);
  const local = film.passes[step.pass].locals[parent.edge];
  const symbols = parent.local === text(local) ? [] : [parent.local];
  return [
    element("h3", {}, `Backward: from ${node.label} to ${parent.label}`),
    calculation(derivative(node.label, parent.label), [
      ...symbols,
      text(local),
    ]),
    sentence("upstream × local = passed on"),
    calculation(`${factor(step.upstream)} × ${factor(local)}`, [
      [shown("gradient", step.result, hidden), ` → ${parent.label}`],
    ]),
    runningSum(step, parent, hidden),
  ];
}

function updateStep(step, hidden) {
  return [
    element("h3", {}, `Update: ${step.label}`),
    sentence("parameter - learning rate × gradient"),
    calculation(step.label, [
      `${text(step.before)} - ${factor(step.rate)} × ${factor(step.gradient)}`,
      shown("value", step.after, hidden),
    ]),
  ];
}

function boxStep(step) {
  const box = graphOf(step.pass).boxes[step.node];
  if (step.kind === "box backward")
    return [
      element("h3", {}, `Backward through ${box.label}`),
      sentence(
        `Its ${box.parameters} parameters receive gradients of length |∂| = `,
        colored("gradient", text(step.norm)),
        ".",
      ),
    ];
  return [
    element("h3", {}, `Forward through ${box.label}`),
    sentence(
      `${box.nodes} nodes, values from `,
      colored("value", text(step.least)),
      " to ",
      colored("value", text(step.most)),
      ".",
    ),
  ];
}

function wordsStep(step) {
  const row = (cells) =>
    element(
      "tr",
      {},
      ...cells.map(([cell, ink]) =>
        element("td", { class: cell.length < 24 ? `${ink} short` : ink }, cell),
      ),
    );
  return step.words.map((word) => {
    if (word.say) return sentence(word.say);
    if (word.line)
      return element(
        "pre",
        {},
        ...word.line.map(([run, ink]) => colored(ink, run)),
      );
    return element(
      "div",
      { class: "scroll" },
      element("table", {}, ...word.table.map(row)),
    );
  });
}

function costStep(step) {
  return [
    element("h3", {}, `Training: epoch ${step.epoch}`),
    calculation("cost", [colored("value", text(step.cost))]),
    calculation("accuracy", [`${text(step.accuracy)} %`]),
  ];
}

/// `hidden`: what stands in place of the step's own number.
function describe(step, hidden) {
  switch (step.kind) {
    case "words":
      return [element("div", { class: "words" }, ...wordsStep(step))];
    case "forward":
      return forwardStep(step, hidden);
    case "begin": {
      const { label } = graphOf(step.pass).nodes[step.node];
      return [
        element("h3", {}, "Backward: here it begins"),
        calculation(derivative(label, label), [colored("gradient", "1")]),
      ];
    }
    case "backward":
      return backwardStep(step, hidden);
    case "update":
      return updateStep(step, hidden);
    case "cost":
      return costStep(step);
  }
  return boxStep(step);
}
