// What a student types for a number: 0.125, 0,125, 1/8, 0.5*(1 - 0.5),
// sigmoid(0.3).

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const typedFunctions = {
  sigmoid,
  σ: sigmoid,
  relu: (x) => Math.max(x, 0),
  ln: Math.log,
  ...Object.fromEntries(
    ["abs", "cos", "exp", "log", "sin", "sqrt", "tanh"].map((name) => [
      name,
      Math[name],
    ]),
  ),
};

const tokensOf = (input) =>
  input
    .replace(/[−–]/g, "-")
    .replace(/\*\*/g, "^")
    .replace(/[×·]/g, "*")
    .replace(/[÷:]/g, "/")
    .replace(/,/g, ".")
    .match(/(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|\p{L}+|\S/giu) ?? [];

/// Its value; NaN if it has none.
function typed(input) {
  const tokens = tokensOf(input);
  let at = 0;
  const take = (...signs) => (signs.includes(tokens[at]) ? tokens[at++] : null);
  const bracketed = () => {
    const value = take("(") ? sum() : NaN;
    return take(")") ? value : NaN;
  };
  const atom = () => {
    if (tokens[at] === "(") return bracketed();
    const token = tokens[at++];
    return Object.hasOwn(typedFunctions, token)
      ? typedFunctions[token](bracketed())
      : Number(token);
  };
  const power = () => {
    const base = atom();
    return take("^") ? base ** signed() : base;
  };
  const signed = () => (take("-") ? -signed() : take("+") ? signed() : power());
  const product = () => {
    let value = signed();
    for (let sign; (sign = take("*", "/"));)
      value = sign === "*" ? value * signed() : value / signed();
    return value;
  };
  const sum = () => {
    let value = product();
    for (let sign; (sign = take("+", "-"));)
      value = sign === "+" ? value + product() : value - product();
    return value;
  };
  const value = sum();
  return at === tokens.length ? value : NaN;
}
