// Nets are drawn as nets, one example at a time, and every number of theirs is
// the lesson's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  documentOf,
  open,
  pageOf,
  screens,
  shoot,
  shown,
} from "./browser.js";

const openNet = (file, options = {}) =>
  open(file, { isNet: true, ...options });
const chapter = (page, label) => page.selectOption("#chapter", { label });
const press = async (page, times) => {
  for (let i = 0; i < times; ++i) await page.keyboard.press("ArrowRight");
};

/// A table of the page: its rows, as texts.
const table = (page, selector, which = 0) =>
  page
    .locator(`${selector} table`)
    .nth(which)
    .evaluate((found) =>
      [...found.rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent),
      ),
    );

/// What the net shows, by what a screen reader says of it.
const netNumbers = (page) =>
  page.locator("#net .node").evaluateAll((nodes) =>
    Object.fromEntries(
      nodes.map((node) => {
        const [name, ...numbers] = node.getAttribute("aria-label").split(", ");
        return [name, Object.fromEntries(numbers.map((one) => one.split(" ")))];
      }),
    ),
  );

const exact = ["--precision", "17"];
const unsigned = (number) => number + 0;

test("xor: each layer's numbers are the lesson's, example by example", async () => {
  const { page, problems, close } = await openNet(pageOf("xor", ...exact));
  const [{ layers, cost }] = documentOf("xor").iterations;
  await chapter(page, "Iteration 1: forward");
  for (let e = 0; e < 4; ++e) {
    for (const [l, { Z, A }] of layers.entries()) {
      assert.equal(
        (await shown(page)).heading,
        `Forward: layer ${l + 1}, example ${e + 1}`,
      );
      const [, ...rows] = await table(page, "#step");
      assert.deepEqual(
        rows.map(([, z, a]) => [Number(z), Number(a)]),
        Z.map((row, n) => [unsigned(row[e]), A[n][e]]),
      );
      const numbers = await netNumbers(page);
      A.forEach((row, n) =>
        assert.equal(
          Number(numbers[`neuron ${n + 1} of layer ${l + 1}`].value),
          row[e],
        ),
      );
      await press(page, 1);
    }
    assert.equal(
      (await shown(page)).heading,
      `Forward: the loss, example ${e + 1}`,
    );
    assert.equal((await shown(page)).sums[0].right[0], "0.5·(y - a)²");
    await press(page, 1);
  }
  assert.equal(Number((await netNumbers(page)).cost.value), cost);
  await chapter(page, "Iteration 1: backward");
  await press(page, 1);
  for (let e = 3; e >= 0; --e) {
    await press(page, 1);
    for (const l of [1, 0]) {
      assert.equal(
        (await shown(page)).heading,
        `Backward: layer ${l + 1}, example ${e + 1}`,
      );
      const { dA, local, dZ } = layers[l];
      const [, ...rows] = await table(page, "#step");
      assert.deepEqual(
        rows.map((row) => row.slice(1).map(Number)),
        dZ.map((row, n) =>
          [dA[n][e], local[n][e], row[e]].map((number) => unsigned(number)),
        ),
      );
      await press(page, 1);
    }
  }
  while (!(await shown(page)).heading) await press(page, 1); // matrices
  assert.match((await shown(page)).heading, /^Update/);
  assert.deepEqual(problems, []);
  await close();
});

test("the sum over all lists what each example adds to a gradient", async () => {
  const { page, close } = await openNet(pageOf("xor", ...exact));
  const document = documentOf("xor");
  const [{ layers }] = document.iterations;
  const inputs = [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
  ];
  await chapter(page, "Update");
  await page.check("#all");
  assert.equal((await shown(page)).heading, "Update: layer 1");
  assert.deepEqual(
    (await table(page, "#step")).map(([name]) => name),
    [
      "",
      ...["a1", "a2", "a3"].flatMap((a) =>
        ["w1", "w2", "b"].map((one) => `${one} of ${a}`),
      ),
    ],
  );
  for (const [l, { dZ, dW, db }] of layers.entries())
    for (const [n, weights] of dW.entries()) {
      await page.click(`#neuron${l}_${n}`);
      const [head, ...rows] = await table(page, "#explained", 1);
      assert.deepEqual(head, [
        "",
        "value",
        ...[1, 2, 3, 4].map((e) => `example ${e}`),
        "sum",
      ]);
      const before = l ? layers[l - 1].A : inputs;
      rows.forEach(([name, , ...numbers], k) => {
        const bias = k === weights.length;
        assert.equal(name, bias ? "b" : `w${k + 1}`);
        assert.deepEqual(numbers.map(Number), [
          ...dZ[n].map((dz, e) => unsigned(bias ? dz : dz * before[k][e])),
          bias ? db[n][0] : weights[k],
        ]);
      });
    }
  assert.match(
    await page.locator("#which").textContent(),
    /^The sum over all 4 examples$/,
  );
  await close();
});

