// A square to draw points of two classes in, with a line between them. What is drawn is told to the page.

const REACH = 6, MOST = 300, APART = 14; // the square's half side; the most points; pixels between points of one stroke
const INK = { 1: "#0072B2", "-1": "#E69F00" };
const living = new WeakMap();

export default function (component) {
  const { data, parentElement } = component, root = parentElement.querySelector(".draw");
  if (!living.has(root)) living.set(root, new Drawing(root));
  const drawing = living.get(root);
  drawing.tell = component.setTriggerValue;
  drawing.receive(data);
}

class Drawing {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.pen = 1;
    this.cross = null;
    this.points = [];
    for (const button of root.querySelectorAll("[data-class]")) button.onclick = () => this.take(Number(button.dataset.class));
    root.querySelector(".undo").onclick = () => this.set(this.points.slice(0, -1));
    root.querySelector(".clear").onclick = () => this.set([]);
    this.canvas.onpointerdown = (event) => { this.canvas.setPointerCapture(event.pointerId); this.stroke = true; this.add(event); };
    this.canvas.onpointermove = (event) => { if (this.stroke && Math.hypot(event.offsetX - this.last[0], event.offsetY - this.last[1]) > APART) this.add(event); };
    this.canvas.onpointerup = this.canvas.onpointercancel = () => { if (this.stroke) { this.stroke = false; this.report(); } };
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.onblur = () => { this.cross = null; this.draw(); };
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  receive(data) {
    this.data = data;
    if (!this.stroke) this.points = data.points;
    this.draw();
  }

  take(pen) {
    this.pen = pen;
    for (const button of this.root.querySelectorAll("[data-class]")) button.setAttribute("aria-pressed", String(Number(button.dataset.class) === pen));
  }

  add(event) {
    const side = this.canvas.clientWidth, place = (at, sign) => sign * ((at / side) * 2 - 1) * REACH;
    this.last = [event.offsetX, event.offsetY];
    this.put(place(event.offsetX, 1), place(event.offsetY, -1));
  }

  put(x, y) {
    if (this.points.length >= MOST) return;
    const cut = (value) => Math.round(Math.max(-REACH, Math.min(REACH, value)) * 100) / 100;
    this.points = [...this.points, [cut(x), cut(y), this.pen]];
    this.draw();
  }

  set(points) {
    this.points = points;
    this.draw();
    this.report();
  }

  report() {
    this.tell("drawn", this.points);
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (event.key in steps) {
      const [dx, dy] = steps[event.key], by = event.shiftKey ? 1 : 0.25, [x, y] = this.cross ?? [0, 0];
      this.cross = [Math.max(-REACH, Math.min(REACH, x + dx * by)), Math.max(-REACH, Math.min(REACH, y + dy * by))];
      this.root.querySelector(".heard").textContent = `${this.cross[0]}, ${this.cross[1]}`;
      this.draw();
    } else if (event.key === "Enter" || event.key === " ") {
      this.put(...(this.cross ?? [0, 0]));
      this.report();
    } else if (event.key === "Backspace") this.set(this.points.slice(0, -1));
    else if (event.key === "1" || event.key === "2") this.take(event.key === "1" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  draw() {
    const side = this.canvas.clientWidth, ratio = window.devicePixelRatio || 1;
    if (!side || !this.data) return;
    this.canvas.width = this.canvas.height = Math.round(side * ratio);
    const context = this.canvas.getContext("2d"), ink = getComputedStyle(this.root).color;
    context.scale(ratio, ratio);
    this.spot = (x, y) => [(x / REACH + 1) * side / 2, (1 - y / REACH) * side / 2];
    this.sides(context, side);
    this.points.forEach(([x, y, kind], i) => {
      const [px, py] = this.spot(x, y);
      context.beginPath();
      context.arc(px, py, 5, 0, 7);
      Object.assign(context, { fillStyle: INK[kind], strokeStyle: i === this.data.wrong ? ink : "#fff", lineWidth: i === this.data.wrong ? 3 : 1 });
      context.fill();
      context.stroke();
    });
    if (this.cross) {
      const [px, py] = this.spot(...this.cross);
      context.strokeStyle = ink;
      context.strokeRect(px - 7, py, 14, 0.5);
      context.strokeRect(px, py - 7, 0.5, 14);
    }
    Object.assign(this.root.dataset, { points: this.points.length });
  }

  // The half where the answer is 1 in a tint, the line, and the weights as an arrow across it.
  sides(context, side) {
    const [a, b, c] = this.data.line, long = Math.hypot(a, b), ink = getComputedStyle(this.root).color;
    if (!long) return;
    const foot = [(-a * c) / long ** 2, (-b * c) / long ** 2], along = [-b / long, a / long], up = [a / long, b / long], far = 40;
    const corner = (t, u) => this.spot(foot[0] + along[0] * t + up[0] * u, foot[1] + along[1] * t + up[1] * u);
    for (const [u, kind] of [[far, 1], [-far, -1]]) {
      context.beginPath();
      for (const [t, v] of [[-far, 0], [far, 0], [far, u], [-far, u]]) context.lineTo(...corner(t, v));
      Object.assign(context, { fillStyle: INK[kind], globalAlpha: 0.13 });
      context.fill();
    }
    Object.assign(context, { globalAlpha: 1, strokeStyle: ink, lineWidth: 2 });
    context.beginPath();
    context.moveTo(...corner(-far, 0));
    context.lineTo(...corner(far, 0));
    context.moveTo(...corner(0, 0));
    context.lineTo(...corner(0, 1));
    context.stroke();
  }
}
