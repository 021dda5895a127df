// What a student is asked for, what may be typed, and what is kept of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  fileOf,
  open,
  pageOf,
  quiz,
  shoot,
  shown,
} from "./browser.js";

const chapter = (page, label) => page.selectOption("#chapter", { label });

test("what is typed is reckoned, and what is no number refused", async () => {
  const { page, close } = await open(pageOf("or-gate"));
  for (const [input, value] of [
    ["1/8", 0.125],
    ["0.5*0.25", 0.125],
    ["(1-0.5)*0.5", 0.25],
    ["-2e-3", -0.002],
    ["0,5 × 3", 1.5],
    ["−.5 + 1 ÷ 4", -0.25],
    ["-2^2", -4],
    ["2^-1", 0.5],
    ["8/2/2", 2],
    ["1 - 2 - 3", -4],
    ["sigmoid(0) + σ(0)", 1],
    ["2*relu(-3) - tanh(0)", 0],
    ["sqrt(exp(ln(4)))", 2],
  ])
    assert.ok(
      Math.abs((await page.evaluate(`typed("${input}")`)) - value) < 1e-12,
      input,
    );
  for (const input of [
    "",
    "x",
    "1 2",
    "(1",
    "1)",
    "1+",
    "*2",
    "exp",
    "exp 2",
    "toString(1)",
    "1..2",
    "()",
    "0x10",
    "Infinity",
    "exp()",
  ])
    assert.ok(
      !Number.isFinite(await page.evaluate(`typed("${input}")`)),
      input,
    );
  await close();
});

/// Answers what is asked, and reads what is said of the last.
async function answer(page, ...guesses) {
  for (const guess of guesses) {
    await page.fill("#guess", guess);
    await page.keyboard.press("Enter");
  }
  return page.locator("#verdict").textContent();
}

/// Asks for these kinds only.
async function askFor(page, ...kinds) {
  await page.check("#predict");
  await page.click("#quiz summary");
  for (const box of await page.locator("#kinds input").all())
    await box.setChecked(kinds.includes(await box.getAttribute("value")));
}

/// Goes on to what is asked next.
async function nextQuestion(page) {
  while (!(await page.locator("#ask").isVisible()))
    await page.keyboard.press("ArrowRight");
}

