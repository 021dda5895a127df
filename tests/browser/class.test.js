// In front of a class: clickers, pace, text from afar, paper.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  inChapters,
  open,
  pageOf,
  paper,
  played,
  shoot,
  shown,
} from "./browser.js";

const at = async (page) => Number((await shown(page)).count.split(" ")[0]);

test("a clicker steps, whatever has the focus, and f fills the screen", async () => {
  const { page, problems, close } = await open(pageOf("or-gate"));
  for (const id of ["chapter", "slider", "next"]) {
    const before = await at(page);
    await page.focus(`#${id}`);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageUp");
    assert.equal(await at(page), before + 1, id);
  }
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.focus("#next");
  for (const full of [true, false]) {
    await page.keyboard.press("f");
    await page.waitForFunction(
      (full) => (document.fullscreenElement !== null) === full,
      full,
    );
    assert.equal(await isFull(), full);
  }
  assert.deepEqual(problems, []);
  await close();
});

test("Play waits for as long as the words take, at the pace that is chosen", async () => {
  const { page } = await open(pageOf("paths"));
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  const waits = {};
  for (const pace of ["slower", "as one reads", "faster"]) {
    await page.keyboard.press("Home");
    await page
      .locator("#pace")
      .evaluate(
        (select, pace) =>
          (select.value = [...select.options].find(
            ({ textContent }) => textContent === pace,
          ).value),
        pace,
      );
    const length = (await shown(page)).words.length;
    assert.ok(length > 100);
    await page.click("#play");
    waits[pace] = 0;
    for (; (await at(page)) === 1; waits[pace] += 500)
      await page.clock.runFor(500);
    await page.click("#play");
    // 55 ms a character, of which a person reads 15 to 25 in a second.
    if (pace === "as one reads")
      assert.ok(Math.abs(waits[pace] - 55 * length) <= 500, `${waits[pace]}`);
  }
  assert.ok(waits.slower > waits["as one reads"], JSON.stringify(waits));
  assert.ok(waits.faster < waits["as one reads"], JSON.stringify(waits));
  await page.context().close(); // its clock stands
});

test("text grows with the window", async () => {
  for (const [width, height, least] of [
    [1280, 720, 17],
    [1920, 1080, 0.0135 * 1920],
    [853, 480, 17],
  ]) {
    const viewport = { width, height };
    const { page, close } = await open(pageOf("or-gate"), {
      viewport,
    });
    const size = await page
      .locator("#step")
      .evaluate((step) => parseFloat(getComputedStyle(step).fontSize));
    assert.ok(size >= least && size <= 1.1 * least, `${width}: ${size}`);
    await close();
  }
});

/// The ids of controls of which a part cannot be seen, and words of tables that
/// are broken.
function cutOff() {
  const cut = [];
  for (const one of document.querySelectorAll("button, select, input")) {
    if (!one.checkVisibility()) continue;
    const { left, right, bottom } = one.getBoundingClientRect();
    const isLow =
      one.closest("#controls, #class") && bottom > innerHeight + 0.5;
    if (left < 0 || right > innerWidth + 0.5 || isLow) cut.push(one.id);
  }
  for (const cell of document.querySelectorAll("td, th"))
    for (const node of cell.childNodes)
      for (const { index, 0: word } of (node.data ?? "").matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (range.getBoundingClientRect().height > 40) cut.push(word);
      }
  return cut;
}

test("no control is cut off at 150 % zoom or on a phone, and no word broken", async () => {
  for (const viewport of [
    { width: 853, height: 480 },
    { width: 390, height: 844 },
  ])
    for (const lesson of ["or-gate", "xor", "paths"]) {
      const { page, close } = await open(pageOf(lesson), { viewport });
      await page.check("#predict");
      await page.click("#class summary");
      await shoot(page, `class-${lesson}-${viewport.width}`);
      assert.deepEqual(await page.evaluate(cutOff), []);
      await page.click("h1");
      await page.uncheck("#predict");
      for (const [label, cut] of await inChapters(page, cutOff))
        assert.deepEqual(cut, [], label);
      await close();
    }
});

test("a handout has every step's words and numbers, and graphs with numbers", async () => {
  const trees = fileURLToPath(
    new URL("../../demos/tables/trees.csv", import.meta.url),
  );
  for (const [lesson, ...options] of [
    ["or-gate"],
    ["paths"],
    ["xor"],
    ["train", trees], // its answers are numbers: none is right
  ]) {
    const { page, problems, close } = await open(
      pageOf(lesson, ...options),
    );
    await page.click("#class summary");
    await page.selectOption("#paper", "handout");
    await paper(page, `${lesson}-handout`);
    const steps = await page.locator("#worksheet .step").allTextContents();
    const costs = await page.locator("#worksheet .costs p").allTextContents();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Home");
    assert.equal(
      steps.length + costs.length,
      Number((await shown(page)).count.split(" ").at(-1)),
    );
    assert.equal(
      await page.locator("#worksheet > h2").count(),
      await page.locator("#chapter option").count(),
    );
    for (const { sums, heading, text } of await played(page)) {
      if (heading.startsWith("Training")) {
        const [cost, accuracy] = sums.map(({ right }) => right[0]);
        const epoch = heading.match(/epoch (.*)/)[1];
        assert.equal(
          costs.shift(),
          [`epoch ${epoch}: ${cost}`, ...(accuracy ? [accuracy] : [])].join(", "),
        );
      } else
        assert.equal(text, steps.shift());
    }
    assert.equal(steps.length + costs.length, 0);
    const empty = await page
      .locator("#worksheet svg .node ellipse ~ [fill='#006400']")
      .evaluateAll((all) => all.filter((one) => !one.textContent).length);
    assert.equal(empty, 0);
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(() => {
      const boxes = (all) =>
        [...document.querySelectorAll(all)].map((one) =>
          one.getBoundingClientRect(),
        );
      const graphs = boxes("#worksheet svg.tall");
      return boxes("#worksheet .step.words").filter((words) =>
        graphs.some(
          (graph) => words.top < graph.bottom && graph.top < words.bottom,
        ),
      ).length;
    });
    assert.equal(hidden, 0, "a graph beside long lines");
    assert.deepEqual(problems, []);
    await close();
  }
});

test("axe finds nothing serious", async () => {
  const axe = readFileSync(
    createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
    "utf8",
  );
  const formula = ["expr", "sigmoid(w*x + b)", "w=2", "x=-1", "b=0.5"];
  for (const [arguments_, colorScheme] of [
    [["or-gate"], "light"],
    [["xor"], "dark"],
    [formula, "light"],
  ]) {
    const { page, close } = await open(pageOf(...arguments_), {
      colorScheme,
    });
    await page.addScriptTag({ content: axe });
    for (const presses of [0, 10]) {
      await page.check("#predict");
      for (let i = 0; i < presses; ++i) await page.click("#next");
      // A node's name says what each number is, where the drawing shows it by
      // its place and colour: its label begins both.
      const rules = { "label-content-name-mismatch": { enabled: false } };
      const { violations, passes } = await page.evaluate(
        (options) => axe.run(options),
        { rules },
      );
      assert.ok(passes.length > 10);
      assert.deepEqual(
        violations
          .filter(({ impact }) => ["serious", "critical"].includes(impact))
          .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
    }
    await close();
  }
});
