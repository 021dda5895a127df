// What a student does: predict, use the keyboard alone, read, print.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  drawn,
  inChapters,
  open,
  pageOf,
  paper,
  screens,
  shoot,
  shown,
  strangePage,
} from "./browser.js";

const chapter = (page, label) => page.selectOption("#chapter", { label });

test("predicting hides the number, says right or not, and keeps score", async () => {
  const { page, problems, close } = await open(pageOf("paths"));
  await chapter(page, "Three equations, and b is in two of them");
  await page.check("#predict");
  await page.keyboard.press("ArrowRight");
  assert.equal((await shown(page)).sums[0].right.at(-1), "?");
  assert.ok(await page.locator("#ask").isVisible());
  // c = 3 stands nowhere: not in the step, the drawing or the explanation.
  assert.equal((await drawn(page)).n3?.value ?? "", "");
  assert.doesNotMatch(await page.locator("#explained").textContent(), /\b3\b/);
  const answer = async (guess) => {
    await page.fill("#guess", guess);
    await page.keyboard.press("Enter");
    return [
      await page.locator("#verdict").textContent(),
      await page.locator("#score").textContent(),
    ];
  };
  const refused = "Type a number, such as 0.25, 1/4 or 0.5*(1 - 0.5).";
  assert.deepEqual(await answer("three"), [refused, ""]);
  assert.deepEqual(await answer("3"), ["Right: 3.", "1 of 1 right"]);
  assert.equal((await shown(page)).value, "3");
  await shoot(page, "predicted");
  await page.keyboard.press("Enter");
  assert.deepEqual((await shown(page)).sums[0].right, ["b + 1", "?"]);
  for (let miss = 0; miss < 2; ++miss) {
    assert.deepEqual(await answer("2,5"), ["Not quite.", "1 of 1 right"]);
    assert.deepEqual((await shown(page)).sums[0].right, ["b + 1", "1 + 1", "?"]);
  }
  assert.deepEqual(await answer("2,5"), [
    "Not quite. It is 2.",
    "1 of 2 right",
  ]);
  await page.keyboard.press("Enter");
  assert.deepEqual(await answer("12/2"), ["Right: 6.", "2 of 3 right"]);
  // What is given up is shown, and no longer asked for.
  for (const is of [/^$/, /here it begins/]) {
    await page.keyboard.press("Enter");
    assert.match((await shown(page)).heading, is);
  }
  assert.deepEqual(await answer("d"), ["Right: c or d.", "3 of 4 right"]);
  await page.keyboard.press("Enter");
  assert.match((await shown(page)).heading, /from e to c/);
  await page.click("#next"); // the local gradient
  assert.ok(await page.locator("#ask").isVisible());
  await page.click("#next"); // what is passed on
  assert.equal((await shown(page)).gradients[0], "2");
  assert.equal(await page.locator("#score").textContent(), "3 of 6 right");
  assert.deepEqual(problems, []);
  await close();
});

test("a prediction is right within half a percent, in xor's long numbers", async () => {
  const arguments_ = ["xor", "--precision", "17"];
  for (const [factor, verdict] of [
    [1.004, "right"],
    [0.996, "right"],
    [1.006, "wrong"],
  ]) {
    const { page, close } = await open(pageOf(...arguments_));
    await chapter(page, "Iteration 1: backward");
    await page.check("#predict");
    while (!(await page.locator("#ask").isVisible()))
      await page.keyboard.press("ArrowRight");
    const exact = Number(await page.evaluate("answerOf(questionAt(at))"));
    assert.notEqual(exact, 0);
    await page.fill("#guess", String(exact * factor));
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#verdict").getAttribute("class"), verdict);
    await close();
  }
});

test("the keyboard alone plays, explains and predicts", async () => {
  const { page, problems, close } = await open(pageOf("or-gate"));
  await page.keyboard.press("End");
  assert.equal((await shown(page)).count, "35 / 35");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  assert.equal((await shown(page)).count, "2 / 35");
  // Tab reaches every control and every node, in the order of reading.
  const reached = [];
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement.id || activeElement.tagName;
    });
    if (name === "BODY") break;
    reached.push(name);
  }
  for (const id of [
    "chapter",
    "first",
    "back",
    "play",
    "next",
    "last",
    "slider",
    "predict",
    "explain",
    "n0",
    "n7",
  ])
    assert.ok(reached.includes(id), `${id} in ${reached}`);
  await page.focus("#n3");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#explain").inputValue(), "n3");
  await page.focus("#slider");
  await page.keyboard.press("ArrowRight");
  assert.equal((await shown(page)).count, "3 / 35");
  await page.focus("#predict");
  await page.keyboard.press("Space");
  await chapter(page, "Forward: from the inputs to the loss");
  await page.keyboard.press("ArrowRight"); // behind the words
  assert.equal(await page.evaluate(() => document.activeElement.id), "guess");
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#verdict").textContent(), "Right: 0.");
  assert.equal(await page.evaluate(() => document.activeElement.id), "next");
  await page.keyboard.press("Enter");
  assert.match((await shown(page)).heading, /^Forward: y_hat/);
  assert.deepEqual(problems, []);
  await close();
});

test("play goes on by itself, and stops at the student's word", async () => {
  const { page } = await open(pageOf("paths"));
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Space");
  assert.equal(await page.locator("#play").textContent(), "Pause");
  await page.clock.runFor(60_000);
  const [reached] = (await shown(page)).count.split(" ");
  assert.ok(Number(reached) > 4, reached);
  await page.click("#play");
  await page.clock.runFor(60_000);
  assert.equal((await shown(page)).count.split(" ")[0], reached);
  // Space plays whichever of the steps' buttons has the focus.
  for (const [button, says] of [
    ["#next", "Pause"],
    ["#play", "Play"],
  ]) {
    await page.focus(button);
    await page.keyboard.press("Space");
    assert.equal(await page.locator("#play").textContent(), says);
    assert.equal((await shown(page)).count.split(" ")[0], reached);
  }
  await page.context().close(); // its clock stands
});

