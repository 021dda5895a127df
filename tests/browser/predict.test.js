// What a student is asked for, what may be typed, and what is kept of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, open, pageOf, shoot, shown } from "./browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const chapter = (page, label) => page.selectOption("#chapter", { label });

test("what is typed is reckoned, and what is no number refused", async () => {
  const { page, close } = await open(browser, pageOf("or-gate"));
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

/// Answers until the score has changed.
async function answer(page, ...guesses) {
  for (const guess of guesses) {
    await page.fill("#guess", guess);
    await page.keyboard.press("Enter");
  }
  return page.locator("#verdict").textContent();
}

test("each level asks for its own number, with its own hints", async () => {
  const { page, problems, close } = await open(browser, pageOf("paths"));
  const sums = async () => (await shown(page)).sums;
  const begin = async (level, presses) => {
    await page.uncheck("#predict");
    await page.keyboard.press("Home");
    await chapter(page, "Three equations, and b is in two of them");
    while (!/from e to c/.test((await shown(page)).heading))
      await page.keyboard.press("ArrowRight");
    await page.check("#predict");
    await page.selectOption("#level", level);
    for (let i = 0; i < presses; ++i) await page.click("#next");
  };
  await begin("local", 0); // ∂e/∂c = d, which is 2
  assert.deepEqual(await sums(), [{ left: "∂e/∂c", right: ["?"] }]);
  await answer(page, "9");
  assert.deepEqual((await sums())[0], { left: "e", right: ["c·d"] });
  await answer(page, "9");
  assert.deepEqual((await sums())[1], { left: "∂e/∂c", right: ["d", "?"] });
  assert.match(await page.locator("#step").textContent(), /with d = 2/);
  assert.equal(await answer(page, "4/2"), "Right: 2.");

  await begin("product", 0);
  assert.deepEqual(await sums(), [
    { left: "upstream × local", right: ["? → c"] },
  ]);
  await answer(page, "9", "9");
  assert.equal((await sums())[1].left, "1 × 2");
  assert.equal(await answer(page, "2"), "Right: 2.");

  await begin("sign", 0);
  assert.equal(await answer(page, "?"), "Type +, - or 0.");
  await answer(page, "-");
  assert.equal(await answer(page, "+"), "Right: 2.");

  await begin("sum", 0);
  while (!(await page.locator("#ask").isVisible()))
    await page.keyboard.press("ArrowRight");
  assert.match(
    await page.locator("#step").textContent(),
    /b has received 2 gradients/,
  );
  await answer(page, "9", "9");
  assert.match((await sums())[0].right[0], /^[23] \+ [23]$/);
  assert.equal(await answer(page, "2+3"), "Right: 5.");
  assert.deepEqual(problems, []);
  await close();
});

test("answers are kept for the numbers that were asked for", async () => {
  const product = (x) => pageOf("expr", "x*y", `x=${x}`, "y=3");
  const { page, close } = await open(browser, product(2));
  await page.check("#predict");
  await chapter(page, "Forward");
  assert.equal(await answer(page, "6"), "Right: 6.");
  await page.goto(pathToFileURL(product(3)).href);
  assert.equal(await page.locator("#score").textContent(), "");
  await page.goto(pathToFileURL(product(2)).href);
  assert.equal(await page.locator("#score").textContent(), "1 of 1 right");
  await close();
});

test("the score outlives the page, and ends in a summary by kind", async () => {
  const { page, problems, close } = await open(browser, pageOf("or-gate"));
  await page.check("#predict");
  await chapter(page, "Forward: from the inputs to the loss");
  await page.click("#next"); // behind the words
  await answer(page, "0"); // z
  await page.click("#next");
  await answer(page, "9", "0.5"); // y_hat
  await page.click("#next");
  await answer(page, "9");
  await page.click("#next"); // loss is given up
  assert.equal(await page.locator("#verdict").textContent(), "");
  assert.equal(await page.locator("#score").textContent(), "2 of 3 right");
  await page.reload();
  assert.equal(await page.locator("#score").textContent(), "2 of 3 right");
  await page.keyboard.press("End");
  const rows = await page
    .locator("#summary tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );
  assert.deepEqual(rows, [
    ["kind", "asked", "first try", "later", "given up"],
    ["value", "3", "1", "1", "1"],
    ["all", "3", "1", "1", "1"],
  ]);
  await shoot(page, "summary");
  await page.click("#summary button");
  await page.reload();
  assert.equal(await page.locator("#score").textContent(), "");
  assert.deepEqual(problems, []);
  await close();
});