test("one goes from example to example, and the next step shows its own", async () => {
  const { page, problems, close } = await openNet(pageOf("xor"));
  await chapter(page, "Iteration 1: backward");
  const which = async () =>
    (await page.locator("#which").textContent()).replaceAll("\u00a0", " ");
  const seen = [await which()];
  while (await page.isEnabled("#example-next")) {
    await page.click("#example-next");
    seen.push(await which());
  }
  assert.deepEqual(seen, [
    "Example 1 of 4: x1 = 0, x2 = 0, y = 0",
    "Example 2 of 4: x1 = 0, x2 = 1, y = 1",
    "Example 3 of 4: x1 = 1, x2 = 0, y = 1",
    "Example 4 of 4: x1 = 1, x2 = 1, y = 0",
  ]);
  await page.click("#example-back");
  assert.match(await which(), /^Example 3/);
  await press(page, 2);
  assert.match(await which(), /^Example 4/);
  assert.deepEqual(problems, []);
  await close();
});

test("steps go by operation, neuron, layer or iteration", async () => {
  const { page, close } = await openNet(pageOf("xor"));
  // Without words and tables.
  const count = async (stride) => {
    await page.selectOption("#stride", stride);
    return page.evaluate(() => {
      const [from, to] = [/^Iteration 1: forward/, /^Training/].map((title) =>
        film.chapters.findIndex((chapter) => title.test(chapter)),
      );
      return spans
        .map((span) => film.steps[span.to])
        .filter(({ kind }) => kind !== "words")
        .filter(({ chapter }) => chapter >= from && chapter < to).length;
    });
  };
  assert.equal(await page.inputValue("#stride"), "layer");
  // Four examples of two layers and a loss, and the cost; two updates.
  assert.equal(await count("layer"), 2 * 2 * (4 * 3 + 1) + 2);
  assert.equal(await count("neuron"), 2 * 2 * (4 * 5 + 1) + 4);
  assert.equal(await count("iteration"), 2 * 2 + 1);
  assert.equal(await count("operation"), 265);
  await close();
  for (const [fold, stride] of [
    ["neurons", "neuron"],
    ["layers", "layer"],
    ["nothing", "operation"],
  ]) {
    const { page, close } = await openNet(pageOf("or", "--fold", fold));
    assert.equal(await page.inputValue("#stride"), stride);
    await close();
  }
});

test("a step of a neuron says how its answer and its gradients come", async () => {
  const { page, close } = await openNet(pageOf("xor"));
  await page.selectOption("#stride", "neuron");
  await chapter(page, "Iteration 1: forward");
  await press(page, 6);
  const { heading, sums } = await shown(page);
  assert.equal(heading, "Forward: a2 of layer 1, example 2");
  assert.deepEqual(
    sums.map(({ left }) => left),
    ["z", "a2"],
  );
  assert.equal(sums[0].right[0], "w1·x1 + w2·x2 + b");
  assert.match(sums[0].right[1], /^-0.451188·0 \+ 0.750657·1 \+ 0$/);
  assert.equal(sums[0].right[2], "0.750657");
  await chapter(page, "Iteration 1: backward");
  await press(page, 3);
  assert.equal(
    (await shown(page)).heading,
    "Backward: a3 of layer 1, example 4",
  );
  const rows = await table(page, "#step", 1);
  assert.deepEqual(
    rows.map(([name]) => name),
    ["", "w1", "w2", "b"],
  );
  await close();
});

test("a prediction is asked of single operations", async () => {
  const { page, close } = await openNet(pageOf("xor"));
  await chapter(page, "Iteration 1: forward");
  assert.ok(!(await page.isVisible("#ask")));
  await page.check("#predict");
  assert.equal(await page.inputValue("#stride"), "operation");
  while (!(await page.isVisible("#ask"))) await page.click("#next");
  assert.equal(
    (await netNumbers(page))["neuron 1 of layer 1"].value,
    undefined,
  );
  await close();
});

test("weights are thick by their size, and dashed where negative", async () => {
  const { page, close } = await openNet(pageOf("xor"));
  const { W } = documentOf("xor").initial[1];
  const drawn = await page.locator("#net .weight").evaluateAll((lines) =>
    lines.map((line) => ({
      width: Number(line.getAttribute("stroke-width")),
      dashed: getComputedStyle(line).strokeDasharray !== "none",
    })),
  );
  const output = drawn.slice(-5, -2); // before the legend's
  const most = Math.max(...W[0].map(Math.abs));
  W[0].forEach((w, k) => {
    assert.equal(output[k].dashed, w < 0);
    assert.ok(Math.abs(output[k].width - 1 - (7 * Math.abs(w)) / most) < 1e-9);
  });
  await close();
});