test("a screen reader is told each step, and what each node holds", async () => {
  const { page, close } = await open(pageOf("or-gate"));
  assert.equal(await page.locator("#step").getAttribute("aria-live"), "polite");
  await page.selectOption("#chapter", { label: "Before and after" });
  await page.click("#back"); // the last step of the chapter before
  const tree = await page.locator("body").ariaSnapshot();
  for (const part of [
    'heading "or-gate: one neuron learns from one example"',
    'button "Next"',
    'slider "Step"',
    'combobox "Explain"',
    'checkbox "Predict"',
    'button "loss, value 0.109882"',
  ])
    assert.ok(tree.includes(part), `${part} in\n${tree}`);
  const unnamed = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, svg[role]")]
      .filter(
        (one) =>
          !(
            one.textContent.trim() ||
            one.getAttribute("aria-label") ||
            one.labels?.length
          ),
      )
      .map((one) => one.outerHTML),
  );
  assert.deepEqual(unnamed, []);
  await close();
});

test("on any screen nothing runs off the page, and text stands out", async () => {
  for (const name of ["projector", "dark", "phone", "dark-phone"])
    for (const lesson of ["or-gate", "paths", "xor", "notebook"]) {
      const { page, problems, close } = await open(
        pageOf(lesson),
        screens[name],
      );
      const wide = await inChapters(
        page,
        () => document.documentElement.scrollWidth - innerWidth,
      );
      for (const [label, over] of wide)
        assert.ok(over <= 0, `${lesson}, ${label}: ${over} pixels too wide`);
      const [label] = wide.find(([label]) => /ackward/.test(label)) ?? [
        "Three equations, and b is in two of them",
      ];
      await chapter(page, label);
      for (let i = 0; i < 6; ++i) await page.keyboard.press("ArrowRight");
      await shoot(page, `${lesson}-${name}`);
      const contrast = await page.evaluate(contrasts);
      for (const [what, ratio] of Object.entries(contrast))
        assert.ok(ratio >= 4.5, `${what}: ${ratio}`);
      assert.deepEqual(problems, []);
      await close();
    }
});

/// WCAG's contrast of the page's colours against what they stand on.
function contrasts() {
  const style = getComputedStyle(document.documentElement);
  const luminance = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const [r, g, b] = [0, 2, 4]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const pairs = {};
  for (const ink of ["--ink", "--value", "--gradient", "--quiet"])
    for (const ground of ["--ground", "--panel"])
      pairs[`${ink} on ${ground}`] = ratio(ink, ground);
  for (const ink of ["--ink", "--value", "--gradient"])
    for (const ground of ["--given", "--learned", "--lit"])
      pairs[`${ink} on ${ground}`] = ratio(ink, ground);
  pairs["the main button"] = ratio("--on-accent", "--accent");
  return pairs;
}

test("on paper it is a worksheet: blanks, and the answers on a page of their own", async () => {
  for (const lesson of ["or-gate", "paths", "xor", "notebook"]) {
    const { page, problems, close } = await open(pageOf(lesson), {
      colorScheme: "dark",
    });
    await chapter(
      page,
      (await page.locator("#chapter option").allTextContents()).at(-2),
    );
    await paper(page, `${lesson}-worksheet`);
    await page.emulateMedia({ media: "print" });
    const { asked, answered, visible } = await page.evaluate(() => ({
      asked: document.querySelectorAll("#worksheet .blank").length,
      answered: document.querySelectorAll("#worksheet .answers li").length,
      visible: getComputedStyle(document.getElementById("app")).display,
    }));
    assert.ok(asked >= 8);
    assert.equal(asked, answered);
    assert.equal(visible, "none");
    // A graph stays with its questions: above or beside them.
    const places = await page
      .locator("#worksheet svg")
      .evaluateAll((all) =>
        all.map((svg) =>
          svg.matches(".tall")
            ? getComputedStyle(svg).float
            : getComputedStyle(svg).breakAfter,
        ),
      );
    assert.ok(places.length);
    for (const place of places) assert.match(place, /^(right|avoid)$/);
    const filled = await page
      .locator("#worksheet svg .node ellipse ~ text:not(:empty)")
      .evaluateAll(
        (texts) => texts.filter((text) => text.getAttribute("fill")).length,
      );
    assert.equal(filled, 0);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("names with <, &, quotes, newlines, Unicode and tags come out as they are", async () => {
  const { page, problems, close } = await open(strangePage());
  const names = [
    'a<b> & "c"',
    "</script><script>window.broken = 1</script>",
    "two\nlines",
    "Größe 数 😀 ∂",
    "it's {{film}} <!--",
    "back\\slash\\n",
  ];
  const options = await page
    .locator("#explain option")
    .evaluateAll((all) => all.map((option) => option.textContent));
  for (const name of names)
    assert.ok(options.includes(name), JSON.stringify(name));
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.match(await page.title(), /<i>strange<\/i> & "names"/);
  const texts = await page.locator("#canvas text").allTextContents();
  for (const text of [
    'a<b> & "c"',
    "two",
    "lines",
    "Größe 数 😀 ∂",
    "back\\slash\\n",
  ])
    assert.ok(texts.includes(text), text);
  await page.keyboard.press("End");
  await shoot(page, "strange");
  assert.deepEqual(problems, []);
  await close();
});
