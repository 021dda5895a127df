// expr: a formula to type, and its numbers to type and to drag.

const playground = control("playground");
const leafFields = element("div", {
  id: "leaves",
  role: "group",
  "aria-label": "Numbers",
});
const formulaField = element("input", {
  type: "text",
  id: "formula",
  spellcheck: "false",
});
const numbers = new Map(); // by name: its text, and whether it is given
let leafNames = []; // the names that the formula reads

const examples = {
  "one neuron":
    "formula=z = w*x + b; p = sigmoid(z); loss = (p - y)^2&w=0.5&x=2&b=-0.25&y=1&given=x,y",
  "b on two paths": "formula=c = a + b; d = b + 1; c*d&a=2&b=1",
  "a number used twice": "formula=x*x + x&x=3",
  "a relu that died":
    "formula=h = relu(w*x + b); loss = (v*h - y)^2&w=-1.5&x=2&b=0.5&v=1&y=1&given=x,y",
  "softmax of three":
    "formula=a = exp(u); b = exp(v); c = exp(w); p = a/(a + b + c); loss = -log(p)&u=1&v=2&w=0.5",
  "a saturated sigmoid":
    "formula=p = sigmoid(w*x); loss = (p - y)^2&w=4&x=3&y=0&given=x,y",
  "two neurons deep":
    "formula=h = tanh(w1*x + b1); p = w2*h + b2; loss = (p - y)^2&w1=0.8&x=1.5&b1=-0.3&w2=1.2&b2=0.1&y=1&given=x,y",
};

/// How many digits a text shows behind the point: -1 if its last is the tens.
function digitsOf(text) {
  const [, fraction = "", exponent = "0"] =
    text.match(/^[^.e]*\.?(\d*)(?:e(.*))?$/i) ?? [];
  return fraction.length - Number(exponent);
}

/// A number as text, `count` units of a digit farther.
function stepped(text, count, digits) {
  const shown = Math.min(Math.max(digits, digitsOf(text), 0), 100);
  const number = (Number(text) + count * 10 ** -digits).toFixed(shown);
  return Number.isFinite(Number(text)) ? number : text;
}

const playAnew = () => attempt(() => replay(chosen()));

/// Another number for a name: everything follows.
function change(name, text) {
  numbers.get(name).text = text;
  const input = control(`number-${name}`);
  if (input.value !== text) input.value = text;
  playAnew();
}

function leafOf(name) {
  const id = `number-${name}`;
  const known = numbers.get(name);
  const input = element("input", {
    type: "text",
    id,
    size: 7,
    inputmode: "decimal",
    spellcheck: "false",
    title: "Drag sideways, or press the arrows up and down; with Shift finer",
  });
  input.value = known.text;
  input.oninput = () => change(name, input.value);
  const box = element("input", { type: "checkbox" });
  box.setAttribute("aria-label", `${name} is given`);
  box.checked = known.given;
  box.onchange = () => {
    known.given = box.checked;
    playAnew();
  };
  const { line, refuse } = errorBeside(input, `error-${id}`);
  fields.set(numberKey(name), { read: () => known.text, fill() {}, refuse });
  return element(
    "div",
    { class: "leaf", "data-name": name },
    element("label", { for: id }, name),
    input,
    element("label", { class: "quiet" }, box, "given"),
    line,
  );
}

/// A field for each name that the formula reads.
function listLeaves() {
  const read = answerTo("names", formulaField.value, ...numbers.keys());
  for (const name of leafNames) fields.delete(numberKey(name));
  leafNames = read;
  for (const name of leafNames)
    if (!numbers.has(name)) numbers.set(name, { text: "1", given: false });
  leafFields.replaceChildren(...leafNames.map(leafOf));
}

/// Puts a formula and its numbers into the fields.
function fillPlayground(choices) {
  formulaField.value = choices.get("formula");
  const given = (choices.get("given") ?? "").split(",");
  for (const name of answerTo("names", formulaField.value, ...choices.keys()))
    numbers.set(name, {
      text: choices.get(numberKey(name)),
      given: given.includes(name),
    });
  listLeaves();
}

