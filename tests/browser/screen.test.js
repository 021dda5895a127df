// What a page shows fits its screen, and belongs to what is being played.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  open,
  pageOf,
  played,
  screens,
  shoot,
  shown,
  strangePage,
} from "./browser.js";

const chapter = (page, label) => page.selectOption("#chapter", { label });

test("a picture of characters keeps its lines and fits", async () => {
  const { page, problems, close } = await open(strangePage());
  await chapter(page, "A picture");
  const { rows, lines, over } = await page
    .locator(".picture pre")
    .evaluate((pre) => ({
      rows: pre.textContent.split("\n").length,
      lines:
        pre.getBoundingClientRect().height /
        parseFloat(getComputedStyle(pre).lineHeight),
      over: pre.scrollWidth - pre.clientWidth,
    }));
  assert.equal(rows, 14);
  assert.equal(Math.round(lines), rows);
  assert.ok(over <= 0, `${over}`);
  await shoot(page, "picture");
  assert.deepEqual(problems, []);
  await close();
});

test("a table wider than the panel says that it goes on", async () => {
  const { page, close } = await open(
    pageOf("chain", "--precision", "12"),
  );
  await chapter(page, "Would other weights help?");
  const wide = page.locator(".scroll.goes-on").first();
  const more = wide.locator("xpath=following-sibling::p");
  assert.ok(await more.isVisible());
  await wide.evaluate((frame) => frame.scrollTo(frame.scrollWidth, 0));
  await page.waitForFunction(
    () => !document.querySelector(".scroll").matches(".goes-on"),
  );
  assert.equal(
    await page.locator(".more:visible").count(),
    await page
      .locator("#step .scroll")
      .evaluateAll(
        (all) => all.filter((one) => one.scrollWidth > one.clientWidth).length,
      ),
  );
  await close();
});

test("a prediction's blank stands beside the equals sign", async () => {
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    const { page, close } = await open(pageOf("paths"), { viewport });
    await chapter(page, "Three equations, and b is in two of them");
    await page.check("#predict");
    await page.keyboard.press("ArrowRight");
    const { left, mark, right } = await page
      .locator("#step .blank")
      .evaluate((blank) => {
        const range = document.createRange();
        range.selectNodeContents(blank);
        const { left, right } = blank.getBoundingClientRect();
        return { left, mark: range.getBoundingClientRect().left, right };
      });
    assert.ok(left < mark && mark < right, `${left} ${mark} ${right}`);
    await close();
  }
});

test("on a phone nothing lies over the question", async () => {
  const { page, close } = await open(pageOf("or-gate"), screens.phone);
  await page.check("#predict");
  await chapter(page, "Forward: from the inputs to the loss");
  for (let i = 0; i < 6; ++i) {
    for (let miss = 0; miss < 9; ++miss) {
      const check = await page.locator("#before").boundingBox();
      const bar = await page.locator("#controls").boundingBox();
      if (!check) break;
      assert.ok(check.y + check.height <= bar.y, `${i}: ${check.y}`);
      await page.fill("#guess", "99");
      await page.keyboard.press("Enter");
    }
    await page.click("#next");
  }
  await shoot(page, "phone-question");
  await close();
});

test("a sum of 200 is short, and not asked for", async () => {
  const { page, problems, close } = await open(pageOf("moons"));
  await chapter(page, "Iteration 1: forward");
  const cost = /^Forward: cost/;
  while (!cost.test((await shown(page)).heading))
    await page.keyboard.press("ArrowRight");
  const [{ right }] = (await shown(page)).sums;
  assert.match(right[0], /loss_1 .* \+ … \+ losses\.loss_200$/);
  for (const line of right) assert.ok(line.length < 100, line);
  assert.match(
    await page.locator("#explained").textContent(),
    /… and 196 more/,
  );
  assert.ok((await page.locator("#explained tr").count()) < 12);
  await page.check("#predict");
  assert.ok(!(await page.locator("#ask").isVisible()));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.doesNotMatch(
    await page.locator("#worksheet").textContent(),
    /loss_1 \+|Answers/,
  );
  assert.match(
    await page.locator("#worksheet").textContent(),
    /small enough to be worked out by hand/,
  );
  assert.equal(await page.locator("#worksheet svg").count(), 1);
  assert.deepEqual(problems, []);
  await close();
});

test("what a chapter does not play is not promised", async () => {
  const { page, close } = await open(pageOf("xor"));
  await chapter(page, "With the trained weights");
  const explained = page.locator("#explained");
  assert.match(await explained.textContent(), /not part of this chapter/);
  assert.doesNotMatch(await explained.textContent(), /backward pass/);
  const said = async () => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    return page.locator("#worksheet > p").first().textContent();
  };
  assert.match(await said(), /: forward, then backward\. A node/);
  await close();
});

