// What lies over the points: axes, captions, labels, rings around pointed and clicked rows, the outline being drawn.

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
    drawWords(pen, map, theme, project, taken);
    this.ring(pen, map, map.group?.clicked ?? -1, theme.text, project, 2);
    this.ring(pen, map, map.group?.hover ?? -1, theme.text, project, 1.5);
    this.outline(pen, map, theme);
  }

  nothing({ camera, head, group, outline, labels, words, moving }) {
    const still = !words && (!labels || moving);
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
    const out = [0, 0, 1], { camera } = map;
    Object.assign(pen, { font: `600 13px ${theme.font}`, textAlign: "center" });
    for (const [words, [px, py, pz = 0]] of map.head.captions) {
      project(px, py, pz, out);
      const wide = pen.measureText(words).width;
      const x = this.within(out[0], wide / 2 + (camera.flat && map.head.axes[1] ? 20 : 4), camera.width);
      const y = [0, -18, 18].map((line) => out[1] + line).find((at) => out[2] > 0 && room(x - wide / 2, at, wide, 16, taken));
      if (y !== undefined) written(pen, words, x, y, theme); // a line higher or lower, where another caption stands
    }
  }

  // What is in sight is read in full, also at the edge; what is beyond it stays there.
  within(x, margin, width) {
    return x < 0 || x > width ? x : Math.max(Math.min(x, width - margin), margin);
  }

  ring(pen, map, row, colour, project, thick) {
    const { rows, camera } = map;
    if (row < 0 || row >= rows.n || rows.off[row]) return;
    const out = [0, 0, 1], at = row * rows.dimensions;
    project(rows.positions[at], rows.positions[at + 1], camera.flat ? 0 : rows.positions[at + 2], out);
    if (!(out[2] > 0)) return;
    const radius = Math.max(4, map.spread(row) / 2 + 2.5), framed = map.pictured();
    pen.lineWidth = thick;
    for (const [style, wide] of [[map.theme.background, radius + thick], [colour, radius]]) {
      pen.strokeStyle = style;
      pen.beginPath();
      if (framed) pen.rect(out[0] - wide, out[1] - wide, 2 * wide, 2 * wide);
      else pen.arc(out[0], out[1], wide, 0, 7);
      pen.stroke();
    }
    if (framed || rows.shapes) return; // a disk would hide what is there
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
