// A square to draw points in, of one class or several, with a line between them. What is drawn is told to the page.

const APART = 14, CLOUD = 12, SPREAD = 0.6; // pixels between points of one stroke; points of a cloud and how far they stray
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
    this.pen = 0;
    this.cross = null;
    this.cloud = false;
    this.points = [];
    this.steps = []; // how many points each click or stroke added, to be undone together
    const spray = root.querySelector(".spray");
    spray.onclick = () => { this.cloud = !this.cloud; spray.setAttribute("aria-pressed", String(this.cloud)); };
    root.querySelector(".undo").onclick = () => this.undo();
    root.querySelector(".clear").onclick = () => this.set([]);
    this.canvas.onpointerdown = (event) => { this.canvas.setPointerCapture(event.pointerId); this.stroke = true; this.before = this.points.length; this.add(event); };
    this.canvas.onpointermove = (event) => { if (this.stroke && Math.hypot(event.offsetX - this.last[0], event.offsetY - this.last[1]) > APART * (this.cloud ? 3 : 1)) this.add(event); };
    this.canvas.onpointerup = this.canvas.onpointercancel = () => { if (this.stroke) { this.stroke = false; this.report(); } };
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.onblur = () => { this.cross = null; this.draw(); };
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  receive(data) {
    const names = data.classes.join("\n");
    this.data = data;
    if (!this.stroke) this.points = data.points;
    if (names !== this.named) this.pens(names);
    this.draw();
  }

  // A button for each class; none where there is only one.
  pens(names) {
    this.named = names;
    const { classes, palette } = this.data;
    this.root.querySelector(".pens").replaceChildren(...(classes.length < 2 ? [] : classes.map((name, kind) => {
      const pen = document.createElement("button"), spot = document.createElement("i");
      Object.assign(pen, { type: "button", onclick: () => this.take(kind) });
      spot.style.background = palette[kind];
      pen.append(spot, name);
      return pen;
    })));
    this.take(Math.min(this.pen, classes.length - 1));
  }

  take(pen) {
    this.pen = pen;
    this.root.querySelectorAll(".pens button").forEach((button, kind) => button.setAttribute("aria-pressed", String(kind === pen)));
  }

  add(event) {
    const side = this.canvas.clientWidth, place = (at, sign) => sign * ((at / side) * 2 - 1) * this.data.reach;
    this.last = [event.offsetX, event.offsetY];
    this.put(place(event.offsetX, 1), place(event.offsetY, -1));
  }

  put(x, y) {
    const { reach, most } = this.data, cut = (value) => Math.round(Math.max(-reach, Math.min(reach, value)) * 100) / 100;
    const strayed = () => SPREAD * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()); // Box & Muller 1958
    const made = Array.from({ length: this.cloud ? CLOUD : 1 }, () => [cut(x + (this.cloud ? strayed() : 0)), cut(y + (this.cloud ? strayed() : 0)), this.pen]);
    this.points = [...this.points, ...made].slice(0, most);
    this.draw();
  }

  undo() {
    const count = this.steps.pop() ?? 1;
    this.points = this.points.slice(0, Math.max(0, this.points.length - count));
    this.draw();
    this.tell("drawn", this.points);
  }

  set(points) {
    this.points = points;
    this.steps = [];
    this.draw();
    this.tell("drawn", this.points);
  }

  report() {
    this.steps.push(this.points.length - this.before);
    this.tell("drawn", this.points);
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }, { reach, classes } = this.data;
    if (event.key in steps) {
      const [dx, dy] = steps[event.key], by = event.shiftKey ? 1 : 0.25, [x, y] = this.cross ?? [0, 0];
      this.cross = [Math.max(-reach, Math.min(reach, x + dx * by)), Math.max(-reach, Math.min(reach, y + dy * by))];
      this.root.querySelector(".heard").textContent = `${this.cross[0]}, ${this.cross[1]}`;
      this.draw();
    } else if (event.key === "Enter" || event.key === " ") {
      this.before = this.points.length;
      this.put(...(this.cross ?? [0, 0]));
      this.report();
    } else if (event.key === "Backspace") this.undo();
    else if (event.key >= "1" && event.key <= String(Math.min(9, classes.length))) this.take(Number(event.key) - 1);
    else return;
    event.preventDefault();
  }

  draw() {
    const side = this.canvas.clientWidth, ratio = window.devicePixelRatio || 1;
    if (!side || !this.data) return;
    const { reach, palette, ringed } = this.data;
    this.canvas.width = this.canvas.height = Math.round(side * ratio);
    const context = this.canvas.getContext("2d"), ink = getComputedStyle(this.root).color;
    context.scale(ratio, ratio);
    this.spot = (x, y) => [(x / reach + 1) * side / 2, (1 - y / reach) * side / 2];
    this.sides(context);
    this.points.forEach(([x, y, kind], i) => {
      const [px, py] = this.spot(x, y);
      context.beginPath();
      context.arc(px, py, 5, 0, 7);
      Object.assign(context, { fillStyle: palette[kind], strokeStyle: i === ringed ? ink : "#fff", lineWidth: i === ringed ? 3 : 1 });
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

  // The half where the answer is the first class in a tint, the line, and the weights as an arrow across it.
  sides(context) {
    const [a, b, c] = this.data.line, long = Math.hypot(a, b), ink = getComputedStyle(this.root).color;
    if (!long) return;
    const foot = [(-a * c) / long ** 2, (-b * c) / long ** 2], along = [-b / long, a / long], up = [a / long, b / long], far = 40;
    const corner = (t, u) => this.spot(foot[0] + along[0] * t + up[0] * u, foot[1] + along[1] * t + up[1] * u);
    for (const [u, kind] of [[far, 0], [-far, 1]]) {
      context.beginPath();
      for (const [t, v] of [[-far, 0], [far, 0], [far, u], [-far, u]]) context.lineTo(...corner(t, v));
      Object.assign(context, { fillStyle: this.data.palette[kind], globalAlpha: 0.13 });
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
