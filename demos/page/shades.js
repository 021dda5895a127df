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

/// Where a field is above a level, as a path, and the border of that.
function above({ values, columns }, level, place) {
  let area = "";
  let border = "";
  for (let row = 0; row + 1 < columns; ++row)
    for (let column = 0; column + 1 < columns; ++column) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ].map(([x, y]) => ({ x, y, over: values[y * columns + x] - level }));
      const shape = [];
      const crossings = [];
      corners.forEach((a, i) => {
        const b = corners[(i + 1) % 4];
        if (a.over >= 0) shape.push(place(a.x, a.y));
        if (a.over >= 0 === b.over >= 0) return;
        const t = a.over / (a.over - b.over);
        crossings.push(place(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)));
      });
      if (shape.length) area += `M${shape.join("L")}Z`;
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
