// Plots: what the program computed, on axes. No number is computed here but
// places on the page.

const isOverEpochs = (panel) => panel.x === "epoch";
const pointsOf = ({ points }) =>
  points.filter((_, i) => i % 2 === 0).map((x, i) => [x, points[2 * i + 1]]);
const knownPoints = (panel, series, epoch) =>
  pointsOf(series).filter(([x]) => !isOverEpochs(panel) || x <= epoch);
const rounded = (at) => Math.round(10 * at) / 10;
const short = (value) => String(Number(value.toPrecision(4)));

/// One, two or five times a power of ten, about `count` of them to a length.
function niceStep(length, count) {
  const power = 10 ** Math.floor(Math.log10(length / count));
  return power * [1, 2, 5, 10].find((by) => by * power * count >= length);
}

/// From where to where an axis goes, and the numbers at it: with a step that is
/// given, from 0 up.
function axisOf(given, values, step, count) {
  const [from, to] = given ?? [null, null];
  let least = from ?? Math.min(...values);
  let most = to ?? Math.max(...values);
  if (!(most > least)) most = least + 1;
  const by = step ?? niceStep(most - least, count);
  if (from === null) least = by * Math.floor(least / by + 1e-9);
  if (to === null) most = by * Math.ceil(most / by - 1e-9);
  const ticks = [];
  const first = step ? 0 : Math.ceil(least / by - 1e-9);
  for (let i = first; i * by <= most + 1e-9 * by; ++i) ticks.push(i * by);
  return { least, most, ticks };
}

/// `layer1.neuron2` and `w3` of a weight's name; else nothing.
const partsOf = (name) => /^(layer.+)\.(.+)$/.exec(name)?.slice(1) ?? [];

