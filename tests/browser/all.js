// All tests, in one process: so they share one browser, and its windows.
import { readdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
for (const name of readdirSync(here))
  if (name.endsWith(".test.js")) await import(new URL(name, here));