/// The formula of the film, with its numbers.
function ownFormula() {
  const { nodes } = film.graphs[0];
  const ids = new Map(Object.keys(nodes).map((id) => [nodes[id].label, id]));
  const numberOf = (name) => film.passes[0].values[ids.get(name)]?.[0];
  const isConstant = (name) => [Math.E, Math.PI].includes(numberOf(name));
  const known = [...ids.keys()].filter((name) => !isConstant(name));
  const names = answerTo("names", film.formula, ...known);
  const given = names.filter((name) => nodes[ids.get(name)].kind === "given");
  return new Map([
    ["formula", film.formula],
    ...(given.length ? [["given", given.join(",")]] : []),
    ...names.map((name) => [
      numberKey(name),
      String(numberOf(name)),
    ]),
  ]);
}

function choiceOfExamples() {
  const select = element(
    "select",
    { "aria-label": "Examples" },
    element("option", { value: "" }, "Examples …"),
    ...Object.entries(examples).map(([name, link]) =>
      element("option", { value: link }, name),
    ),
  );
  select.onchange = () => {
    if (select.value) follow(select.value);
  };
  return select;
}

/// The leaf's name where a node of the graph, or a field, has its number.
const nameAt = (target) =>
  target.closest(".leaf")?.dataset.name ??
  target.closest(".adjustable")?.dataset.name;

function nudge(name, count, digits) {
  const { text } = numbers.get(name);
  change(name, stepped(text, count, digits ?? digitsOf(text)));
}

const pixels = 5; // that one unit is dragged

function makeDraggable(place) {
  let held = null;
  place.addEventListener("pointerdown", (event) => {
    const name = event.target.matches("[type=checkbox]")
      ? undefined
      : nameAt(event.target);
    held = name && {
      name,
      x: event.clientX,
      digits: digitsOf(numbers.get(name).text),
    };
  });
  place.addEventListener("pointermove", (event) => {
    if (!event.buttons) held = null;
    const count = held ? Math.trunc((event.clientX - held.x) / pixels) : 0;
    if (!count) return;
    place.setPointerCapture(event.pointerId);
    held.x += count * pixels;
    nudge(held.name, count, held.digits + (event.shiftKey ? 1 : 0));
  });
  place.addEventListener("keydown", (event) => {
    const name = nameAt(event.target);
    const count = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!name || !count) return;
    event.preventDefault();
    const digits = digitsOf(numbers.get(name).text);
    nudge(name, count, digits + (event.shiftKey ? 1 : 0));
  });
}

/// Marks the nodes of the graph whose numbers can be dragged.
function markLeaves() {
  const pass = passOf(at);
  if (!drawing || pass < 0) return;
  for (const [id, { label }] of Object.entries(graphOf(pass).nodes)) {
    const { classList, dataset } = part(id);
    classList.toggle("adjustable", leafNames.includes(label));
    dataset.name = label;
  }
}

document.addEventListener("started", () => {
  if (!lesson || !film.formula) return;
  const { line, refuse } = errorBeside(formulaField, "error-formula");
  wanted = ownChoices = new Map([...ownChoices, ...ownFormula()]);
  fields.set("formula", {
    read: () => formulaField.value,
    fill: (text, choices) =>
      fillPlayground(text === undefined ? ownChoices : choices),
    refuse,
  });
  fields.set("given", {
    read: () =>
      leafNames.filter((name) => numbers.get(name).given).join() || null,
    fill() {},
    refuse,
  });
  fillPlayground(ownChoices);
  formulaField.oninput = () =>
    attempt(() => {
      listLeaves();
      replay(chosen());
    });
  playground.append(
    element("label", { for: "formula" }, "Formula"),
    formulaField,
    choiceOfExamples(),
    line,
    leafFields,
  );
  playground.hidden = false;
  makeDraggable(leafFields);
  makeDraggable(canvas);
  document.addEventListener("shown", markLeaves);
  playAnew();
});
