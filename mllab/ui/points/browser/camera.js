// Where the map is looked at from. Lengths on screen are CSS pixels, x to the right and y down.

const FOV = (40 * Math.PI) / 180;
const NEAREST = 0.02; // of the radius: how close the eye may come

class Camera {
  constructor(dimensions) {
    this.flat = dimensions === 2;
    Object.assign(this, { width: 1, height: 1, box: null, equal: true, own: false });
    Object.assign(this, { center: [0, 0, 0], scale: [1, 1], turn: 0.6, tilt: 0.35, distance: 1, radius: 1 });
  }

  // Take in new bounds or a new size; a view that the user chose stays.
  fit(box, { keep = this.own } = {}) {
    this.box = box;
    const middle = box.low.map((low, i) => (low + box.high[i]) / 2);
    const spans = box.low.map((low, i) => Math.max(box.high[i] - low, 1e-30));
    this.radius = Math.hypot(...spans) / 2;
    if (this.flat) this.scales = this.whole(spans);
    if (keep) return;
    this.own = false;
    this.center = [middle[0], middle[1], middle[2] ?? 0];
    if (this.flat) this.scale = [...this.scales];
    else { this.distance = this.away(); }
  }

  whole([x, y]) {
    const room = 0.92; // a margin around all points
    const scales = [(this.width * room) / x, (this.height * room) / y];
    return this.equal ? [Math.min(...scales), Math.min(...scales)] : scales;
  }

  away() {
    return (this.radius * 0.78) / Math.sin(FOV / 2) * Math.max(1, this.height / this.width);
  }

  resize(width, height) {
    if (this.flat && this.own && this.width > 1) this.scale = this.scale.map((scale) => scale * (width / this.width));
    Object.assign(this, { width, height });
    if (this.box) this.fit(this.box);
  }

  home() {
    Object.assign(this, { own: false, turn: 0.6, tilt: 0.35 });
    if (this.box) this.fit(this.box, { keep: false });
  }

  zoomed() {
    return this.flat ? this.scale[0] / this.scales[0] : this.away() / this.distance;
  }

  pan(dx, dy) {
    this.own = true;
    if (this.flat) {
      this.center[0] -= dx / this.scale[0];
      this.center[1] += dy / this.scale[1];
      return;
    }
    const { right, up } = this.axes(), step = this.distance / this.focus();
    this.center = this.center.map((at, i) => at - dx * step * right[i] + dy * step * up[i]);
  }

  orbit(dx, dy) {
    this.own = true;
    this.turn -= dx * 0.008;
    this.tilt = Math.min(Math.PI / 2, Math.max(-Math.PI / 2, this.tilt + dy * 0.008));
  }

  // Zoom by a factor, keeping what lies under (x, y) where it is.
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    this.own = true;
    if (!this.flat) {
      this.distance = Math.min(this.away() * 20, Math.max(this.radius * NEAREST, this.distance / factor));
      return;
    }
    const bounded = Math.min(1e6, Math.max(0.05, this.zoomed() * factor)) / this.zoomed();
    const [ax, ay] = this.place(x, y);
    this.scale = this.scale.map((scale) => scale * bounded);
    const [bx, by] = this.place(x, y);
    this.center[0] += ax - bx;
    this.center[1] += ay - by;
  }

  focus() {
    return this.height / 2 / Math.tan(FOV / 2);
  }

  axes() {
    const [ct, st, cl, sl] = [Math.cos(this.turn), Math.sin(this.turn), Math.cos(this.tilt), Math.sin(this.tilt)];
    return { right: [ct, 0, -st], up: [-st * sl, cl, -ct * sl], back: [st * cl, sl, ct * cl] };
  }

  // The place in the data of a point on screen (2-D only).
  place(x, y) {
    return [this.center[0] + (x - this.width / 2) / this.scale[0], this.center[1] - (y - this.height / 2) / this.scale[1]];
  }

  // A function from a place in the data to [x, y, depth] on screen, written into `out`. Depth is not above 0 behind the eye.
  projector() {
    const { center: [cx, cy, cz], width, height, scale: [kx, ky], distance } = this;
    if (this.flat) return (x, y, z, out) => { out[0] = width / 2 + (x - cx) * kx; out[1] = height / 2 - (y - cy) * ky; out[2] = 1; };
    const { right: r, up: u, back: b } = this.axes(), focus = this.focus();
    return (x, y, z, out) => {
      const px = x - cx, py = y - cy, pz = z - cz, depth = distance - (b[0] * px + b[1] * py + b[2] * pz);
      out[0] = width / 2 + ((r[0] * px + r[1] * py + r[2] * pz) * focus) / depth;
      out[1] = height / 2 - ((u[0] * px + u[1] * py + u[2] * pz) * focus) / depth;
      out[2] = depth;
    };
  }

  matrix() {
    const { width, height, distance } = this;
    if (this.flat) return new Float32Array([(2 * this.scale[0]) / width, 0, 0, 0, 0, (2 * this.scale[1]) / height, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const { right: r, up: u, back: b } = this.axes();
    const fx = (2 * this.focus()) / width, fy = (2 * this.focus()) / height;
    const far = distance + 4 * this.radius, near = Math.max(distance - 4 * this.radius, this.radius * NEAREST * 0.5);
    const a = (far + near) / (far - near), c = (-2 * far * near) / (far - near);
    const columns = [0, 1, 2].map((i) => [r[i] * fx, u[i] * fy, -a * b[i], -b[i]]);
    return new Float32Array([...columns.flat(), 0, 0, a * distance + c, distance]);
  }

  view() {
    const { center, turn, tilt, distance, scale } = this;
    return this.flat ? { center: center.slice(0, 2), scale: [...scale], width: this.width, height: this.height } : { center: [...center], turn, tilt, distance };
  }

  // A view of another day, perhaps on a wider screen.
  look(view) {
    if (!Array.isArray(view?.center) || view.center.length !== (this.flat ? 2 : 3)) return;
    this.own = true;
    this.center = [...view.center, 0].slice(0, 3);
    if (this.flat) this.scale = view.scale.map((scale) => scale * Math.min(this.width / (view.width ?? this.width), this.height / (view.height ?? this.height)));
    else Object.assign(this, { turn: view.turn, tilt: view.tilt, distance: view.distance });
  }
}
