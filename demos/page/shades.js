// Shades: the values of a net over a plane, and the line where they are ½.

const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/// A value on the scale of a panel's letters.
function scaled(panel, value) {
  if (!panel.is_sigmoid) return value;
  const [least, most] = panel.shades;
  const z = Math.log((value - least) / (most - value));
  return Math.min(Math.max(z, -5), 5);
}

/// The values of a moment on that scale, and how many stand in a row.
function fieldOf(panel, [, least, most, letters]) {
  const [from, to] = [scaled(panel, least), scaled(panel, most)];
  const values = [...letters].map(
    (letter) => from + ((to - from) * (letter.charCodeAt(0) - 35)) / 87,
  );
  return { values, columns: Math.sqrt(values.length) };
}

/// The last moment up to an epoch.
const momentAt = (panel, epoch) =>
  panel.moments.findLast(([at]) => at <= epoch) ?? panel.moments[0];

/// The part of a cell above a level, and where its sides cross it.
function clipped(corners, place) {
  const shape = [];
  const crossings = [];
  corners.forEach(([x, y, over], i) => {
    const [nextX, nextY, nextOver] = corners[(i + 1) % 4];
    if (over >= 0) shape.push(place(x, y));
    if (over >= 0 === nextOver >= 0) return;
    const t = over / (over - nextOver);
    crossings.push(place(x + t * (nextX - x), y + t * (nextY - y)));
    shape.push(crossings.at(-1));
  });
  return { shape, crossings };
}

/// Where a field is above a level, as a path, and the border of that. Whole
/// cells beside each other are one piece.
function above({ values, columns }, level, place) {
  let area = "";
  let border = "";
  for (let y = 0; y + 1 < columns; ++y)
    for (let x = 0, whole = 0; x + 1 < columns; ++x) {
      const at = y * columns + x;
      const cell = [at, at + 1, at + 1 + columns, at + columns];
      const count = cell.filter((i) => values[i] >= level).length;
      if (count === 4) ++whole;
      if (whole && (count < 4 || x + 2 === columns)) {
        const end = count === 4 ? x + 1 : x;
        const [left, bottom] = place(end - whole, y);
        const [right, top] = place(end, y + 1);
        area += `M${left} ${bottom}H${right}V${top}H${left}Z`;
        whole = 0;
      }
      if (count === 0 || count === 4) continue;
      const corners = cell.map((i) => [
        i % columns,
        Math.floor(i / columns),
        values[i] - level,
      ]);
      const { shape, crossings } = clipped(corners, place);
      area += `M${shape.join("L")}Z`;
      for (let i = 0; i < crossings.length; i += 2)
        border += `M${crossings[i]}L${crossings[i + 1]}`;
    }
  return { area, border };
}

const shadeSteps = 10;

/// The shades of a panel at an epoch, on the plot's frame.
function shadesOf(panel, epoch, frame) {
  const field = fieldOf(panel, momentAt(panel, epoch));
  const { left, right, top, bottom } = frame;
  const place = (column, row) =>
    [
      left + ((right - left) * column) / (field.columns - 1),
      bottom - ((bottom - top) * row) / (field.columns - 1),
    ].map(rounded);
  const [least, most] = panel.shades;
  const parts = [
    drawn("path", {
      class: "shade",
      style: "--share: 0%",
      d: `M${left} ${top}H${right}V${bottom}H${left}Z`,
    }),
  ];
  for (let i = 1; i < shadeSteps; ++i) {
    const level = least + ((most - least) * i) / shadeSteps;
    const d = above(field, scaled(panel, level), place).area;
    const style = `--share: ${(100 * i) / (shadeSteps - 1)}%`;
    if (d) parts.push(drawn("path", { class: "shade", style, d }));
  }
  const d = above(field, scaled(panel, panel.level), place).border;
  return [...parts, drawn("path", { class: "border", d })];
}