/// Each series with its colour and its pattern or shape, by the order of its
/// kind; one without a name goes with the one before. The weights of several
/// neurons have a colour for each neuron, and a pattern for each weight of it.
function styled(panel) {
  const known = {};
  const nth = (kind, name) => {
    const names = (known[kind] ??= []);
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  return panel.series.map((series) => {
    const [neuron, weight] = partsOf(series.name);
    if (weight)
      return {
        ...series,
        color: nth("neuron", neuron),
        pattern: nth("weight", weight),
      };
    const kind = series.mark === "trace" ? "arrows" : series.mark;
    const color = series.name
      ? nth(kind, series.name)
      : Math.max(0, (known[kind]?.length ?? 0) - 1);
    return { ...series, color, pattern: color };
  });
}

const shapes = [
  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
  "M-5 -5H5V5H-5Z",
  "M0 -6L6 5H-6Z",
  "M0 -7L6 0L0 7L-6 0Z",
  "M-6 -5H6L0 6Z",
  "M-6 -2H-2V-6H2V-2H6V2H2V6H-2V2H-6Z",
];
const shapeOf = ({ mark, pattern }) =>
  ({ circles: shapes[0], diamonds: shapes[3] })[mark] ?? shapes[pattern % 6];

const colorOf = ({ color }) => `--color: var(--color${color % 6})`;

function marksOf(series, places, isSmall = false) {
  const look = `pattern${series.pattern % 6}`;
  const style = colorOf(series);
  if (series.mark === "line")
    return [
      drawn("polyline", { class: `line ${look}`, style, points: places }),
    ];
  const size = places.length > 20 ? (isSmall ? 0.3 : 0.55) : 1;
  const point = ([x, y]) =>
    drawn("path", {
      class: `${series.mark} ${look}`,
      style,
      d: shapeOf(series),
      transform: `translate(${x} ${y}) scale(${size})`,
    });
  if (!/arrows|trace/.test(series.mark)) return places.map(point);
  const arrows = places.slice(1).map(([x, y], i) => {
    const [left, top] = places[i];
    const length = Math.hypot(x - left, y - top) || 1;
    const [dx, dy] = [(x - left) / length, (y - top) / length];
    const head = [4, -4].map((by) => [
      x - 9 * dx + by * dy,
      y - 9 * dy - by * dx,
    ]);
    const ends = length < 12 ? "" : `M${head[0]}L${[x, y]}L${head[1]}`;
    return drawn("path", {
      class: `arrow ${series.mark} ${look}`,
      style,
      d: `M${places[i]}L${[x, y]}${ends}`,
    });
  });
  return series.mark === "trace" ? arrows : [...arrows, ...places.map(point)];
}

/// The axes of a panel in a space of that size.
function frameOf(panel, width, height) {
  const all = panel.series.flatMap(pointsOf);
  const [along, values] = [0, 1].map((i) => all.map((point) => point[i]));
  const over = panel.x_range ?? [Math.min(...along), Math.max(...along)];
  const x = axisOf(over, along, panel.x_step, width / 80);
  const y = axisOf(panel.y_range, values, panel.y_step, height / 50);
  const widest = Math.max(...y.ticks.map((tick) => short(tick).length));
  const edges = panel.is_small
    ? { left: 2, right: width - 2, top: 2, bottom: height - 2 }
    : { left: 36 + 8 * widest, right: width - 26, top: 8, bottom: height - 46 };
  const { left, right, top, bottom } = edges;
  const place = ([at, value]) =>
    [
      left + ((right - left) * (at - x.least)) / (x.most - x.least),
      bottom - ((bottom - top) * (value - y.least)) / (y.most - y.least),
    ].map(rounded);
  return { x, y, place, ...edges };
}

/// Lines at the numbers of the axes, the numbers, and what they count.
function scalesOf(panel, { x, y, place, left, right, top, bottom }) {
  const words = (at, height, anchor, content, more = {}) =>
    drawn(
      "text",
      { x: at, y: height, "text-anchor": anchor, ...more },
      content,
    );
  const grid = (d) => drawn("path", { class: "grid", d });
  const middle = (top + bottom) / 2;
  return [
    ...x.ticks.flatMap((tick) => {
      const [at] = place([tick, 0]);
      const number = words(at, bottom + 18, "middle", short(tick));
      return [grid(`M${at} ${top}V${bottom}`), number];
    }),
    ...y.ticks.flatMap((tick) => {
      const [, at] = place([0, tick]);
      const number = words(left - 7, at + 5, "end", short(tick));
      return [grid(`M${left} ${at}H${right}`), number];
    }),
    words((left + right) / 2, bottom + 38, "middle", panel.x),
    words(14, middle, "middle", panel.y, {
      transform: `rotate(-90 14 ${middle})`,
    }),
  ];
}

/// A part that shows nothing outside the axes but the half of a point.
function windowOf({ left, right, top, bottom }) {
  const room = 8;
  const size = {
    width: right - left + 2 * room,
    height: bottom - top + 2 * room,
  };
  const corner = { x: left - room, y: top - room };
  const viewBox = `${corner.x} ${corner.y} ${size.width} ${size.height}`;
  return drawn("svg", { ...corner, ...size, viewBox });
}

/// Where a curve has come to.
const endOf = (series, [cx, cy]) =>
  drawn("circle", { class: "end", style: colorOf(series), cx, cy, r: 4.5 });

/// A panel as it is at an epoch.
function plot(panel, epoch, width, height) {
  const frame = frameOf(panel, width, height);
  const { left, right, top, bottom, place } = frame;
  const inside = windowOf(frame);
  const series = styled(panel);
  for (const isLine of [true, false])
    for (const one of series.filter(
      ({ mark }) => (mark === "line") === isLine,
    )) {
      const places = knownPoints(panel, one, epoch).map(place);
      inside.append(...marksOf(one, places, panel.is_small));
      if (isOverEpochs(panel) && places.length)
        inside.append(endOf(one, places.at(-1)));
    }
  const rest = panel.moments ? `H${right}V${top}Z` : `H${right}`;
  return [
    ...(panel.moments ? shadesOf(panel, epoch, frame) : []),
    ...(panel.is_small ? [] : scalesOf(panel, frame)),
    drawn("path", { class: "axis", d: `M${left} ${top}V${bottom}${rest}` }),
    inside,
  ];
}
