// node pack.js PROGRAM.js ENGINE.js: one script of what emscripten wrote, with
// the bytes of PROGRAM.wasm inside, for a page from a disk may load no others.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const [program, engine] = process.argv.slice(2);
const bytes = fs.readFileSync(program.replace(/js$/, "wasm"));
const packed = zlib.gzipSync(bytes, { level: 9 }).toString("base64");
const own = fs.readFileSync(path.join(__dirname, "engine.js"), "utf8");
fs.writeFileSync(engine,
  fs.readFileSync(program, "utf8") + own.replace("{{packed}}", packed));
