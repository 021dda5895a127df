// The weights of a net as edges, and numbers beside them.

/// A weight: thick if it is large, dashed if it is negative.
function netEdge(weight, most, [x1, y1], [x2, y2], isLit) {
  const share = weight && most > 0 ? Math.abs(weight[0]) / most : 0;
  const sign = !weight ? "unknown" : weight[0] < 0 ? "negative" : "positive";
  return drawn("line", {
    class: `weight ${sign}${isLit ? " lit" : ""}`,
    ...{ x1, y1, x2, y2 },
    "stroke-width": 1 + (Number.isFinite(share) ? 7 * share : 0),
  });
}

/// The ends of an edge, outside of the nodes.
function between([x1, y1], [x2, y2], radius) {
  const share = radius / Math.hypot(x2 - x1, y2 - y1);
  const [x, y] = [share * (x2 - x1), share * (y2 - y1)];
  return [
    [x1 + x, y1 + y],
    [x2 - x, y2 - y],
  ];
}

/// What is known of a parameter's gradient: the sum, or the example's share.
function gradientOf(id, pass, known) {
  const sum = known.gradients[id];
  if (allExamples.checked) return sum;
  return known.shares[id]?.has(example)
    ? film.passes[pass].shares[id][example]
    : undefined;
}

/// Where a text is clear of those that stand already, along an edge; null if
/// nowhere. `taken`: their middles and sizes.
function clearOf(taken, [from, to], [width, height]) {
  for (const t of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const x = from[0] + t * (to[0] - from[0]);
    const y = from[1] + t * (to[1] - from[1]);
    const meets = (other) =>
      2 * Math.abs(x - other.x) < width + other.width &&
      2 * Math.abs(y - other.y) < height + other.height;
    if (!taken.some(meets)) {
      taken.push({ x, y, width, height });
      return [x, y];
    }
  }
  return null;
}

/// A number at an edge, where there is room for it.
function edgeNumber(ink, content, ends, taken, font) {
  const width = 0.62 * font * content.length;
  const room = Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]);
  const place = room > width && clearOf(taken, ends, [width, font]);
  if (!place) return [];
  const [x, y] = place;
  const at = { x, y: y + 0.35 * font, "text-anchor": "middle" };
  return [
    drawn(
      "text",
      { class: `on-edge ${ink}`, ...at, "font-size": font },
      content,
    ),
  ];
}

const mostNumbers = 9; // at the edges of a layer; of more, one neuron's

/// The edges to a layer, and the numbers at those that the step is about.
function netEdges(l, pass, known, subjects, layout) {
  const { font, radius, columns, isRoomy } = layout;
  const { neurons } = netOf(pass).layers[l];
  const sizes = neurons.flatMap(({ w }) =>
    w.map((id) => Math.abs(known.values[id]?.[0] ?? 0)),
  );
  const taken = [...columns[l], ...columns[l + 1]].map(([x, y]) => ({
    ...{ x, y: y + 0.6 * font, width: 5.5 * font },
    height: 2 * radius + 1.2 * font,
  }));
  const edges = [],
    numbers = [];
  neurons.forEach(({ w }, n) => {
    const isLit = subjects.has(`${l},${n}`);
    w.forEach((id, k) => {
      const ends = between(columns[l][k], columns[l + 1][n], radius);
      const weight = known.values[id];
      edges.push(netEdge(weight, Math.max(...sizes), ...ends, isLit));
      const isTold =
        sizes.length <= mostNumbers
          ? isLit || allExamples.checked
          : explainedNode === `neuron${l}_${n}`;
      if (!isTold || !weight || !isRoomy) return;
      const gradient = gradientOf(id, pass, known);
      const [ink, content] = gradient
        ? ["gradient", `∂ ${brief(gradient)}`]
        : ["", brief(weight)];
      numbers.push(...edgeNumber(ink, content, ends, taken, font));
    });
  });
  return [...edges, ...numbers];
}
