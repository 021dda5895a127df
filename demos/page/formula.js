// A formula as it is printed, set as formulas are: fractions stacked, powers
// raised, indices below. What cannot be read so stays as it is printed.

const maths = (name, ...children) => {
  const made = document.createElementNS(
    "http://www.w3.org/1998/Math/MathML",
    name,
  );
  made.append(...children);
  return made;
};
const rowOf = (parts) =>
  parts.length === 1 ? parts[0] : maths("mrow", ...parts);

/// `layer1.neuron2.w3`, `y_hat`, `x1_2`, `x_min`.
function setName(name) {
  const [, path, base, accent, index] = name.match(
    /^(.*\.)?(\p{L}\p{M}*|\p{L}{2,}?)(_hat|_bar)?(?:_?([\d₀-₉][\d₀-₉_]*|(?<=^\p{L}_)\p{L}+))?$/u,
  ) ?? [, "", name];
  let made = maths("mi", base);
  if (accent) {
    made = maths("mover", made, maths("mo", accent === "_hat" ? "^" : "¯"));
    made.setAttribute("accent", "true");
  }
  const below = index?.normalize("NFKC").replaceAll("_", ",");
  if (below) made = maths("msub", made, maths("mn", below));
  return path ? maths("mrow", maths("mtext", path), made) : made;
}

/// Reads from left to right. Each part is what was `made`, and of brackets what
/// is `inside`: fractions and exponents do without them.
class FormulaReader {
  constructor(printed) {
    this.tokens = printed.match(
      /\d+\.?\d*(?:e[+-]?\d+)?|[\p{L}_][\p{L}\p{M}\d₀-₉_.]*|\S/gu,
    );
  }

  get next() {
    return this.tokens[0];
  }

  take(wanted = this.next) {
    const token = this.tokens.shift();
    if (token === undefined || token !== wanted) throw new Error("no formula");
    return token;
  }

  /// Up to a closing bracket, or the end.
  terms() {
    const parts = [];
    for (let wantsOperand = true; ; ) {
      if (/^([-+<>≤=,]|if|else)$/.test(this.next)) {
        const sign = this.take();
        const isWord = sign.length > 1;
        parts.push(
          isWord
            ? maths("mtext", `\u00a0${sign}\u00a0`)
            : maths("mo", sign === "-" ? "−" : sign),
        );
        if (!wantsOperand) parts.at(-1).setAttribute("form", "infix");
        wantsOperand = true;
      } else if (wantsOperand) {
        parts.push(...this.product());
        wantsOperand = false;
      } else return parts;
    }
  }

  product() {
    const parts = [this.power()];
    for (;;) {
      if (this.next === "/") {
        this.take();
        const below = this.power();
        // A derivative is one of several factors.
        const over = parts.splice(parts.at(-1).isDifferential ? -1 : 0);
        const above = over.length === 1 ? over[0].inside : undefined;
        const fraction = maths(
          "mfrac",
          rowOf(above ?? over.map((part) => part.made)),
          rowOf(below.inside ?? [below.made]),
        );
        parts.push({ made: fraction });
      } else if (this.next === "·" || this.next === "×") {
        parts.push({ made: maths("mo", this.take()) }, this.power());
      } else return parts.map((part) => part.made);
    }
  }

  power() {
    const base = this.operand();
    const digit = { "²": "2", "³": "3" }[this.next];
    if (!digit && this.next !== "^") return base;
    this.take();
    const above = digit ? { made: maths("mn", digit) } : this.operand();
    const exponent = rowOf(above.inside ?? [above.made]);
    return { made: maths("msup", base.made, exponent) };
  }

  operand() {
    const token = this.take();
    if (token === "(") return this.bracketed("(", ")");
    if (token === "|") return { made: this.bracketed("|", "|").made };
    if (token === "∂")
      return {
        made: rowOf([maths("mo", "∂"), this.operand().made]),
        isDifferential: true,
      };
    if (/^\d/.test(token)) return { made: maths("mn", token) };
    if (token === "…") return { made: maths("mo", token) };
    if (!/^[\p{L}_]/u.test(token)) throw new Error("no formula");
    return { made: this.next === "(" ? this.call(token) : setName(token) };
  }

  bracketed(before, after) {
    const inside = this.terms();
    this.take(after);
    const signs = [before, after].map((sign) => maths("mo", sign));
    const made = rowOf([signs[0], rowOf(inside), signs[1]]);
    // Fonts may have no size between a line's and a fraction's.
    if (!made.querySelector("mfrac"))
      for (const sign of signs) sign.setAttribute("stretchy", "false");
    return { inside, made };
  }

  call(name) {
    this.take("(");
    const { inside, made } = this.bracketed("(", ")");
    if (name === "sqrt") return maths("msqrt", ...inside);
    if (name === "exp" && !/^[²³^]$/.test(this.next))
      return maths("msup", maths("mi", "e"), rowOf(inside));
    return rowOf([maths("mi", name), maths("mo", "\u2061"), made]);
  }

  whole() {
    const parts = this.terms();
    if (this.tokens.length) throw new Error("no formula");
    return parts;
  }
}

/// Read aloud as it is printed; numbers and words stay. Each term is a <math>,
/// for a line can only be broken between these.
function formula(printed) {
  if (typeof printed !== "string" || /^\s*-?[\d.]+\s*$/.test(printed))
    return printed;
  const terms = [[]];
  try {
    for (const part of new FormulaReader(printed).whole()) {
      if (part.getAttribute("form") === "infix") terms.push([]);
      terms.at(-1).push(part);
    }
  } catch {
    return printed;
  }
  return element(
    "span",
    { class: "formula", role: "math", "aria-label": printed },
    ...terms.flatMap((term) => [
      element("wbr"),
      maths("math", maths("mrow", ...term)),
    ]),
  );
}
