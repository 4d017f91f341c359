// What lies over the points: axes, captions, labels, rings around pointed and clicked rows, the outline being drawn.

const FEW = 40; // so many labels are drawn beside their points

class Overlay {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
  }

  draw(map, ratio, theme) {
    const { pen } = this;
    const { camera } = map;
    const empty = this.nothing(map);
    if (empty && this.empty) return; // an untouched canvas costs nothing
    this.empty = empty;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    Object.assign(pen, { lineJoin: "round", textBaseline: "middle", lineWidth: 1 });
    const project = camera.projector();
    if (camera.flat) drawContours(pen, map, theme, project);
    if (camera.flat) this.flatAxes(pen, map, theme); else this.solidAxes(pen, map, theme);
    const taken = [];
    this.captions(pen, map, theme, project, taken);
    if (!map.moving) this.labels(pen, map, theme, project, taken);
    this.ring(pen, map, map.group?.clicked ?? -1, theme.text, project, 2);
    this.ring(pen, map, map.group?.hover ?? -1, theme.text, project, 1.5);
    this.outline(pen, map, theme);
  }

  nothing({ camera, head, group, outline, labels, moving }) {
    const still = !labels || moving;
    return camera.flat && still && !outline && !head.axes.length && !head.captions.length && !head.levels && !head.parts.lines && group.hover < 0 && group.clicked === null;
  }

  flatAxes(pen, map, theme) {
    const [x, y] = map.head.axes, { width, height } = map.camera;
    Object.assign(pen, { font: `12px ${theme.font}`, textAlign: "center", globalAlpha: 0.75 });
    if (x) written(pen, x, width / 2, height - 10, theme);
    if (y) {
      pen.save();
      pen.translate(10, height / 2);
      pen.rotate(-Math.PI / 2);
      written(pen, y, 0, 0, theme);
      pen.restore();
    }
    pen.globalAlpha = 1;
  }

  // Three short axes in the corner turn with the points.
  solidAxes(pen, map, theme) {
    const { right, up } = map.camera.axes(), long = 24;
    const names = [0, 1, 2].map((i) => map.head.axes[i] ?? "xyz"[i]);
    Object.assign(pen, { font: `11px ${theme.font}` });
    const widest = Math.min(map.camera.width / 3, Math.max(...names.map((name) => pen.measureText(name).width)));
    const x = 16 + long + widest, y = map.camera.height - 46;
    for (let i = 0; i < 3; i++) {
      const [dx, dy] = [right[i] * long, -up[i] * long];
      Object.assign(pen, { strokeStyle: theme.text, globalAlpha: 0.6, textAlign: dx < -3 ? "right" : dx > 3 ? "left" : "center" });
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x + dx, y + dy);
      pen.stroke();
      written(pen, names[i], x + dx * 1.2, y + dy * 1.2 + Math.sign(dy) * 5, theme);
    }
    pen.globalAlpha = 1;
  }

  captions(pen, map, theme, project, taken) {
    const out = [0, 0, 1];
    Object.assign(pen, { font: `600 13px ${theme.font}`, textAlign: "center" });
    for (const [words, [px, py, pz = 0]] of map.head.captions) {
      project(px, py, pz, out);
      if (out[2] > 0 && room(pen, words, out[0], out[1], 16, taken)) written(pen, words, out[0], out[1], theme);
    }
  }

  // When few points are in sight, or stand out, they say their names.
  labels(pen, map, theme, project, taken) {
    const { rows, labels, camera } = map;
    if (!labels) return;
    Object.assign(pen, { font: `11px ${theme.font}`, textAlign: "left" });
    const out = [0, 0, 1];
    for (const row of inSight(map, project)) {
      const words = labels.at(row).split("\n", 1)[0].slice(0, 40);
      const at = row * rows.dimensions;
      project(rows.positions[at], rows.positions[at + 1], camera.flat ? 0 : rows.positions[at + 2], out);
      const x = out[0] + 8 + pen.measureText(words).width / 2;
      if (words && room(pen, words, x, out[1], 12, taken)) written(pen, words, out[0] + 8, out[1], theme);
    }
  }

  ring(pen, map, row, colour, project, thick) {
    const { rows, camera } = map;
    if (row < 0 || row >= rows.n || rows.off[row]) return;
    const out = [0, 0, 1], at = row * rows.dimensions;
    project(rows.positions[at], rows.positions[at + 1], camera.flat ? 0 : rows.positions[at + 2], out);
    if (!(out[2] > 0)) return;
    const radius = Math.max(4, map.look.diameter / map.ratio / 2 + 2.5);
    pen.lineWidth = thick;
    for (const [style, wide] of [[map.theme.background, radius + thick], [colour, radius]]) {
      pen.strokeStyle = style;
      pen.beginPath();
      pen.arc(out[0], out[1], wide, 0, 7);
      pen.stroke();
    }
    pen.fillStyle = map.colourOf(row);
    pen.beginPath();
    pen.arc(out[0], out[1], radius - 1.5, 0, 7);
    pen.fill();
  }

  outline(pen, map, theme) {
    if (!map.outline?.length) return;
    pen.beginPath();
    for (const [x, y] of map.outline) pen.lineTo(x, y);
    pen.closePath();
    Object.assign(pen, { fillStyle: theme.accent, globalAlpha: 0.12 });
    pen.fill();
    Object.assign(pen, { strokeStyle: theme.accent, globalAlpha: 1, lineWidth: 1.25 });
    pen.setLineDash([5, 3]);
    pen.stroke();
    pen.setLineDash([]);
  }
}

// Text with a halo in the colour of the background, readable over points.
function written(pen, words, x, y, theme) {
  Object.assign(pen, { strokeStyle: theme.background, lineWidth: 3.5, fillStyle: theme.text });
  pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
  pen.lineWidth = 1;
}

function room(pen, words, x, y, high, taken) {
  const half = pen.measureText(words).width / 2 + 3;
  const box = [x - half, y - high / 2, x + half, y + high / 2];
  if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return false;
  taken.push(box);
  return true;
}

// The rows that are worth a label: those that stand out, or all in sight, when there are few.
function inSight({ rows, camera, group }, project) {
  const seen = [], out = [0, 0, 1], { positions, n, off, marks, dimensions, highlights } = rows;
  if (n > 200_000 && !highlights) return [];
  for (let i = 0; i < n; i++) {
    if (off[i] || (highlights && !(marks[i] & 1))) continue;
    project(positions[dimensions * i], positions[dimensions * i + 1], dimensions === 3 ? positions[3 * i + 2] : 0, out);
    if (!(out[2] > 0 && out[0] >= 0 && out[1] >= 0 && out[0] <= camera.width && out[1] <= camera.height)) continue;
    if (seen.push(i) > FEW) return [];
  }
  return seen;
}
