// Addresses: xor.html#hidden=5,3&steps=neuron&step=40 is the lesson with that
// option, stepped through by neurons, from that step on; the address follows
// what the reader does.

/// Texts by key. Only what would end a part is written in another way.
function readLink(text) {
  const parts = text.split("&").filter((part) => part);
  return new Map(
    parts.map((part) => {
      const [key, ...rest] = part.split("=");
      return [key, rest.join("=")].map(decodeURIComponent);
    }),
  );
}
const inAddress = (text) =>
  encodeURI(text).replace(/[#&]/g, encodeURIComponent);
const linkOf = (choices) =>
  [...choices]
    .map(([key, text]) => inAddress(text === "" ? key : `${key}=${text}`))
    .join("&");

function goToStep(text) {
  const step = /^\d+$/.test(text) ? Number(text) : 0;
  if (step < 1 || step > spans.length)
    throw new Refusal(
      `step: expected a whole number from 1 to ${spans.length}, got ${text}`,
    );
  go(spans[step - 1].to);
}

function takeStride(text) {
  const words = [...stride.options].map(({ value }) => value);
  if (!words.includes(text))
    throw new Refusal(`steps: expected ${words.join(", ")}, got ${text}`);
  stride.value = text;
  setStride();
}

/// Plays what a link says, or says what is wrong with it.
function follow(text) {
  notice.textContent = "";
  try {
    const choices = readLink(text);
    const [step, steps] = placeKeys.map((key) => choices.get(key));
    for (const key of placeKeys) choices.delete(key);
    if (choices.size && !lesson)
      throw new Refusal(
        "expected a step alone, for this page has no engine, " +
          `got ${linkOf(choices)}`,
      );
    if (lesson) {
      const all = choices.has("formula")
        ? choices
        : new Map([...ownChoices, ...choices]);
      if (linkOf(all) !== linkOf(wanted)) replay(all);
      fillFields(all);
    }
    if (steps !== undefined) takeStride(steps);
    if (step !== undefined) goToStep(step);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof URIError)) throw error;
    if (linkOf(wanted) !== linkOf(ownChoices)) replay(ownChoices);
    if (lesson) fillFields(ownChoices);
    notice.textContent = `This link: ${error.message}`;
  }
}

const linkNow = () => location.hash.slice(1);
let known = linkNow(); // the address that was followed or written last
let isStarted = false;
let pen = null;

/// What is the lesson's own is left out.
function addressNow() {
  const choices = linkOf(wanted) === linkOf(ownChoices) ? [] : wanted;
  const isOwn = stride.value === film.stride || !film.graphs.some(({ net }) => net);
  const steps = isOwn ? [] : [["steps", stride.value]];
  const number = spanAt(at) + 1;
  const step = number > 1 ? [["step", `${number}`]] : [];
  return linkOf([...choices, ...steps, ...step]);
}

/// Browsers allow some hundred changes a minute: the last of many is written.
function writeAddress() {
  clearTimeout(pen);
  pen = setTimeout(() => {
    const now = addressNow();
    if (!isStarted || now === known || linkNow() !== known) return;
    history.replaceState(null, "", `#${now}`);
    known = linkNow();
  }, 400);
}

document.addEventListener("shown", writeAddress);
addEventListener("hashchange", () => follow((known = linkNow())));
document.addEventListener("started", () => {
  if (known) follow(known);
  isStarted = true;
});
