// The engine in WebAssembly answers as the same sources do that are compiled
// for this machine: CALL.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { skip } from "./live.js";

const { ENGINE, CALL } = process.env;
if (ENGINE)
  vm.runInThisContext(readFileSync(join(ENGINE, "engine.js"), "utf8"));
const engine = ENGINE && (await gradwalkEngine());
const answered = (...texts) => engine.ask(texts);
const native = (...texts) =>
  execFileSync(CALL, texts, {
    encoding: "utf8",
    maxBuffer: 1e9,
  }).trimEnd();

/// Every number of an answer, exact and as text, in order.
function numbersOf(value) {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersOf);
}

/// The largest difference of two answers' numbers, relative where they are
/// larger than 1.
function difference(ours, theirs) {
  const [a, b] = [numbersOf(ours), numbersOf(theirs)];
  assert.equal(a.length, b.length);
  return Math.max(
    0,
    ...a.map((x, i) => Math.abs(x - b[i]) / Math.max(1, Math.abs(b[i]))),
  );
}

const lessons = ENGINE ? JSON.parse(answered("lessons")) : [];

test("the engine has every lesson that reads no file", { skip }, () => {
  const reading = ["mnist", "train", "predict"];
  const theirs = JSON.parse(native("lessons"));
  assert.ok(lessons.length > 10);
  assert.deepEqual(lessons, theirs.filter(({ name }) => !reading.includes(name)));
});

// Its data come from cos and sin, whose last digits are another library's: the
// training drives what starts an ulp apart far apart.
const sensitive = ["moons"];

test("the engine plays every lesson with the program's numbers", { skip }, () => {
  for (const { name } of lessons) {
    if (sensitive.includes(name)) continue;
    const [ours, theirs] = [answered("play", name), native("play", name)];
    if (ours === theirs) continue;
    const far = difference(JSON.parse(ours), JSON.parse(theirs));
    console.log(`# ${name} differs by ${far}`);
    assert.ok(far < 1e-12, `${name}: ${far}`);
  }
});

test("moons ends with the program's accuracy", { skip }, () => {
  const [ours, theirs] = [answered, native].map((answer) => {
    const { film } = JSON.parse(answer("play", "moons"));
    return film.steps.filter(({ kind }) => kind === "cost").at(-1).accuracy;
  });
  assert.deepEqual(ours, theirs);
});

test("moons starts with the program's numbers", { skip }, () => {
  const play = ["play", "moons", "--epochs", "2"];
  const [ours, theirs] = [answered(...play), native(...play)].map(JSON.parse);
  const first = ({ film }) => film.passes[0];
  assert.ok(difference(first(ours), first(theirs)) < 1e-12);
});

/// A formula of some depth, of the three leaves.
function formula(random, depth) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  if (depth === 0) return pick(["a", "b", "c", "2", "0.5"]);
  const part = () => formula(random, depth - 1);
  return pick([
    () => `(${part()} + ${part()})`,
    () => `(${part()} - ${part()})`,
    () => `${part()} * ${part()}`,
    () => `(${part()}) / (1 + (${part()})^2)`,
    () => `${pick(["tanh", "sigmoid", "relu", "sin", "cos"])}(${part()})`,
    () => `exp(-(${part()})^2)`,
    () => `log(1 + (${part()})^2)`,
  ])();
}

/// Numbers from 0 to 1, by a seed: mulberry32.
function randomBy(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("the engine finds the numbers of a hundred formulas", { skip }, () => {
  const random = randomBy(17);
  let [far, same] = [0, 0];
  for (let i = 0; i < 100; ++i) {
    const numbers = ["a", "b", "c"].map(
      (name) => `${name}=${(4 * random() - 2).toFixed(3)}`,
    );
    const text = `a + b + c + ${formula(random, 4)}`;
    const play = ["play", "expr", "--", text, ...numbers];
    const [ours, theirs] = [answered(...play), native(...play)];
    assert.ok(!ours.includes('"error"'), ours);
    same += ours === theirs;
    far = Math.max(far, difference(JSON.parse(ours), JSON.parse(theirs)));
  }
  console.log(`# ${same} of 100 the same, the others within ${far}`);
  assert.ok(far < 1e-14, `${far}`);
});
