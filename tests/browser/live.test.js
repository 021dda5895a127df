// The page with the engine in it: its options, and links to them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentOf, open, pageOf, shoot, shown } from "./browser.js";
import { addressOf, openLive, skip } from "./live.js";

const countOf = async (page) => (await shown(page)).count;

test(
  "an option runs the lesson anew, from the same step on",
  { skip },
  async () => {
    const { page, problems, close } = await openLive(
      "xor",
      "#step=20",
    );
    const before = await shown(page);
    await page.keyboard.press("o");
    assert.equal(
      await page.evaluate(() => document.activeElement.id),
      "option-seed",
    );
    await page.selectOption("#option-activation", "tanh");
    await page.fill("#option-hidden", "4");
    await page.press("#option-hidden", "Enter");
    const { iterations, costs } = documentOf(
      "xor",
      "--activation",
      "tanh",
      "--hidden",
      "4",
    );
    await page.waitForFunction(() => wanted.get("hidden") === "4");
    assert.equal((await shown(page)).heading, before.heading);
    assert.deepEqual(
      await page.evaluate(() =>
        film.steps
          .filter((step) => step.kind === "cost")
          .map((step) => step.cost[0]),
      ),
      Object.values(costs),
    );
    assert.equal(
      await page.evaluate(() => film.passes[0].values[film.graphs[0].root][0]),
      iterations[0].cost,
    );
    assert.match(await addressOf(page), /^hidden=4&activation=tanh&step=\d+$/);
    await shoot(page, "options");
    await page.getByText("Back to the lesson's own").click();
    await page.waitForFunction(() => wanted.size === 0);
    assert.deepEqual(await shown(page), before);
    assert.equal(await page.inputValue("#option-hidden"), "3");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#options").isHidden());
    assert.deepEqual(problems, []);
    await close();
  },
);

test(
  "a page that was written with options begins with them, and goes back",
  { skip },
  async () => {
    const { page, problems, close } = await openLive(
      ["or", "--hidden", "2", "--precision", "3"],
      "",
      { isNet: true },
    );
    assert.equal(await page.inputValue("#option-hidden"), "2");
    assert.equal(await addressOf(page), "");
    const before = await shown(page);
    await page.click("#open-options");
    await page.fill("#option-hidden", "none");
    await page.press("#option-hidden", "Enter");
    await page.waitForFunction(() => wanted.get("hidden") === "none");
    assert.equal(await page.evaluate(() => film.precision), 3);
    const link = `#${await addressOf(page)}`;
    assert.equal(link, "#hidden=none&precision=3");
    await page.evaluate(() => follow(""));
    assert.deepEqual(await shown(page), before);
    assert.equal(await page.inputValue("#option-hidden"), "2");
    await page.evaluate((text) => follow(text), link.slice(1));
    assert.equal(await page.inputValue("#option-hidden"), "none");
    assert.deepEqual(problems, []);
    await close();
  },
);

test(
  "an option that is refused stands beside its field, and the film goes on",
  { skip },
  async () => {
    const { page, problems, close } = await openLive("or");
    await page.click("#open-options");
    for (const [field, text, error] of [
      [
        "hidden",
        "0",
        "--hidden: expected 1 to 10000 neurons of each hidden layer, such as 5,3, or none, got 0",
      ],
      [
        "epochs",
        "-1",
        "--epochs: expected a whole number from 0 to 100000000, got -1",
      ],
      ["rate", "", "--rate: expected a finite number, got nothing"],
    ]) {
      const own = await page.inputValue(`#option-${field}`);
      await page.fill(`#option-${field}`, text);
      await page.press(`#option-${field}`, "Tab");
      await page.waitForSelector(`#option-${field}[aria-invalid=true]`);
      assert.equal(await page.locator(`#error-${field}`).textContent(), error);
      await page.fill(`#option-${field}`, own);
      await page.press(`#option-${field}`, "Tab");
      await page.waitForSelector(`#option-${field}[aria-invalid=false]`);
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowRight");
    assert.match(await countOf(page), /^2 /);
    assert.deepEqual(problems, []);
    await close();
  },
);

test(
  "a link opens a lesson with its options at its step",
  { skip },
  async () => {
    const { page, problems, close } = await openLive(
      "xor",
      "#hidden=5,3&step=40",
    );
    assert.match(await countOf(page), /^40 /);
    assert.equal(await page.inputValue("#option-hidden"), "5,3");
    assert.equal(await page.evaluate(() => linkOf(wanted)), "hidden=5,3");
    for (const [link, error] of [
      ["rate=abc", "This link: --rate: expected a finite number, got abc"],
      [
        "colour=red",
        "This link: expected an option that --help lists, got --colour",
      ],
      [
        "step=0",
        /^This link: step: expected a whole number from 1 to \d+, got 0$/,
      ],
      ["rate=%", "This link: URI malformed"],
    ]) {
      await page.evaluate((link) => {
        location.hash = link;
      }, link);
      const notice = page.locator("#notice");
      await page.waitForFunction(() => notice.textContent !== "");
      if (typeof error === "string")
        assert.equal(await notice.textContent(), error);
      else assert.match(await notice.textContent(), error);
      assert.equal(await page.evaluate(() => linkOf(wanted)), "", link);
      assert.equal(await page.inputValue("#option-hidden"), "3");
      await page.evaluate(() => {
        location.hash = "hidden=5,3&step=2";
      });
      await page.waitForFunction(
        () => linkOf(wanted) === "hidden=5,3" && at === 1,
      );
    }
    assert.deepEqual(problems, []);
    await close();
  },
);

test("without the engine a link's step is obeyed, and its options are refused", async () => {
  const { page, problems, close } = await open(pageOf("or-gate"), {
    link: "#step=5",
  });
  assert.equal(await countOf(page), "5 / 35");
  await page.evaluate(() => {
    location.hash = "rate=2";
  });
  await page.waitForFunction(() => notice.textContent !== "");
  assert.equal(
    await page.locator("#notice").textContent(),
    "This link: expected a step alone, for this page has no engine, got rate=2",
  );
  assert.ok(await page.locator("#open-options").isHidden());
  assert.deepEqual(problems, []);
  await close();
});

test(
  "other options ask for other numbers, and a result tells them",
  { skip },
  async () => {
    const link = "#x1=1&step=4";
    const { page, problems, close } = await openLive("or-gate", link);
    await page.waitForFunction(() => film.given["--x1"] === "1");
    await page.check("#predict");
    await page.fill("#guess", "0.1");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#verdict").textContent(), "Right: 0.1.");
    const result = JSON.parse(await page.evaluate("resultNow()"));
    assert.deepEqual(result.options, { "--x1": "1" });
    assert.equal(result.answers[0].question, 1);
    assert.deepEqual(problems, []);
    await close();
  },
);
