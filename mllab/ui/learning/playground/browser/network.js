// The neurons with their maps, and the weights between them.

const SVG = "http://www.w3.org/2000/svg";
const DEEP = 8, WIDE = 12; // the most layers and neurons that the server takes

class Net {
  constructor(play) {
    this.play = play;
    this.root = play.root.querySelector(".net");
    this.svg = this.root.querySelector(".links");
    this.nodes = this.root.querySelector(".nodes");
  }

  // Lay out a network: `whole` says its sizes and inputs.
  build(whole, features) {
    this.whole = whole;
    this.features = features;
    this.active = features.map((name) => whole.inputs.includes(name));
    this.columns = [features.length, ...whole.sizes.slice(1)];
    this.offsets = [];
    for (let layer = 1, at = 0; layer < whole.sizes.length; layer++) {
      const [ins, outs] = [whole.sizes[layer - 1], whole.sizes[layer]];
      this.offsets.push({ at, bias: at + ins * outs, ins, outs });
      at += (ins + 1) * outs;
    }
    this.place();
  }

  place() {
    const width = this.root.clientWidth;
    if (!width || !this.whole) return;
    this.width = width;
    const rows = Math.max(...this.columns), last = this.columns.length - 1, left = 46;
    const between = (width - left - 20) / last;
    this.size = Math.max(16, Math.min(40, between * 0.55, between - 8));
    const step = this.size + (this.size > 26 ? 12 : 8), top = 58;
    this.root.style.height = `${top + rows * step + 6}px`;
    this.spot = (column, row) => [left + column * between + (column === last ? 0 : this.size / 2 - (column ? this.size / 2 : 0)), top + row * step + this.size / 2];
    this.nodes.replaceChildren();
    this.svg.replaceChildren();
    this.links = [];
    this.canvases = [];
    this.headings(last);
    this.columns.forEach((count, column) => { for (let row = 0; row < count; row++) this.neuron(column, row, last); });
    for (let layer = 1; layer <= last; layer++) this.wires(layer);
    this.hidden = this.canvases.slice(1, last).flat().map((canvas) => canvas.parentElement);
    const drawn = this.whole.told;
    this.features.forEach((_, i) => painted(this.canvases[0][i], drawn.subarray(i * 400, i * 400 + 400), this.play.colours, this.play.data.discrete));
    if (this.play.frame) this.update(this.play.frame);
  }

