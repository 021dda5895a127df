/**
 * A promise of the engine: `ask(["play", "xor", "--hidden", "5,3"])` gives the
 * JSON text that demos/browser/call.hpp describes.
 */
globalThis.gradwalkEngine = async () => {
  const packed = Uint8Array.from(atob("{{packed}}"), c => c.charCodeAt(0));
  const bytes = new Blob([packed]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const program = await gradwalkProgram({
    wasmBinary: await new Response(bytes).arrayBuffer(),
  });
  return {
    ask: texts => program.ccall("gradwalk_answer", "string",
      ["number", "string"], [texts.length, texts.join("\0")]),
  };
};