test("the keyboard reaches each neuron and opens it", async () => {
  const { page, problems, close } = await openNet(pageOf("xor"));
  await chapter(page, "Iteration 1: forward");
  await page.focus("#neuron0_1");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#explain"), "neuron0_1");
  const [, z, a] = await table(page, "#explained");
  assert.deepEqual([z[0], a[0]], ["z", "a2"]);
  assert.equal(
    await page.evaluate(() => document.activeElement.id),
    "neuron0_1",
  );
  await page.selectOption("#view", "graph");
  assert.equal(await page.locator("#canvas .node").count(), 62);
  assert.ok(!(await page.isVisible("#net")));
  await page.selectOption("#view", "net");
  assert.ok(await page.isVisible("#net"));
  assert.deepEqual(problems, []);
  await close();
});

test("moons' ten neurons are dots, with numbers for what a step is about", async () => {
  const { page, problems, close } = await openNet(
    pageOf("moons", "--epochs", "2", ...exact),
  );
  const [{ layers, cost }] = documentOf("moons", "--epochs", "2").iterations;
  await chapter(page, "Iteration 1: forward");
  const [, ...rows] = await table(page, "#step");
  assert.deepEqual(
    rows.map(([, z, a]) => [Number(z), Number(a)]),
    layers[0].Z.map(([z], n) => [z, layers[0].A[n][0]]),
  );
  assert.equal(await page.locator("#net .now text").count(), 10);
  const sides = await page.evaluate(() =>
    [...document.querySelectorAll("#net .input text[text-anchor=end]")].map(
      (one) => {
        const [label, box] = [one, one.parentNode.querySelector("rect")].map(
          (part) => part.getBoundingClientRect(),
        );
        return [netFrame.getBoundingClientRect().left < label.left, label.right < box.left];
      },
    ),
  );
  assert.deepEqual(sides.slice(0, 4), Array(4).fill([true, true]));
  await press(page, 3);
  const numbers = await netNumbers(page);
  assert.equal(Number(numbers["neuron 1 of layer 2"].value), layers[1].A[0][0]);
  assert.equal(Number(numbers.cost.value), cost);
  for (let e = 1; e < 8; ++e) await page.click("#example-next");
  assert.ok(await page.isDisabled("#example-next"));
  assert.equal(
    Number((await netNumbers(page))["neuron 3 of layer 1"].value),
    layers[0].A[2][7],
  );
  assert.deepEqual(problems, []);
  await close();
});

test("chain and linear-stack are nets with their own names", async () => {
  for (const [lesson, names] of [
    ["chain", ["a0", "a1", "a2", "a3", "y", "loss"]],
    ["linear-stack", ["x1", "x2", "h1", "h2", "h3", "out"]],
  ]) {
    const { page, problems, close } = await openNet(pageOf(lesson));
    assert.deepEqual(
      await page.locator("#net .node .name").allTextContents(),
      names,
    );
    await shoot(page, `net-${lesson}`);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("the whole net fits its stage, in text of 16 pixels or more", async () => {
  for (const name of ["projector", "large", "dark-phone"])
    for (const lesson of ["or", "xor", "notebook", "feature-cross"]) {
      const { page, problems, close } = await openNet(pageOf(lesson), screens[name]);
      await chapter(page, "Iteration 2: backward");
      await press(page, 3);
      const { over, small, outside } = await page.evaluate(() => {
        const sizeOf = (one) => parseFloat(getComputedStyle(one).fontSize);
        const stage = document.getElementById("net").getBoundingClientRect();
        const texts = [...document.querySelectorAll("#net text")];
        return {
          over: document.documentElement.scrollWidth - innerWidth,
          small: [...texts, ...document.querySelectorAll("#step td, #step th")]
            .filter((text) => sizeOf(text) < 15.9)
            .map((text) => text.textContent),
          outside: texts
            .filter((text) => {
              const box = text.getBoundingClientRect();
              return (
                box.left < stage.left - 1 ||
                box.right > stage.right + 1 ||
                box.top < stage.top - 1 ||
                box.bottom > stage.bottom + 4
              );
            })
            .map((text) => text.textContent),
        };
      });
      assert.ok(over <= 0, `${lesson} ${name}: ${over} pixels too wide`);
      assert.deepEqual(small, [], `${lesson} ${name}`);
      assert.deepEqual(outside, [], `${lesson} ${name}`);
      await shoot(page, `net-${lesson}-${name}`);
      assert.deepEqual(problems, []);
      await close();
    }
});

test("the page of a 2-3-1 net is below 300 kB, beside what all share", () => {
  const own = readFileSync(pageOf("xor"), "utf8")
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<script>.*?<\/script>/s, "");
  const size = Buffer.byteLength(own);
  assert.ok(size < 300_000, `${size} bytes`);
});
