// Pages with the engine beside them, as the site has them.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { open, pageOf } from "./browser.js";

// The folder that demos/run site has written.
const { ENGINE } = process.env;
export const skip = ENGINE
  ? false
  : "the engine is not compiled for browsers here";

/// Opens the lesson's page at a link, once its engine has started.
export async function openLive(browser, lesson, link = "", options = {}) {
  const film = pageOf(lesson);
  const folder = dirname(film);
  for (const file of ["engine.js", "viz.js"])
    copyFileSync(join(ENGINE, file), join(folder, file));
  const live = join(folder, `${lesson}.html`);
  const policy = "script-src 'unsafe-inline'";
  const scripts = ["viz.js", "engine.js"].map(
    (file) => `<script src="${file}"></script>`,
  );
  const text = readFileSync(film, "utf8");
  assert.ok(text.includes(policy));
  writeFileSync(
    live,
    text
      .replace(policy, `connect-src data:; ${policy} file: 'wasm-unsafe-eval'`)
      .replace("</body>", `${scripts.join("")}</body>`),
  );
  const opened = await open(browser, live, {
    ...options,
    link,
    mayAsk: /^(file:.*\/(engine|viz)\.js$|data:)/,
  });
  await opened.page.waitForSelector("#open-options:not([hidden])");
  return opened;
}

/// What stands behind # in the address.
export const addressOf = async (page) => {
  await page.waitForTimeout(600); // it is written when changes rest
  return decodeURIComponent(page.url().split("#")[1] ?? "");
};
