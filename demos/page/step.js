// A step as text.

/// Without all that stands in parentheses.
function bare(label) {
  const rest = label.replace(/\([^()]*\)/g, "");
  return rest === label ? label : bare(rest);
}

/// Around all but a name or a call, as in the terminal.
const derivative = (of, by) => {
  const atom = (label) =>
    /^[\p{L}\p{Nd}₀-₉_.]+$/u.test(bare(label)) ? label : `(${label})`;
  return `∂${atom(of)}/∂${atom(by)}`;
};

const shown = (kind, number) => colored(kind, text(number));

/// Lines of a calculation: what is before the first equals sign, and the rest.
function calculation(left, lines) {
  const list = element("dl", { class: left.length > 14 ? "sum long" : "sum" });
  lines.forEach((line, i) => {
    list.append(element("dt", {}, i === 0 ? formula(left) : ""));
    list.append(element("dd", {}, "= ", ...[line].flat().map(formula)));
  });
  return list;
}

const leastPicture = 8; // lines

/// A table that scrolls where it is too wide, and says so.
const scrolling = (...rows) =>
  element(
    "div",
    {},
    element("div", { class: "scroll" }, element("table", {}, ...rows)),
    element("p", { class: "quiet more", hidden: "" }, "more to the right →"),
  );

/// Makes wide tables smaller, and shows which still go on to the right, before
/// the page is painted: a table's width is known once all is laid out.
function fitTables(place) {
  cancelAnimationFrame(fits.get(place));
  fits.set(place, requestAnimationFrame(() => fitNow(place)));
}
const fits = new Map(); // what is asked for, by place

function fitNow(place) {
  for (const frame of place.querySelectorAll(".scroll")) {
    const table = frame.firstElementChild;
    table.style.fontSize = "";
    table.classList.remove("tight");
    const share = frame.clientWidth / frame.scrollWidth;
    table.classList.toggle("tight", share < 1);
    if (share < 1) table.style.fontSize = `${Math.max(0.75, 0.92 * share)}em`;
    const mark = () => {
      const rest = frame.scrollWidth - frame.clientWidth - frame.scrollLeft;
      frame.classList.toggle("goes-on", rest > 1);
    };
    frame.onscroll = mark;
    mark();
    if (frame.classList.contains("goes-on")) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
    frame.nextElementSibling.hidden = !frame.classList.contains("goes-on");
  }
}

const sentence = (...parts) => element("p", {}, ...parts);

function forwardStep(step) {
  const node = graphOf(step.pass).nodes[step.node];
  const lines = [node.symbols, step.numbers].filter(
    (line) => line !== node.label,
  );
  return [
    element("h3", {}, `Forward: ${node.label} (${node.operation})`),
    calculation(node.label, [...lines, shown("value", numberOf(step))]),
  ];
}

function runningSum(step, parent) {
  if (!step.receives) return "";
  if (step.received === 1)
    return sentence(
      `${parent.label} receives ${step.receives} gradients; this is the first.`,
    );
  return sentence(
    `${parent.label} now has ${text(step.before)} + `,
    `${factor(step.result)} = `,
    shown("gradient", step.sum),
  );
}

function backwardStep(step) {
  const node = graphOf(step.pass).nodes[step.node];
  const parent = parentOf(step);
  const { locals } = film.passes[step.pass];
  const local = locals[parent.edge];
  const lines = new Set([parent.local, step.numbers ?? "", text(local)]);
  lines.delete("");
  return [
    element("h3", {}, `Backward: from ${node.label} to ${parent.label}`),
    calculation(derivative(node.label, parent.label), [...lines]),
    ...(step.remark && !step.is_path
      ? []
      : [
          sentence("upstream × local = passed on"),
          calculation(`${factor(upstreamOf(step))} × ${factor(local)}`, [
            [shown("gradient", step.result), " → ", parent.label],
          ]),
        ]),
    ...(step.remark ? [sentence(`Here ${step.remark}.`)] : []),
    runningSum(step, parent),
    ...(step.why ? [sentence(step.why)] : []),
  ];
}

function updateStep(step) {
  return [
    element("h3", {}, `Update: ${step.label}`),
    sentence("parameter - learning rate × gradient"),
    calculation(step.label, [
      `${text(step.before)} - ${factor(step.rate)} × ${factor(step.gradient)}`,
      shown("value", step.after),
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

/// Lines that stand below each other; many are a picture, which wrapping would
/// destroy: it becomes as small as it must to fit.
function linesTogether(lines) {
  const length = (line) =>
    line.reduce((sum, [run]) => sum + [...run].length, 0);
  const runs = lines.flatMap((line, i) => [
    ...(i ? ["\n"] : []),
    ...line.map(([run, ink]) => colored(ink, run)),
  ]);
  const isPicture = lines.length >= leastPicture;
  const columns = Math.max(1, ...lines.map(length));
  return element(
    "div",
    isPicture ? { class: "picture", style: `--columns: ${columns}` } : {},
    element("pre", {}, ...runs),
  );
}

function wordsOf(words) {
  const row = (cells) =>
    element(
      "tr",
      {},
      ...cells.map(([cell, ink]) =>
        element("td", { class: cell.length < 24 ? `${ink} short` : ink }, cell),
      ),
    );
  const parts = [];
  let lines = [];
  for (const word of [...words, {}]) {
    if (word.line) lines.push(word.line);
    else if (lines.length) parts.push(linesTogether(lines.splice(0)));
    if (word.say) parts.push(sentence(...withTerms(word)));
    if (word.table) parts.push(scrolling(...word.table.map(row)));
  }
  return element("div", { class: "words" }, ...parts);
}

function costStep(step) {
  return [
    element("h3", {}, `Training: epoch ${step.epoch}`),
    calculation("cost", [colored("value", text(step.cost))]),
    ...(step.accuracy
      ? [calculation("accuracy", [`${text(step.accuracy)} %`])]
      : []),
  ];
}

function describe(step) {
  switch (step.kind) {
    case "words":
      return [wordsOf(step.words)];
    case "forward":
      return forwardStep(step);
    case "begin": {
      const { label } = graphOf(step.pass).nodes[step.node];
      return [
        element("h3", {}, "Backward: here it begins"),
        calculation(derivative(label, label), [colored("gradient", "1")]),
      ];
    }
    case "backward":
      return backwardStep(step);
    case "update":
      return updateStep(step);
    case "figure":
      return figureStep(step);
    case "cost":
      return costStep(step);
  }
  return boxStep(step);
}