test("a graph that a chapter does not play is dim, and says where it is from", async () => {
  const { page, close } = await open(pageOf("chain"));
  const seen = () =>
    page.evaluate(() => ({
      origin: document.getElementById("origin").textContent,
      opacity: getComputedStyle(document.querySelector("#canvas svg")).opacity,
      explains: document.getElementById("explanation").checkVisibility(),
    }));
  assert.deepEqual(await seen(), {
    origin: "Graph of the chapter “Forward: z1, a1, z2, a2, z3, a3, loss”",
    opacity: "1",
    explains: true,
  });
  await chapter(page, "Backward: the same way home");
  assert.deepEqual(await seen(), { origin: "", opacity: "1", explains: true });
  await chapter(page, "Would other weights help?");
  assert.deepEqual(await seen(), {
    origin: "Graph of the chapter “Backward: the same way home”",
    opacity: "0.4",
    explains: false,
  });
  await close();
});

test("plots at the end of a chapter do not make its graph its own", async () => {
  const { page, close } = await open(pageOf("or-gate"));
  await chapter(page, "Before and after");
  assert.equal(
    await page.locator("#origin").textContent(),
    "Graph of the chapter “Forward again: was it the right thing to do?”",
  );
  await page.evaluate(() => {
    control("paper").value = "handout";
    writePaper(at);
  });
  const last = page.locator("#worksheet > h2").last();
  assert.equal(await last.textContent(), "Before and after");
  assert.equal(await last.locator("xpath=following-sibling::svg").count(), 0);
  await close();
});

test("a step brings what it touches into view, larger on a large screen", async () => {
  const factors = [];
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
  ]) {
    const { page, close } = await open(pageOf("notebook"), {
      viewport: { width, height },
    });
    await chapter(page, "Iteration 1: backward");
    factors.push(
      await page.evaluate(
        () =>
          document.querySelector("#canvas svg").getBoundingClientRect().width,
      ),
    );
    let all = 0;
    let outside = 0;
    for (let i = 0; i < 30; ++i) {
      await page.keyboard.press("ArrowRight");
      const hidden = await page.evaluate(() => {
        const canvas = document.getElementById("canvas");
        const frame = canvas.getBoundingClientRect();
        return [...canvas.querySelectorAll(".now, .touched")].map((part) => {
          const { left, right, top, bottom } = part.getBoundingClientRect();
          const isIn = left >= frame.left - 1 && right <= frame.right + 1;
          return !(isIn && top >= frame.top - 1 && bottom <= frame.bottom + 1);
        });
      });
      all += hidden.length;
      outside += hidden.filter(Boolean).length;
    }
    assert.ok(all >= 30);
    assert.ok(outside <= 0.1 * all, `${outside} of ${all} outside`);
    await page.click("#width");
    const over = await page
      .locator("#canvas")
      .evaluate((canvas) => canvas.scrollWidth - canvas.clientWidth);
    assert.ok(over <= 16, `${over}`);
    await close();
  }
  assert.ok(factors[1] > 1.2 * factors[0], `${factors}`);
});

test("formulas are set, and read aloud as they are printed", async () => {
  const { page, problems, close } = await open(
    pageOf("expr", "(sigmoid(z) - y)^2 + relu(z)/w1", "z=1", "y=0", "w1=2"),
  );
  const set = (printed) =>
    page.locator(`#step .formula[aria-label="${printed}"]`);
  await chapter(page, "Forward");
  const { sums } = await shown(page);
  assert.equal(sums[0].left, "σ(z)");
  assert.equal(sums[0].right[0], "1/(1 + exp(-z))");
  const fraction = set("1/(1 + exp(-z))").locator("mfrac");
  const [above, below] = await fraction.evaluate((drawn) =>
    [...drawn.children].map((part) => part.getBoundingClientRect().toJSON()),
  );
  assert.ok(above.bottom <= below.top + 1, "a fraction is stacked");
  assert.equal(await fraction.locator("msup mi").first().textContent(), "e");
  await shoot(page, "formulas");
  await chapter(page, "Backward");
  const seen = (await played(page)).flatMap(({ sums }) => sums);
  const of = (left) => seen.find((sum) => sum.left === left)?.right[0];
  assert.equal(of("∂((σ(z) - y)²)/∂(σ(z) - y)"), "2·(σ(z) - y)");
  assert.equal(of("∂σ(z)/∂z"), "σ(z)·(1 - σ(z))");
  assert.equal(of("∂(relu(z)/w1)/∂w1"), "-relu(z)/w1²");
  assert.deepEqual(problems, []);
  await close();
});
