// A form of the options that the lesson declares.

const optionPanel = control("options");
const optionButton = control("open-options");

function inputOf({ kind, words, expected }) {
  if (words.length)
    return element(
      "select",
      {},
      ...words.map((word) => element("option", {}, word)),
    );
  if (kind === "flag") return element("input", { type: "checkbox" });
  const [number] = expected.match(/^a (finite|whole) number[^,]*$/) ?? [];
  return element(
    "input",
    number
      ? { type: "number", step: number.startsWith("a whole") ? 1 : "any" }
      : { type: "text", spellcheck: "false" },
  );
}

/// An option as a row of the form.
function fieldRow(option) {
  const key = optionKey(option);
  const input = inputOf(option);
  input.id = `option-${key}`;
  const { line, refuse } = errorBeside(input, `error-${key}`);
  const isFlag = option.kind === "flag";
  fields.set(key, {
    read: () =>
      isFlag
        ? input.checked
          ? ""
          : null
        : input.value === option.default && !ownChoices.has(key)
          ? null
          : input.value,
    fill: (text) => {
      if (isFlag) input.checked = text !== undefined;
      else input.value = text ?? option.default;
    },
    refuse,
  });
  fields.get(key).fill(ownChoices.get(key));
  return element(
    "div",
    { class: "option" },
    element("label", { for: input.id }, key.replaceAll("-", " ")),
    input,
    element("p", { class: "quiet" }, option.help),
    line,
  );
}

const painted = () =>
  new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/// Long work says so first.
async function work() {
  notice.textContent = "working …";
  await painted();
  attempt(() => replay(chosen()));
}

function showOptions(isOpen) {
  optionPanel.hidden = !isOpen;
  optionButton.setAttribute("aria-expanded", isOpen);
  if (isOpen) optionPanel.querySelector("select, input").focus();
  else optionButton.focus();
}

document.addEventListener("started", () => {
  if (!lesson) return;
  const back = element(
    "button",
    { type: "button" },
    "Back to the lesson's own",
  );
  back.onclick = () => {
    fillFields(new Map());
    work();
  };
  optionPanel.append(
    ...lesson.options.filter(isInForm).map(fieldRow),
    back,
    element("p", { class: "quiet" }, differences),
  );
  optionButton.hidden = false;
});
optionPanel.onchange = work;
optionPanel.onsubmit = (event) => event.preventDefault();
optionButton.onclick = () => showOptions(optionPanel.hidden);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || optionButton.hidden)
    return;
  const isTyping = event.target.matches?.("input:not([type=checkbox]), select");
  if (event.key === "o" && !isTyping) {
    event.preventDefault();
    showOptions(optionPanel.hidden);
  } else if (event.key === "Escape" && !optionPanel.hidden) showOptions(false);
});
