// How the map looks: the size of its points, its background, and whether it turns by itself.

const GROUNDS = { day: ["#ffffff", "#1f2933", "#dde3e8"], night: ["#12171c", "#e6ebef", "#33404a"] };
const TURNING = 0.3; // radians a second
let ground = ""; // chosen for all maps of the page; empty is the page's own

Object.assign(PointMap.prototype, {
  // How large and how dense a point is: few are large and solid, many small and thin, and grow as one comes closer.
  grain(step) {
    const { camera, rows } = this;
    const n = Math.max(rows.drawn, 1), zoom = Math.max(camera.zoomed(), 0.05);
    if (this.pictured()) return { diameter: this.pictureSize(n, zoom), alpha: 1 };
    const first = Math.max(1.5, Math.min(10, 9.5 * (n / 100) ** -0.2)) * Math.min(1, Math.max(0.7, Math.min(camera.width, camera.height) / 420));
    const seen = rows.shapes && rows.n <= CRISP ? Math.max(first, 6.5) : first; // a shape is told only above a few pixels
    const diameter = camera.flat ? Math.min(16, Math.max(1.2, seen * zoom ** 0.35)) : seen * 1.15;
    if (rows.n <= CRISP) return { diameter, alpha: 0.88 };
    const layers = (n * 0.785 * diameter ** 2) / (camera.width * camera.height * 0.25 * zoom ** 2) / step;
    return { diameter, alpha: Math.max(0.06, Math.min(0.85, 1.6 / layers ** 0.75)) };
  },

  pictured() {
    return Boolean(this.head?.images?.drawn && this.arrays.images && this.painter?.sprites);
  },

  // Pictures cover about the area of the map together, and are told apart from a few pixels on.
  pictureSize(n, zoom) {
    const { camera } = this;
    const first = Math.min(44, Math.max(9, 1.3 * Math.sqrt((camera.width * camera.height * 0.5) / n)));
    return camera.flat ? Math.min(160, first * zoom ** 0.7) : first;
  },

  // The diameter of a point in CSS pixels, and of a row with its own size.
  spread(row = -1) {
    const sizes = this.arrays.sizes;
    const own = sizes && row >= 0 ? 0.55 + 2.2 * Math.sqrt(sizes[row] / 255) : 1;
    return Math.max(1, (this.look.diameter / (this.ratio || 1)) * own);
  },

  // How near the pointer must come.
  reach() {
    return this.pictured() ? Math.max(REACH, this.spread() / 2) : REACH;
  },

  // So many points are drawn however slow the machine.
  least() {
    return this.pictured() ? PICTURED : MANY;
  },

  spin() {
    this.spinning = this.spinning ? null : performance.now();
    for (const button of this.parts.tools.querySelectorAll(".spin")) button.setAttribute("aria-pressed", String(Boolean(this.spinning)));
    this.redraw();
  },

  // A little further round; it waits while a point is pointed at or the map is held.
  spun(now) {
    if (!this.spinning || this.camera.flat) return;
    const gone = Math.min(now - this.spinning, 100);
    this.spinning = now;
    if (this.held || this.group?.hover >= 0) return;
    Object.assign(this.camera, { own: true, turn: this.camera.turn + (gone / 1000) * TURNING });
    this.lastMove = now;
  },

  dayOrNight() {
    const [r, g, b] = readTheme(this.root).rgb;
    const other = 0.3 * r + 0.59 * g + 0.11 * b > 0.5 ? "night" : "day";
    ground = ground ? "" : other;
    for (const map of atHand) map.grounded();
  },

  grounded() {
    const { stage, tools } = this.parts, [background, text, line] = GROUNDS[ground] ?? [];
    const names = { "--st-background-color": background, "--st-text-color": text, "--st-border-color": line };
    for (const [name, value] of Object.entries(names)) if (value) stage.style.setProperty(name, value); else stage.style.removeProperty(name);
    for (const button of tools.querySelectorAll(".night")) button.setAttribute("aria-pressed", String(Boolean(ground)));
    this.theme = readTheme(stage);
    this.root.dataset.ground = ground;
    if (this.rows) this.redraw();
  },
});
