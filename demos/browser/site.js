// node site.js BUILD PAGE VIZ FOLDER: writes the course into a folder, by the
// engine that is in BUILD; PAGE is demos/page, VIZ the scripts of Viz.js.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [build, pages, vizFolder, folder] = process.argv.slice(2);
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);

const shared = {
  "engine.js": read(build, "demos/browser/engine.js"),
  "viz.js": read(vizFolder, "viz-global.js"),
  "page.js": read(build, "demos/page/page.js"),
  "page.css": read(build, "demos/page/page.css") + read(__dirname, "site.css"),
  "licences.txt": read(__dirname, "licences.txt"),
};
globalThis.crypto ??= require("crypto").webcrypto; // for Viz.js, on Node.js 18
vm.runInThisContext(shared["engine.js"]);
const Viz = require(path.resolve(vizFolder, "viz.cjs"));

const escaped = text =>
  text.replace(/[&<"]/g, c => ({ "&": "&amp;", "<": "&lt;", '"': "&quot;" })[c]);

// Nothing but the files beside a page, from a disk or a server.
const policy = `<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'self' file: 'unsafe-inline';
    script-src 'self' file: 'wasm-unsafe-eval'">
`;
const style = '<link rel="stylesheet" href="page.css">';

/** demos/page/page.html with its parts filled in, each of which it has. */
function filled(parts) {
  let page = read(pages, "page.html");
  for (const [place, text] of parts) {
    if (page.search(place) < 0) throw new Error(`page.html has no ${place}`);
    page = page.replace(place, () => text);
  }
  return page;
}

// What counts the steps of a film as the page plays them.
const counting = vm.createContext(
  { document: { getElementById: () => ({}) } });
for (const script of ["film.js", "stride.js"])
  vm.runInContext(read(pages, script), counting);

/** About how long the reader needs: 150 words or 15 steps a minute. */
function minutes(film) {
  counting.written = film;
  const steps = vm.runInContext(`readFilm(written);
    stride.value = film.stride; readSpans(); spans.length`, counting);
  const words = JSON.stringify(film.steps.map(step => step.words ?? ""),
    (key, value) => key === "terms" ? undefined : value);
  return Math.ceil(words.split(/\s+/).length / 150 + steps / 15);
}

function lessonPage({ film, drawings }, viz, links) {
  const graphs = drawings.map((dot, i) => {
    const svg = viz.renderString(dot, { format: "svg" });
    return `<template id="graph${i}">\n${svg.slice(svg.indexOf("<svg"))}</template>`;
  });
  const scripts = ["page.js", "viz.js", "engine.js"];
  return filled([
    [/<meta http-equiv[^>]*>\n/, policy],
    [/<style>\s*\{\{style\}\}\s*<\/style>/, style],
    [/<script>\s*\{\{script\}\}\s*<\/script>/, ""],
    [/\{\{engine\}\}/, scripts
      .map(name => `<script defer src="${name}"></script>`).join("\n")],
    [/(?=<h1>)/, links],
    [/\{\{title\}\}/g, escaped(film.title)],
    [/\{\{graphs\}\}/, graphs.join("\n")],
    [/\{\{film\}\}/, JSON.stringify(film).replace(/</g, "\\u003c")],
  ]);
}

function linksBeside(lessons, i) {
  const link = (lesson, rel, place, arrow) => lesson
    ? `<a rel="${rel}" href="${lesson.name}.html" title="${lesson.name}"
  aria-label="${place} lesson: ${lesson.name}">${arrow}</a>\n` : "";
  return `<nav aria-label="Lessons">
${link(lessons[i - 1], "prev", "Previous", "←")
}<a href="index.html">Lessons</a>
${link(lessons[i + 1], "next", "Next", "→")}</nav>
`;
}

function indexPage(lessons) {
  const entry = ({ name, teaches, minutes }) =>
    `<li><a href="${name}.html">${name}</a> ${escaped(teaches)} ` +
    `<span class="quiet">about ${minutes} min</span></li>\n`;
  const list = lessons.filter(({ name }) => name !== "expr").map(entry);
  return read(__dirname, "index.html")
    .replace("{{policy}}", () => policy)
    .replace("{{lessons}}", () => list.join(""));
}

async function main() {
  const engine = await gradwalkEngine();
  const viz = await Viz.instance();
  const ask = (...texts) => JSON.parse(engine.ask(texts));
  fs.mkdirSync(folder, { recursive: true });
  const lessons = ask("lessons");
  lessons.forEach((lesson, i) => {
    const played = ask("play", lesson.name);
    lesson.minutes = minutes(played.film);
    write(`${lesson.name}.html`,
      lessonPage(played, viz, linksBeside(lessons, i)));
  });
  write("index.html", indexPage(lessons));
  for (const [name, text] of Object.entries(shared)) write(name, text);
}
main();
