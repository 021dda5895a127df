// What the tests share: the program, its pages, and a browser that notes
// whatever a page should not do.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { GRADWALK, STRANGE_PAGE, CHROMIUM, SHOTS, ENGINE } = process.env;
const folder = mkdtempSync(join(tmpdir(), "gradwalk-pages-"));
mkdirSync(SHOTS, { recursive: true });
const written = new Map(); // pages, by their arguments

const run = (program, args, options = {}) =>
  execFileSync(program, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });

/// The page of `gradwalk ARGUMENTS`, as a file, with the engine of a folder
/// that demos/run site has written; "": with none.
function pageBy(site, args) {
  const key = [site, ...args].join(" ");
  const known = written.get(key);
  if (known) return known;
  const file = join(folder, `page${written.size}.html`);
  run(GRADWALK, [...args, "--html", file], {
    env: { ...process.env, GRADWALK_SITE: site },
    stdio: "pipe",
  });
  written.set(key, file);
  return file;
}

export const pageOf = (...args) => pageBy("", args);
export const livePageOf = (...args) => pageBy(ENGINE, args);

/// The page of a graph whose names are as strange as names can be.
export function strangePage() {
  const file = join(folder, "strange.html");
  run(STRANGE_PAGE, [file]);
  return file;
}

export const documentOf = (...args) =>
  JSON.parse(run(GRADWALK, [...args, "--json"]));

export const fileOf = (name) => join(folder, name);

/// The quiz of or-gate on a terminal, with a result file.
export const quiz = (file, input, ...more) =>
  run(GRADWALK, ["or-gate", "--quiz", "--result", file, ...more], { input });

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox"],
});
after(() => browser.close());

/// Steps of every operation, on the drawing of dot, or as a page begins.
const asGraph = (page) =>
  page.evaluate(() => {
    for (const [id, value] of [
      ["stride", "operation"],
      ["view", "graph"],
    ]) {
      const choice = document.getElementById(id);
      choice.value = value;
      choice.dispatchEvent(new Event("change"));
    }
  });

const left = new Map(); // windows that tests have left, by their options

/// A new window, which notes complaints on the console, errors, and requests for
/// anything but the file at its `address`.
async function newWindow(options) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const opened = { page, devTools: await context.newCDPSession(page) };
  const note = (problem) => opened.problems.push(problem);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(message.text());
  });
  page.on("pageerror", (error) => note(String(error)));
  page.on("request", (request) => {
    const url = request.url().split("#")[0];
    if (url !== opened.address) note(`asked for ${url}`);
  });
  return opened;
}

/// Opens a page from disk, at a link in it, nets as graphs unless `isNet`; in a
/// window that is empty: a new one takes longer than most tests.
export async function open(file, { isNet, link = "", ...options } = {}) {
  const key = JSON.stringify(options);
  const opened = left.get(key) ?? (await newWindow(options));
  left.delete(key);
  const { page, devTools } = opened;
  const problems = [];
  Object.assign(opened, { problems, address: pathToFileURL(file).href });
  await page.goto(opened.address + link);
  if (!isNet && !link) await asGraph(page);
  const close = async () => {
    await page.emulateMedia({ media: null });
    await page.mouse.move(0, 0);
    await page.goto("about:blank");
    await devTools.send("Storage.clearDataForOrigin", {
      origin: "file://",
      storageTypes: "local_storage",
    });
    left.set(key, opened);
  };
  return { page, problems, close };
}

const phone = { viewport: { width: 390, height: 844 }, isMobile: true };
export const screens = {
  projector: { viewport: { width: 1280, height: 720 } },
  large: { viewport: { width: 1920, height: 1080 } },
  dark: { viewport: { width: 1280, height: 720 }, colorScheme: "dark" },
  phone: { ...phone, hasTouch: true },
  "dark-phone": { ...phone, colorScheme: "dark" },
};

export const shoot = (page, name) =>
  page.screenshot({ path: join(SHOTS, `${name}.png`) });

export const paper = (page, name) =>
  page.pdf({ path: join(SHOTS, `${name}.pdf`), format: "A4" });

/// What a function of the page finds in each chapter, with the chapter's title.
export const inChapters = (page, find) =>
  page.evaluate(`[...document.getElementById("chapter").options].map(
    ({ index, label }) => {
      const choice = document.getElementById("chapter");
      choice.selectedIndex = index;
      choice.dispatchEvent(new Event("change"));
      return [label, (${find})()];
    })`);

/// What the page shows of its step, read off as a person would.
function readStep() {
  const step = document.getElementById("step");
  const plain = (found) => {
    const copy = found.cloneNode(true);
    for (const math of copy.querySelectorAll(".formula"))
      math.replaceWith(math.getAttribute("aria-label"));
    return copy.textContent;
  };
  const texts = (selector) =>
    [...step.querySelectorAll(selector)].map((found) => found.textContent);
  return {
    heading: texts("h3")[0] ?? "",
    sums: [...step.querySelectorAll(".sum")].map((sum) => ({
      left: plain(sum.querySelector("dt")),
      right: [...sum.querySelectorAll("dd")].map((dd) =>
        plain(dd).replace(/^= /, ""),
      ),
    })),
    value: texts(".value")[0],
    gradients: texts(".gradient"),
    terms: texts("dfn"),
    text: step.textContent,
    count: document.getElementById("count").textContent,
    words: texts(".words").join(""),
  };
}

export const shown = (page) => page.evaluate(readStep);

/// What a page shows of each step, by the arrow key, from where it is to the end.
export const played = (page) =>
  page.evaluate(`(() => {
    const seen = [];
    const key = { key: "ArrowRight", bubbles: true, cancelable: true };
    for (;;) {
      const now = (${readStep})();
      seen.push(now);
      const [at, last] = now.count.split(" / ");
      if (at === last) return seen;
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    }
  })()`);

/// The same step by step, for what else is to be asked at each.
export async function* steps(page) {
  for (;;) {
    const now = await shown(page);
    yield now;
    const [at, last] = now.count.split(" / ");
    if (at === last) return;
    await page.keyboard.press("ArrowRight");
  }
}

/// Every number in the drawing: by the node's id, as text.
export const drawn = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("#canvas .node")].map((node) => [
        node.id,
        {
          label: node
            .getAttribute("aria-label")
            .split(", value")[0]
            .split(", gradient")[0],
          value: node.querySelector('[fill="#006400"]')?.textContent ?? "",
          gradient: node.querySelector('[fill="#b00000"]')?.textContent ?? "",
        },
      ]),
    ),
  );
