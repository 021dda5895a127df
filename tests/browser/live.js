// Pages with the engine in them.
import { livePageOf, open } from "./browser.js";

// The folder that demos/run site has written.
export const skip = process.env.ENGINE
  ? false
  : "the engine is not compiled for browsers here";

/// Opens the page of a lesson, or of its `arguments`, at a link, once its
/// engine has started.
export async function openLive(lesson, link = "", options = {}) {
  const opened = await open(livePageOf(...[lesson].flat()), {
    ...options,
    link,
  });
  await opened.page.waitForSelector("#open-options:not([hidden])");
  return opened;
}

/// What stands behind # in the address.
export const addressOf = async (page) => {
  await page.waitForTimeout(600); // it is written when changes rest
  return decodeURIComponent(page.url().split("#")[1] ?? "");
};
