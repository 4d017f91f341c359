// What a map does when it is looked at and worked with.

Object.assign(PointMap.prototype, {
  resize() {
    const { stage, dots, over } = this.parts;
    const width = stage.clientWidth, height = stage.clientHeight, ratio = window.devicePixelRatio || 1;
    if (!width || !height || !this.camera) return;
    if (width === this.camera.width && height === this.camera.height && ratio === this.ratio) return;
    this.ratio = ratio;
    for (const canvas of [dots, over]) Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    this.overlay.empty = false;
    this.flight = null;
    this.camera.resize(width, height);
    this.redraw();
  },

  redraw() {
    this.dirty = true;
    this.root.dataset.busy = "";
    this.wake();
  },

  wake() {
    if (!this.queued && !this.gone) this.queued = requestAnimationFrame((now) => this.frame(now));
  },

  // Something moves: while it does, only as many points are drawn as keep it fluid.
  moved(change) {
    this.flight = null;
    change();
    this.lastMove = performance.now();
    this.redraw();
  },

  frame() {
    this.queued = 0;
    if (!this.head || !this.camera || this.gone) return;
    const now = performance.now();
    if (this.drawing) {
      if (!this.measured(now)) return this.wake(); // the last picture is still being drawn
      if (!this.dirty) return this.settled();
    }
    if (this.breathing(now)) return;
    this.dirty = false;
    if (this.part < 1) this.advance(now);
    this.spun(now);
    this.moving = this.part < 1 || now - this.lastMove < REST;
    const step = this.moving ? this.pace() : 1;
    this.paint(step);
    this.painted = { now, breath: null };
    this.fence(now, step);
    if (this.moving) this.redraw(); else if (!this.drawing) this.settled();
  },

  // A picture on its way is drawn less often where drawing is slow, as it is without a graphics card: the processor is needed for the picture itself.
  breathing(now) {
    if (!this.even || this.part >= 1 || now - this.lastMove < REST || !this.painted) return false;
    const { painted } = this, took = now - painted.now;
    painted.breath ??= took > SLOW && took < LONG ? Math.min(BREATHS * took, LONG) : 0;
    const left = painted.breath - took;
    if (left <= 0) return false;
    setTimeout(() => this.wake(), left);
    return true;
  },

  // A fence in the stream of drawing commands tells when a picture is done, without waiting for it.
  fence(now, step) {
    const gl = this.painter?.gl;
    if (!gl || gl.isContextLost() || this.rows.n < this.least()) return;
    this.drawing = { fence: gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0), began: now, step };
    gl.flush();
    this.wake();
  },

  // Whether the picture is done; then also how long a picture of all points would take.
  measured(now) {
    const gl = this.painter?.gl, { fence, began, step } = this.drawing;
    if (gl && !gl.isContextLost()) {
      if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED && now - began < 10_000) return false;
      gl.deleteSync(fence);
      this.cost = (now - began) * step;
    }
    this.drawing = null;
    return true;
  },

  advance(now) {
    this.began ??= now; // the clock runs from the first picture, however long the data took to get to the graphics card
    this.part = Math.min(1, (now - this.began) / this.lasts);
    if (this.part < 1) this.between++;
    if (this.flight) {
      const { start, end } = this.flight, t = this.eased(), mix = (a, b) => a.map((x, i) => x + (b[i] - x) * t);
      Object.assign(this.camera, { center: mix(start.center, end.center), scale: mix(start.scale, end.scale), distance: start.distance + (end.distance - start.distance) * t });
    }
    if (this.part >= 1) {
      this.painter?.buffers.move(null, this.rows.positions);
      this.from = this.flight = null;
    }
  },

  // While it moves, every second point, every fourth ..., as many as can be drawn in time; at rest all of them.
  pace() {
    const most = Math.min(this.painter?.buffers.most() ?? 1, this.rows.n / this.least());
    let step = 1;
    while (step * 2 <= most && (this.cost ?? 0) / step > IN_TIME) step *= 2;
    return (this.step = step);
  },

  paint(step) {
    const { camera, rows, head, theme, ratio, range } = this;
    const { diameter, alpha } = this.grain(step);
    this.look = {
      diameter: diameter * ratio, alpha, step,
      matrix: camera.matrix(), center: camera.center, part: this.eased(),
      sized: this.arrays.sizes ? 1 : 0, depth: camera.flat ? 0 : camera.distance, radius: camera.radius,
      numbers: Boolean(rows.values), range: [range.low, range.high > range.low ? 1 / (range.high - range.low) : 0],
      none: rgb(head.none).map((part) => part / 255), background: theme.rgb, highlights: rows.highlights,
      rim: diameter * ratio >= 5 && rows.n <= 8000 ? Math.max(1, ratio * 0.8) : 0,
    };
    if (this.painter && !this.painter.gl.isContextLost()) this.painter.draw(this.look);
    this.overlay.draw(this, ratio, theme);
    this.frames++;
  },

  settled() {
    const { root, rows, group, camera, painter } = this;
    delete root.dataset.busy;
    Object.assign(root.dataset, { drawn: painter ? rows.drawn : 0, selected: group.count, frames: this.frames, step: this.step, between: this.between, words: this.words ? this.written : 0, pictures: this.pictured() ? rows.drawn : 0, view: JSON.stringify(camera.view()), settled: this.digests.positions });
  },

  use(tool) {
    this.tool = tool;
    for (const button of this.parts.tools.querySelectorAll("[data-tool]")) button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    this.parts.stage.dataset.tool = tool;
  },

  home() {
    this.moved(() => this.camera.home());
  },

  zoomBy(factor, x, y) {
    this.moved(() => this.camera.zoom(factor, x, y));
  },

  escape() {
    if (this.outline) { this.outline = null; return this.redraw(); }
    if (this.group.count) this.group.select(new Uint8Array(this.head.n), "replace", this);
  },

  selectOutline(how) {
    const mask = rowsInside(this.rows, this.camera, this.outline);
    this.outline = null;
    this.group.select(mask, how, this);
  },

  selectSight() {
    this.outline = boxed([0, 0], [this.camera.width, this.camera.height]);
    this.selectOutline("replace");
  },

  // Pointing is worked out once a frame at most.
  pointAt(x, y, reach = this.reach(), aloud = false) {
    this.pointed = [x, y, reach];
    this.aloud = aloud;
    if (this.pointing || !this.rows || !this.group) return;
    const heavy = this.head.dimensions === 3 && this.head.n > 200_000;
    this.pointing = true;
    setTimeout(() => {
      this.pointing = false;
      if (this.gone) return;
      const [px, py, far] = this.pointed;
      this.tipAt = [px, py];
      const row = px < -1e8 ? -1 : this.rows.nearest(this.camera, px, py, far);
      this.group.point(row, this);
      if (row >= 0) showTip(this, row, px, py);
      if (this.aloud) this.parts.heard.textContent = row < 0 ? "" : tipText(this, row).join(", ");
    }, heavy ? 90 : 16);
  },

  pointAtMiddle() {
    this.pointAt(this.camera.width / 2, this.camera.height / 2, Math.min(this.camera.width, this.camera.height) / 3, true);
  },

  hoverChanged(here) {
    if (!here || this.group.hover < 0) this.parts.tip.hidden = true;
    this.parts.dots.style.cursor = here && this.group.hover >= 0 ? "pointer" : "";
    this.redraw();
  },

  selectionChanged() {
    this.rows.mark(this.group);
    this.painter?.buffers.set("marks", this.rows.marks);
    drawStatus(this);
    this.redraw();
  },

  // Hide or show a group or a shape; alone hides all others of its kind, and once more shows them again.
  toggle(kind, code, alone) {
    const away = this.rows.away[kind];
    const codes = [...this.parts.legend.querySelectorAll(`[data-kind=${kind}]`)].map((button) => Number(button.dataset.code));
    if (alone) {
      const only = codes.filter((one) => !away.has(one)).length === 1 && !away.has(code);
      away.clear();
      if (!only) for (const one of codes) if (one !== code) away.add(one);
    } else if (!away.delete(code)) away.add(code);
    this.selectionChanged();
    markLegend(this);
  },

  showAll() {
    for (const away of Object.values(this.rows.away)) away.clear();
    this.rows.between = null;
    this.selectionChanged();
    markLegend(this);
    this.parts.legend.querySelector("[data-code], input")?.focus();
  },

  report() {
    const { group, camera } = this;
    this.seen?.();
    this.tell("picked", { id: group.id, ...group.pack(), clicked: group.clicked, view: camera.view(), own: camera.own });
  },

  groupName(code) {
    return code < 0 ? "none" : this.head.names[code];
  },

  colourOfCode(code) {
    return code < 0 ? this.head.none : this.head.palette[code % this.head.palette.length];
  },

  colourOf(row) {
    const { rows, head, range } = this;
    if (rows.codes) return this.colourOfCode(rows.codes[row]);
    if (!rows.values) return head.palette[0];
    return Number.isNaN(rows.values[row]) ? head.none : rampColour(head.ramp, range.high > range.low ? (rows.values[row] - range.low) / (range.high - range.low) : 0);
  },
});
