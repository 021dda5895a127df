// Plots: what a lesson's figure shows, and the slider over the epochs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentOf, open, pageOf } from "./browser.js";

const parts = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#panels figure")].map((figure) => {
      const texts = [...figure.querySelectorAll("svg[role] text")];
      return {
        title: figure.querySelector("figcaption").textContent,
        words: figure.querySelector("svg").getAttribute("aria-label"),
        axes: texts.slice(-2).map((text) => text.textContent),
        smallest: Math.min(
          ...texts.map((text) => text.getBoundingClientRect().height),
        ),
        lines: figure.querySelectorAll("svg[role] .line").length,
        points: figure.querySelectorAll(
          "svg[role] :is(.circles, .diamonds, .arrows:not(.arrow))",
        ).length,
        border: figure.querySelector("svg[role] .border")?.getAttribute("d"),
      };
    }),
  );

test("xor's plots have their axes, lines and points", async () => {
  const { page, problems, close } = await open(pageOf("xor"));
  await page.keyboard.press("End");
  assert.ok(await page.locator("#plots").isVisible());
  assert.ok(!(await page.locator("#graph").isVisible()));
  const shown = await parts(page);
  assert.deepEqual(
    shown.map(({ lines, points }) => [lines, points]),
    [
      [1, 0],
      [0, 4],
      [0, 4],
      [0, 4],
      [0, 4],
      [13, 0],
    ],
  );
  assert.deepEqual(shown[0].axes, ["epoch", "cost"]);
  assert.deepEqual(shown[1].axes, ["x1", "x2"]);
  assert.match(shown[1].border, /^M[\d.]+,[\d.]+L/);
  const costs = documentOf("xor").costs;
  const four = (cost) => String(Number(cost.toPrecision(4)));
  assert.equal(
    shown[0].words,
    `Cost over the epochs. cost from ${four(costs[0])} to ${four(costs[5000])} as epoch goes from 0 to 5000.`,
  );
  for (const { title, smallest, axes } of shown)
    if (axes.length) assert.ok(smallest >= 14, `${title}: ${smallest}`);
  assert.deepEqual(problems, []);
  await close();
});

test("the slider goes over the epochs, and playing moves it", async () => {
  const { page, problems, close } = await open(pageOf("xor"));
  await page.keyboard.press("End");
  const count = await page.locator("#count").textContent();
  const epoch = () => page.locator("#epoch").textContent();
  const at = async () => {
    const [cost, output, , , , weights] = await parts(page);
    return [cost.words, output.border, weights.words];
  };
  assert.equal(await epoch(), "epoch 5000 of 5000");
  const last = await at();
  await page.focus("#moment");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await epoch(), "epoch 4394 of 5000");
  (await at()).forEach((part, i) => assert.notEqual(part, last[i]));
  assert.equal(await page.locator("#count").textContent(), count);
  await page.selectOption("#chapter", {
    label: "Training: 5000 epochs, learning rate 1",
  });
  while (!(await page.locator("#moment").isVisible()))
    await page.locator("#next").click();
  assert.equal(await epoch(), "epoch 0 of 5000");
  await page.locator("#next").click();
  assert.equal(await epoch(), "epoch 100 of 5000");
  assert.equal(await page.locator("#moment").inputValue(), "2");
  assert.deepEqual(problems, []);
  await close();
});

test("a rate's steps are arrows on its curve and below it", async () => {
  const { page, close } = await open(pageOf("learning-rate"));
  await page.keyboard.press("End");
  const [, own] = await parts(page);
  assert.equal(own.points, 5 * 8);
  assert.match(own.words, /rate 1: b from 0 to -0\.7072 in 7 steps/);
  assert.ok(!(await page.locator("#epochs").isVisible()));
  await close();
});

test("plots are dark in the dark, and stand on paper", async () => {
  const { page, close } = await open(pageOf("or"), {
    colorScheme: "dark",
  });
  await page.keyboard.press("End");
  const ink = (place) =>
    page
      .locator(`${place} .line`)
      .first()
      .evaluate((line) => getComputedStyle(line).stroke);
  assert.equal(await ink("#panels"), "rgb(236, 236, 236)");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("#worksheet figure").count(), 3);
  assert.equal(await ink("#worksheet"), "rgb(27, 27, 27)");
  await close();
});