  headings(last) {
    const hidden = this.whole.sizes.slice(1, -1);
    const fixed = this.play.task.fixed("net_layers"), change = (shape) => this.play.tell("layers", shape.join(", "));
    const small = (text, label, act, off) => Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: text, ariaLabel: label, title: label, onclick: act, disabled: off || fixed });
    for (let column = 0; column <= last; column++) {
      const box = Object.assign(document.createElement("div"), { className: "column" });
      const pair = Object.assign(document.createElement("div"), { className: "pair" }), name = document.createElement("span");
      if (column && column < last) {
        const grown = (by) => () => change(hidden.map((count, i) => count + (i === column - 1 ? by : 0)));
        const count = hidden[column - 1];
        pair.append(small("+", `One neuron more in hidden layer ${column}`, grown(1), count >= WIDE), small("−", `One neuron less in hidden layer ${column}`, grown(-1), count <= 1));
        name.textContent = count === 1 ? "1 neuron" : this.size > 26 ? `${count} neurons` : String(count);
      } else if (!column) {
        name.textContent = "Inputs";
      } else {
        pair.append(small("+", "One hidden layer more", () => change([...hidden, 2]), hidden.length >= DEEP), small("−", "One hidden layer less", () => change(hidden.slice(0, -1)), !hidden.length));
        name.textContent = this.size > 26 ? "Layers, output" : "Layers";
      }
      box.append(pair, name);
      const x = this.spot(column, 0)[0];
      Object.assign(box.style, { left: `${Math.min(x, this.width - 30)}px`, top: column ? "0px" : "26px" });
      this.nodes.append(box);
    }
  }

  neuron(column, row, last) {
    const [x, y] = this.spot(column, row), half = this.size / 2, off = !column && !this.active[row];
    const button = Object.assign(document.createElement("button"), { type: "button", className: "neuron" }), canvas = document.createElement("canvas");
    const name = column ? (column === last ? `Output${this.columns[last] > 1 ? ` ${this.whole.classes[row]}` : ""}` : `Hidden layer ${column}, neuron ${row + 1}`) : `Input ${this.features[row]}${off ? ", not used" : ""}`;
    button.ariaLabel = button.title = name;
    if (off) button.dataset.off = "";
    button.append(canvas);
    Object.assign(button.style, { left: `${x - half}px`, top: `${y - half}px`, width: `${this.size}px`, height: `${this.size}px` });
    button.onclick = () => (column ? this.play.card.neuron(column, row, name) : this.toggle(row));
    button.onpointerenter = button.onfocus = () => this.play.output.look(column, row);
    button.onpointerleave = button.onblur = () => this.play.output.look();
    (this.canvases[column] ??= []).push(canvas);
    this.nodes.append(button);
    if (!column) {
      const label = Object.assign(document.createElement("span"), { className: "label", textContent: this.features[row] });
      Object.assign(label.style, { left: `${x - half}px`, top: `${y}px` });
      this.nodes.append(label);
    }
  }

  toggle(row) {
    const now = this.features.filter((_, i) => (i === row ? !this.active[i] : this.active[i]));
    if (now.length && !this.play.task.fixed("net_inputs")) this.play.tell("inputs", now);
  }

  // The lines from a layer to the next, with broad ones to point at that cannot be seen.
  wires(layer) {
    const { at, ins, outs } = this.offsets[layer - 1];
    const rows = layer === 1 ? this.features.map((_, i) => i).filter((i) => this.active[i]) : [...Array(ins).keys()];
    for (let o = 0; o < outs; o++) for (let i = 0; i < ins; i++) {
      const [x0, y0] = this.spot(layer - 1, rows[i]), [x1, y1] = this.spot(layer, o), half = this.size / 2, bend = (x1 - x0) / 2;
      const d = `M${x0 + half},${y0}C${x0 + bend},${y0} ${x1 - bend},${y1} ${x1 - half},${y1}`;
      const [line, hit] = ["line", "hit"].map((kind) => {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        path.setAttribute("class", kind);
        return path;
      });
      const place = at + o * ins + i;
      hit.onpointermove = (event) => this.play.tip(`Weight ${figure(this.play.frame.theta[place])}`, event);
      hit.onpointerleave = () => this.play.tip();
      hit.onclick = (event) => this.play.card.weight(place, event);
      this.svg.append(line);
      this.links.push({ line, hit, place });
    }
    for (const { hit } of this.links.slice(-ins * outs)) this.svg.append(hit);
  }

  update(frame) {
    const { colours, data } = this.play;
    for (const link of this.links) {
      const w = frame.theta[link.place], ink = css(colours.at(w)), wide = (0.6 + Math.min(Math.abs(w), 5) * 1.6).toFixed(1);
      if (ink !== link.ink) link.line.setAttribute("stroke", (link.ink = ink));
      if (wide !== link.wide) link.line.setAttribute("stroke-width", (link.wide = wide));
    }
    this.hidden.forEach((neuron, i) => { if (neuron.classList.contains("dead") !== frame.dead[i]) neuron.classList.toggle("dead", frame.dead[i]); });
    let at = 0;
    for (const column of this.canvases.slice(1)) for (const canvas of column) {
      painted(canvas, frame.neurons.subarray(at, at + 400), colours, data.discrete);
      at += 400;
    }
  }
}

function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "·";
  return Math.abs(value) >= 1000 ? value.toExponential(2) : value.toFixed(3);
}
