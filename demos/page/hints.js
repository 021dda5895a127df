// A step whose number a student must find: each miss shows more of the way,
// first the formula, then its numbers.

const blank = () => colored("blank", "?");

/// The values that a formula names: `with y = 0, y_hat = 0.5`.
function valuesIn(formula, step) {
  const { nodes } = graphOf(step.pass);
  const { values } = film.passes[step.pass];
  const names = formula.split(/[^\p{L}\p{N}_.]+/u);
  const ids = [step.node, ...nodes[step.node].parents.map(({ id }) => id)];
  const named = [...new Set(ids)].filter((id) =>
    names.includes(nodes[id]?.label),
  );
  const list = named.map((id) => `${nodes[id].label} = ${text(values[id])}`);
  return list.length ? [sentence(`with ${list.join(", ")}`)] : [];
}

function askLocal(step, node, parent, misses) {
  const name = derivative(node.label, parent.label);
  const isGivenAway = parent.local === text(localOf(step));
  const isShown = misses > 1 && !isGivenAway;
  const numbers = step.numbers ? [step.numbers] : [];
  return [
    ...(misses > 0 ? [calculation(node.label, [node.symbols])] : []),
    calculation(name, [...(isShown ? [parent.local, ...numbers] : []), blank()]),
    ...(isShown && !step.numbers ? valuesIn(parent.local, step) : []),
  ];
}

function askProduct(step, node, parent, misses) {
  const local = localOf(step);
  const lines = [parent.local, text(local)].slice(0, misses);
  return [
    ...(misses > 0
      ? [calculation(derivative(node.label, parent.label), [...new Set(lines)])]
      : []),
    calculation(
      misses > 1
        ? `${factor(upstreamOf(step))} × ${factor(local)}`
        : "upstream × local",
      [[blank(), ` → ${parent.label}`]],
    ),
  ];
}

function askSum(step, node, parent, misses) {
  const parts =
    misses > 1
      ? [`${text(step.before)} + ${factor(step.result)}`]
      : misses > 0
        ? ["what it has so far + what comes now"]
        : [];
  return [
    sentence(`${parent.label} has received ${step.receives} gradients.`),
    calculation("their sum", [...parts, blank()]),
  ];
}

function askBackward(step, kind, misses) {
  const node = graphOf(step.pass).nodes[step.node];
  const parent = parentOf(step);
  const asked = { local: askLocal, sum: askSum }[kind] ?? askProduct;
  return [
    element("h3", {}, `Backward: from ${node.label} to ${parent.label}`),
    ...asked(step, node, parent, misses),
  ];
}

function askForward(step, misses) {
  const node = graphOf(step.pass).nodes[step.node];
  const lines = [node.symbols, step.numbers].filter(
    (line) => line !== node.label,
  );
  return [
    element("h3", {}, `Forward: ${node.label} (${node.operation})`),
    calculation(node.label, [...lines.slice(0, misses), blank()]),
  ];
}

function askUpdate(step, misses) {
  const lines = [
    "parameter - learning rate × gradient",
    `${text(step.before)} - ${factor(step.rate)} × ${factor(step.gradient)}`,
  ];
  return [
    element("h3", {}, `Update: ${step.label}`),
    calculation(step.label, [...lines.slice(0, misses), blank()]),
  ];
}

/// The question that `kind` asks at a step, after so many misses.
function askFor(step, kind, misses) {
  if (kind === "forward") return askForward(step, misses);
  if (kind === "update") return askUpdate(step, misses);
  return askBackward(step, kind, misses);
}
