// Why a node has the value and the gradient that it has.

const explained = document.getElementById("explained");
const chooser = document.getElementById("explain");
let explainedNode = null;
let isChosen = false; // by the student; else it is what the step is about

function listNodes(graph) {
  const items = { ...graph.nodes, ...graph.boxes };
  isChosen &&= explainedNode in items;
  chooser.replaceChildren(
    ...Object.entries(items).map(([id, item]) =>
      element("option", { value: id }, item.label),
    ),
  );
}

const row = (head, ...cells) =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, head),
    ...cells.map((cell) => element("td", {}, cell)),
  );

const columnNames = (...names) =>
  element(
    "tr",
    {},
    ...names.map((name) =>
      element("th", { class: "quiet", scope: "col" }, name),
    ),
  );

const mostParents = 12; // listed of a node
const listedOfMany = 4;

function parentsTable(node, known) {
  const head = columnNames("parent", "value", "local gradient");
  const isLong = node.parents.length > mostParents;
  const listed = node.parents.slice(0, isLong ? listedOfMany : mostParents);
  const rows = listed.map((parent) => {
    const local = known.locals[parent.edge];
    const value = known.values[parent.id];
    return row(
      formula(parent.label),
      value ? text(value) : "–",
      !parent.flows
        ? "given: none flows"
        : local && text(local) !== parent.local
          ? formula(`${parent.local} = ${text(local)}`)
          : formula(parent.local),
    );
  });
  if (isLong)
    rows.push(row(`… and ${node.parents.length - listedOfMany} more`));
  return scrolling(head, ...rows);
}

function pathsList(paths, label, root) {
  const items = paths.listed.map((path) =>
    element(
      "li",
      {},
      `${path.nodes.join(" → ")}: ${path.locals
        .map((local) => (local.startsWith("-") ? `(${local})` : local))
        .join(" × ")}` + (path.locals.length > 1 ? " = " : ""),
      path.locals.length > 1 ? colored("gradient", text(path.product)) : "",
    ),
  );
  const more = paths.left_out
    ? [sentence(`… and ${paths.left_out} paths more`)]
    : [];
  if (paths.closed) more.push(sentence(`${paths.closed}.`));
  return [
    element("ol", {}, ...items),
    ...more,
    sentence(
      formula(derivative(root, label)),
      ", the sum over the paths, is ",
      colored("gradient", text(paths.sum)),
      ".",
    ),
    ...(paths.why ? [sentence(paths.why)] : []),
  ];
}

function boxFacts(box, played, gradient) {
  const facts = [
    row("nodes", `${box.nodes}`),
    row("parameters", `${box.parameters}`),
  ];
  if (played)
    facts.push(
      row(
        "values",
        colored("value", `${text(played.least)} … ${text(played.most)}`),
      ),
    );
  if (gradient && box.parameters)
    facts.push(
      row("length of the gradient", colored("gradient", text(gradient))),
    );
  return [
    sentence(`${box.label}, drawn as one box:`),
    element("table", {}, ...facts),
  ];
}

function explain(step, pass, known) {
  if (pass < 0) return;
  const graph = graphOf(pass);
  if (!isChosen)
    explainedNode =
      step.kind === "backward"
        ? parentOf(step).id
        : step.pass !== undefined && step.node
          ? step.node
          : graph.root;
  chooser.value = explainedNode;
  const box = graph.boxes[explainedNode];
  if (box) {
    explained.replaceChildren(
      ...boxFacts(
        box,
        known.boxes[explainedNode],
        known.gradients[explainedNode],
      ),
    );
    return;
  }
  const node = graph.nodes[explainedNode];
  const value = known.values[explainedNode],
    gradient = known.gradients[explainedNode];
  const paths = film.passes[pass].paths?.[explainedNode];
  const facts = [
    row(
      "operation",
      node.symbols
        ? formula(
            node.label === node.symbols
              ? node.label
              : `${node.label} = ${node.symbols}`,
          )
        : node.kind,
    ),
    row(
      "value",
      value ? colored("value", text(value)) : "comes in the forward pass",
    ),
  ];
  if (node.kind !== "given")
    facts.push(
      row(
        "gradient",
        gradient
          ? colored("gradient", text(gradient))
          : film.passes[pass].gradients
            ? "comes in the backward pass"
            : "not part of this chapter",
      ),
    );
  explained.replaceChildren(
    element("table", {}, ...facts),
    ...(node.parents ? [parentsTable(node, known)] : []),
    ...(paths && known.swept
      ? pathsList(paths, node.label, graph.nodes[graph.root].label)
      : []),
  );
}