const rowsOf = (page) =>
  page
    .locator("#scores tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );

const sumsOf = async (page) => (await shown(page)).sums;

test("a question has its hints, three tries, and the advice of the terminal", async () => {
  const { page, problems, close } = await open(pageOf("or-gate"));
  await page.check("#predict");
  await chapter(page, "Forward: from the inputs to the loss");
  await nextQuestion(page);
  await answer(page, "0");
  await page.click("#next");
  await answer(page, "1/2");
  await page.click("#next");
  const asked = { left: "loss", right: ["0.5·(y - y_hat)²", "?"] };
  assert.deepEqual(await sumsOf(page), [asked]);
  await page.click("#hint");
  asked.right.splice(1, 0, "0.5·(0 - 0.5)²");
  assert.deepEqual(await sumsOf(page), [asked]);
  await page.click("#hint");
  assert.equal(
    await page.locator("#verdict").textContent(),
    "There is no further hint; Skip shows the answer.",
  );
  assert.equal(
    await answer(page, "0.25"),
    "Not quite. Half of the square: the ½ is missing.",
  );
  await shoot(page, "advice");
  assert.equal(await answer(page, "9"), "Not quite.");
  assert.equal(await answer(page, "9"), "Not quite. It is 0.125.");
  assert.equal((await shown(page)).value, "0.125");
  await chapter(page, "Backward: from the loss to the weights");
  await nextQuestion(page);
  assert.equal(
    await answer(page, "0.25"),
    "Type the name of a node, such as loss.",
  );
  assert.equal(await answer(page, "Yhat"), "Right: y_hat.");
  await page.click("#next");
  assert.deepEqual(await sumsOf(page), [
    { left: "∂loss/∂y_hat", right: ["?"] },
  ]);
  assert.equal(await answer(page, "0.5"), "Right: 0.5.");
  // What was found stands above what it is needed for.
  assert.deepEqual(await sumsOf(page), [
    { left: "∂loss/∂y_hat", right: ["0.5"] },
    { left: "upstream × ∂loss/∂y_hat", right: ["? → y_hat"] },
  ]);
  await page.click("#skip");
  assert.equal(await page.locator("#verdict").textContent(), "It is 0.5.");
  assert.deepEqual(problems, []);
  await close();
});

test("only the kinds that are ticked are asked for", async () => {
  const { page, problems, close } = await open(pageOf("paths"));
  await askFor(page, "sum", "count-paths");
  await nextQuestion(page);
  const [sum] = (await sumsOf(page)).slice(-1);
  assert.equal(sum.left, "b has received 2 of 2 gradients: their sum");
  assert.equal(
    await answer(page, "2"),
    "Not quite. The last one alone: what came before it must not be lost.",
  );
  assert.equal(await answer(page, "2+3"), "Right: 5.");
  await page.keyboard.press("ArrowRight");
  await nextQuestion(page);
  // What the words say before the question, and no path of it.
  assert.match((await shown(page)).words, /The same as paths/);
  assert.doesNotMatch((await shown(page)).words, /→/);
  assert.equal(await answer(page, "1"), "Right: 1.");
  assert.match((await shown(page)).words, /a → c → e/);
  assert.doesNotMatch((await shown(page)).words, /b → c → e/);
  await askFor(page, "sign");
  await page.keyboard.press("Home");
  await nextQuestion(page);
  assert.equal(await answer(page, "?"), "Type +, - or 0.");
  assert.equal(await answer(page, "-"), "Not quite.");
  assert.equal(await answer(page, "+"), "Right: +.");
  assert.deepEqual(problems, []);
  await close();
});

test("one goes back to a question, and is asked again", async () => {
  const { page, close } = await open(pageOf("or-gate"));
  await page.check("#predict");
  await page.keyboard.press("ArrowRight");
  await nextQuestion(page);
  await page.click("#before");
  assert.equal(
    await page.locator("#verdict").textContent(),
    "This is the first question.",
  );
  await answer(page, "0");
  await page.click("#next");
  await page.click("#before");
  assert.match((await shown(page)).heading, /^Forward: z/);
  assert.equal(await page.locator("#score").textContent(), "");
  await page.click("#skip");
  await page.click("#next");
  assert.match((await shown(page)).heading, /^Forward: y_hat/);
  assert.deepEqual((await rowsOf(page))[1], ["value", "1", "0", "1", "0"]);
  await close();
});

test("answers are kept for the numbers that were asked for", async () => {
  const product = (x) => pageOf("expr", "x*y", `x=${x}`, "y=3");
  const { page, close } = await open(product(2));
  await page.check("#predict");
  await chapter(page, "Forward");
  assert.equal(await answer(page, "6"), "Right: 6.");
  await page.goto(pathToFileURL(product(3)).href);
  assert.equal(await page.locator("#score").textContent(), "");
  await page.goto(pathToFileURL(product(2)).href);
  assert.equal(await page.locator("#score").textContent(), "1 of 1 right");
  await close();
});

test("the score outlives the page, and ends in a table by kind", async () => {
  const { page, problems, close } = await open(pageOf("or-gate"));
  await page.check("#predict");
  await chapter(page, "Forward: from the inputs to the loss");
  await page.click("#next"); // behind the words
  await answer(page, "0"); // z
  await page.click("#next");
  await answer(page, "9", "0.5"); // y_hat
  await page.click("#next");
  await answer(page, "9");
  await page.click("#next"); // loss is given up
  assert.equal(await page.locator("#verdict").textContent(), "It is 0.125.");
  assert.equal(await page.locator("#score").textContent(), "2 of 3 right");
  await page.reload();
  assert.equal(await page.locator("#score").textContent(), "2 of 3 right");
  await page.check("#predict");
  await page.click("#last");
  assert.ok(await page.locator("#scores").isVisible());
  assert.deepEqual(await rowsOf(page), [
    ["kind", "asked", "first try", "later", "not"],
    ["value", "3", "1", "1", "1"],
  ]);
  await shoot(page, "summary");
  await page.click("#forget");
  await page.reload();
  assert.equal(await page.locator("#score").textContent(), "");
  assert.deepEqual(problems, []);
  await close();
});

test("a file that a page saves is the terminal's, and each goes on from it", async () => {
  const { page, close } = await open(pageOf("or-gate"));
  await page.check("#predict");
  await nextQuestion(page);
  await answer(page, "0");
  await page.click("#next");
  await answer(page, "0", "0.5");
  await page.click("#quiz summary");
  await page.fill("#student", "Ada");
  const saving = page.waitForEvent("download");
  await page.click("#save");
  const [file, own] = [fileOf("page.json"), fileOf("own.json")];
  await (await saving).saveAs(file);
  const saved = readFileSync(file, "utf8");
  quiz(own, "0\n0\n0.5\n", "--name", "Ada");
  assert.equal(saved, readFileSync(own, "utf8"));
  // The terminal goes on from the page's, and the page from the terminal's.
  assert.match(
    quiz(file, "0.125\nleave\n"),
    /z = w1·x1 \+ w2·x2 = 0\n.*y_hat = .* = 0.5\n.*= \? 0.125\n +right/,
  );
  await page.setInputFiles("#saved", file);
  await page.waitForFunction(() => answers.size === 3);
  assert.equal(await page.locator("#score").textContent(), "3 of 3 right");
  await page.goto(pathToFileURL(pageOf("paths")).href);
  await page.check("#predict");
  await page.click("#quiz summary");
  await page.setInputFiles("#saved", file);
  await page.waitForSelector("#refused:not(:empty)");
  assert.match(
    await page.locator("#refused").textContent(),
    /expected a file of this lesson with these options/,
  );
  assert.equal(await page.locator("#score").textContent(), "");
  await close();
});

test("a net's cells are asked where its graph shows them", async () => {
  const { page, problems, close } = await open(pageOf("xor"));
  await page.check("#predict");
  await chapter(page, "Iteration 1: forward");
  const back = "Backward: from layer2.neuron1.a_4 to layer2.neuron1.z_4";
  for (const [heading, left] of [
    ["Forward: layer1.neuron1.z_4 (linear)", "Z1, row 1, column 4"],
    ["Forward: layer1.neuron1.a_4 (sigmoid)", "A1, row 1, column 4"],
    ["Forward: layer2.neuron1.z_4 (linear)", "Z2, row 1, column 4"],
    ["Forward: layer2.neuron1.a_4 (sigmoid)", "A2, row 1, column 4"],
    [back, "∂A2/∂Z2, row 1, column 4"],
    [back, "dZ2, row 1, column 4"],
  ]) {
    await nextQuestion(page);
    const now = await shown(page);
    assert.deepEqual([now.heading, now.sums.at(-1).left], [heading, left]);
    await page.click("#skip");
  }
  await askFor(page, "shape");
  await nextQuestion(page);
  assert.match((await shown(page)).words, /dA2.*dZ2/s);
  assert.doesNotMatch((await shown(page)).words, /dW2 \(1 × 3\)/);
  assert.equal(await answer(page, "3"), "Type rows × columns, such as 1 × 3.");
  assert.equal(await answer(page, "1x3"), "Right: 1 × 3.");
  assert.match((await shown(page)).words, /dW2 \(1 × 3\)/);
  assert.deepEqual(problems, []);
  await close();
});
