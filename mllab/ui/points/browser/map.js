// A map: takes what the page sends, holds the camera, and draws when something has changed.

const MOTION = 250; // milliseconds from the last positions to new ones
const REST = 140; // milliseconds without motion until all points are drawn again
const MANY = 30_000; // points that are always drawn, however slow the machine
const PATIENCE = 2500; // milliseconds until a lost canvas is replaced
const IN_TIME = 28; // milliseconds for a picture in motion
const SLOW = 24; // milliseconds between two drawings, above which the machine has no graphics card or no time
const BREATHS = 4; // of the time of a slow drawing until the next one of a picture that is still computed
const LONG = 150; // milliseconds that it then waits at most

const atHand = new Set(); // the maps of the page

class PointMap {
  constructor(root) {
    this.root = root;
    this.parts = Object.fromEntries(["title", "said", "clear", "tools", "stage", "dots", "over", "tip", "heard", "plain", "legend"].map((name) => [name, root.querySelector(`.${name}`)]));
    Object.assign(this, { arrays: {}, digests: {}, tool: "", step: 1, moving: false, lastMove: -1e9, look: { diameter: 4 }, part: 1, frames: 0, made: {} });
    this.overlay = new Overlay(this.parts.over);
    this.again = () => this.receive(null);
    const { dots, stage, clear } = this.parts;
    this.attend(dots);
    clear.onclick = () => { this.escape(); this.parts.dots.focus(); };
    new ResizeObserver(() => this.resize()).observe(stage);
    atHand.add(this);
    this.grounded();
    this.start();
  }

