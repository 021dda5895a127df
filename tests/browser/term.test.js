// Terms of the field are marked where a page says them first, and explained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pageOf, played, screens, shoot } from "./browser.js";

const termOf = (page, text) =>
  page.getByRole("button", { name: text, exact: true });

/// How far the meaning reaches over the page's sides, and what covers it.
const placeOf = (page) =>
  page.locator(".meaning").evaluate((meaning) => {
    const box = meaning.getBoundingClientRect();
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    return {
      over: Math.max(-box.left, box.right - innerWidth, 0),
      isOnTop: meaning.contains(document.elementFromPoint(...middle)),
    };
  });

for (const [name, screen] of Object.entries(screens))
  test(`a term is explained by tap, focus and pointer: ${name}`, async () => {
    const { page, problems, close } = await open(
      pageOf("or-gate"),
      screen,
    );
    const label = termOf(page, "label");
    const meaning = page.locator(".meaning");
    assert.equal(await meaning.count(), 0);
    if (screen.hasTouch) await label.tap();
    else await label.hover();
    assert.equal(await meaning.textContent(), "The right answer to an example.");
    assert.deepEqual(await placeOf(page), { over: 0, isOnTop: true });
    await shoot(page, `term-${name}`);
    await page.getByRole("heading", { level: 1 }).click();
    assert.equal(await meaning.count(), 0);
    await label.focus();
    assert.equal(await meaning.count(), 1);
    assert.match(await label.getAttribute("aria-describedby"), /^meaning\d+$/);
    await page.keyboard.press("Escape");
    assert.equal(await meaning.count(), 0);
    await page.keyboard.press("ArrowRight");
    assert.match(await page.locator("#count").textContent(), /^2 /);
    assert.deepEqual(problems, []);
    await close();
  });

test("a page marks a term once, and never in a longer one", async () => {
  const { page, close } = await open(pageOf("xor"));
  const marked = (await played(page)).flatMap(({ terms }) => terms);
  assert.deepEqual(marked.slice(0, 4), [
    "neuron",
    "hidden layer",
    "output layer",
    "input layer",
  ]);
  assert.equal(new Set(marked).size, marked.length);
  await close();
});

test("a term of an earlier lesson names it, as a link in a course", async () => {
  const { page, close } = await open(pageOf("xor"));
  const text = () => page.locator(".meaning").textContent();
  await termOf(page, "neuron").hover();
  assert.match(await text(), / From the lesson or-gate\.$/);
  assert.equal(await page.locator(".meaning a").count(), 0);
  await page.evaluate(() =>
    document.querySelector("header").prepend(document.createElement("nav")),
  );
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await termOf(page, "neuron").focus();
  await page.keyboard.press("Tab");
  const link = page.locator(".meaning a");
  assert.equal(await link.getAttribute("href"), "or-gate.html");
  assert.ok(await link.evaluate((it) => it === document.activeElement));
  await close();
});