  attend(dots) {
    listen(this, dots);
    listenToKeys(this, dots);
    dots.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.painter = this.drawing = null;
      this.say("The graphics card has let go of the map. It is drawn again in a moment.");
      this.patience = setTimeout(() => this.replace(), PATIENCE);
    });
    dots.addEventListener("webglcontextrestored", () => { clearTimeout(this.patience); this.start(); this.upload(); });
  }

  // A canvas whose context does not come back is of no more use: a new one takes its place.
  replace() {
    if (this.painter || !this.root.isConnected) return;
    const fresh = this.parts.dots.cloneNode();
    this.parts.dots.replaceWith(fresh);
    this.parts.dots = fresh;
    this.attend(fresh);
    this.start();
    if (this.painter) this.upload();
    else this.patience = setTimeout(() => this.replace(), PATIENCE);
  }

  start() {
    try {
      this.painter = new Painter(this.parts.dots);
      this.say("");
    } catch (error) {
      this.painter = null;
      this.say(error.message);
    }
  }

  say(words) {
    this.parts.plain.textContent = words;
    this.parts.plain.hidden = !words;
    this.root.classList.toggle("without", Boolean(words));
  }

  // The head of a packet from the page; null when parts of the last one have come by another way.
  receive(fresh) {
    if (fresh) this.waitingFor = { head: fresh, asked: false };
    if (!this.waitingFor) return;
    const { head } = this.waitingFor;
    const arrays = {}, missing = [];
    for (const [name, { digest }] of Object.entries(head.parts)) {
      if (name === "selected" && !this.wantsSelection(head)) continue;
      const array = this.digests[name] === digest ? this.arrays[name] : kept(digest);
      if (array) arrays[name] = array; else missing.push(digest);
    }
    if (missing.length) return this.wait(missing);
    this.waitingFor = this.lastMissing = null;
    arrivals.delete(this.again);
    this.apply(head, arrays);
  }

  // Another map of the page may be about to bring what is missing; if not, it is asked for.
  wait(missing) {
    arrivals.add(this.again);
    const mine = this.waitingFor;
    if (mine.asked) return;
    mine.asked = true;
    this.asks = String(this.lastMissing) === String(missing) ? this.asks + 1 : 1;
    this.lastMissing = missing;
    if (this.asks > 5) return this.say("The points did not arrive. Load the page again.");
    setTimeout(() => { if (this.waitingFor === mine) this.ask("missing", missing); }, 150);
  }

  wantsSelection(head) {
    return Boolean(head.selection) && !groups.get(head.group)?.own.has(head.selection);
  }

  apply(head, arrays) {
    const last = this.head;
    const before = { ...this.digests };
    this.head = head;
    this.arrays = arrays;
    this.digests = Object.fromEntries(Object.entries(head.parts).map(([name, { digest }]) => [name, digest]));
    const fresh = !last || last.n !== head.n || last.dimensions !== head.dimensions;
    const changed = (name) => fresh || before[name] !== this.digests[name];
    const renamed = !last || String(last.names) !== String(head.names) || String([last.palette, last.ramp]) !== String([head.palette, head.ramp]);
    this.join(head, last);
    if (fresh) this.begin(head, last);
    if (changed("shapes") || String(last?.shape_names) !== String(head.shape_names)) this.rows.away.shapes.clear();
    Object.assign(this.rows, { codes: arrays.codes, values: arrays.values, shapes: arrays.shapes, emphasis: arrays.emphasis });
    if (changed("values")) this.rows.between = null;
    if (changed("codes") || changed("values") || renamed) this.recolour(head);
    for (const texts of ["labels", "words"]) if (changed(texts)) this[texts] = arrays[texts] && new Texts(arrays[texts], head.n);
    this.camera.equal = head.equal;
    if (changed("positions")) this.move(arrays.positions, fresh);
    if (changed("sizes") && this.painter) this.sizes(arrays.sizes);
    if (changed("images") || JSON.stringify(last?.images) !== JSON.stringify(head.images)) this.painter?.pictures(arrays.images, head.images);
    this.takeSelection(head, arrays);
    this.rows.mark(this.group);
    this.painter?.buffers.set("marks", this.rows.marks);
    this.dress(head); // may change the size of the stage, to which a view is fitted
    if (head.view && JSON.stringify(head.view) !== JSON.stringify(last?.view)) { this.flight = null; this.camera.look(head.view); this.seen?.(); }
    this.redraw();
  }

  join(head, last) {
    if (last?.group === head.group && !this.joins) return;
    this.joins = false;
    if (last && this.group) this.group.leave(last.group, this);
    this.group = Group.of(head.group, head.n);
    if (!this.group.members.size) this.group.clicked = head.clicked;
    this.group.members.add(this);
  }

  begin(head, last) {
    this.rows = new Rows(head.n, head.dimensions);
    if (last?.dimensions !== head.dimensions) {
      this.camera = new Camera(head.dimensions);
      this.camera.resize(this.parts.stage.clientWidth || 1, this.parts.stage.clientHeight || 1);
    }
    this.painter?.rows(head.n, head.dimensions);
  }

  // New places: the points glide there, unless the reader wants no motion.
  move(positions, fresh) {
    const { rows, camera, painter } = this;
    const now = performance.now(), gap = now - (this.arrived ?? -1e9);
    const from = fresh || matchMedia("(prefers-reduced-motion: reduce)").matches ? null : this.here();
    const start = { center: [...camera.center], scale: [...camera.scale], distance: camera.distance };
    rows.place(positions);
    camera.fit(rows.box);
    const end = { center: [...camera.center], scale: [...camera.scale], distance: camera.distance };
    this.flight = from && !camera.own ? { start, end } : null;
    painter?.buffers.move(from, rows.positions);
    // A picture that keeps changing moves evenly from state to state; a single change starts and ends gently.
    const streaming = gap < 1500 && this.head.moving !== false;
    Object.assign(this, { arrived: now, from, began: null, between: 0, part: from ? 0 : 1, even: streaming, lasts: streaming ? Math.max(120, Math.min(600, gap)) : MOTION });
  }

  // The positions as they are drawn at this moment.
  here() {
    const { rows: { positions }, from, part } = this;
    if (!from || part >= 1) return positions;
    const t = this.eased();
    return positions.map((to, i) => from[i] + (to - from[i]) * t);
  }

  eased() {
    const { part, even } = this;
    return even || part >= 1 ? part : part * part * (3 - 2 * part);
  }

  recolour(head) {
    const { rows, painter } = this;
    if (rows.codes === undefined && rows.values === undefined) rows.away.codes.clear();
    if (String(this.hidingOf) !== String(head.names)) { rows.away.codes.clear(); this.hidingOf = head.names; }
    this.range = rows.values ? rows.span() : { low: 0, high: 1, missing: 0 };
    if (!painter) return;
    const shades = rows.shades(head.names.length);
    if (shades) painter.buffers.set("shades", shades); else painter.buffers.drop("shades");
    painter.palette(rows.values ? rampBytes(head.ramp) : paletteBytes(head));
  }

  sizes(sizes) {
    if (sizes) this.painter.buffers.set("sizes", sizes); else this.painter.buffers.drop("sizes");
  }

  // After the graphics card has come back, everything is sent to it again.
  upload() {
    if (!this.painter || !this.head) return;
    this.painter.rows(this.head.n, this.head.dimensions);
    this.painter.buffers.move(null, this.rows.positions);
    this.recolour(this.head);
    this.sizes(this.arrays.sizes);
    this.painter.pictures(this.arrays.images, this.head.images);
    this.painter.buffers.set("marks", this.rows.marks);
    this.part = 1;
    this.redraw();
  }

  takeSelection(head, arrays) {
    if (!arrays.selected || !this.wantsSelection(head)) return;
    this.group.own.add(head.selection);
    this.group.given(head.selection, arrays.selected);
  }

  dress(head) {
    const { root, parts: { title, dots } } = this;
    title.textContent = head.title;
    title.hidden = !head.title;
    root.style.setProperty("--stage", `${Math.max(160, head.height - 40)}px`);
    const how = head.dimensions === 3 ? "Arrow keys turn, with Shift they move" : "Arrow keys move";
    dots.setAttribute("aria-label", `${head.title || "Map"}: ${head.n.toLocaleString("en")} points${head.colour ? `, coloured by ${head.colour}` : ""}. ${how}, plus and minus zoom, Home shows all, Enter picks the point nearest to the middle, A selects what is in sight, Escape clears the selection.`);
    root.dataset.positions = this.digests.positions;
    this.theme = readTheme(this.parts.stage);
    this.once("legend", [this.digests.codes, this.digests.values, this.digests.shapes, head.names, head.palette, head.ramp, head.colour, head.shape_names, head.shape, head.size], drawLegend);
    this.once("toolbar", [head.tools, head.dimensions], drawToolbar);
    drawStatus(this);
    this.resize();
  }

  // Made again only when what it shows has changed, so that a button keeps the keyboard's focus.
  once(what, shown, draw) {
    const words = JSON.stringify(shown);
    if (this.made[what] === words) return;
    this.made[what] = words;
    draw(this);
  }

  leave() {
    if (this.group) this.group.leave(this.head.group, this);
    arrivals.delete(this.again);
    atHand.delete(this);
    this.gone = true;
  }

  // In the page again, somewhere else. Its group knows it from the next packet on.
  comeBack() {
    this.gone = false;
    this.joins = true;
    atHand.add(this);
    this.grounded();
  }

  // What comes next is another picture: nothing of this one stays but the canvas.
  forget() {
    if (this.group) this.group.leave(this.head.group, this);
    Object.assign(this, { head: undefined, group: undefined, digests: {}, arrays: {}, made: {}, flight: null, outline: null, part: 1, from: null });
    for (const told of ["positions", "drawn", "settled", "view"]) delete this.root.dataset[told];
  }

  free() {
    this.painter?.free();
    this.painter = null;
    this.freed = true;
  }
}
