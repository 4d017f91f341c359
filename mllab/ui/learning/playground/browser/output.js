// What the network answers at every place, the points over it, and one neuron's map while it is pointed at.

const REACH = 6;

class Output {
  constructor(play) {
    this.play = play;
    this.canvas = play.root.querySelector(".map");
    this.sheet = document.createElement("canvas");
    this.dots = document.createElement("canvas"); // the points, drawn once: they stay while the map changes
    this.looked = null;
  }

  look(column, row) {
    this.looked = column === undefined ? null : [column, row];
    this.draw();
  }

  // The bytes to be drawn, and whether they are classes.
  shown() {
    const { frame, net, whole } = this.play;
    if (this.looked) {
      const [column, row] = this.looked;
      if (!column) return whole.told.subarray(row * 400, row * 400 + 400);
      const before = net.columns.slice(1, column).reduce((sum, count) => sum + count, 0) + row;
      return frame.neurons.subarray(before * 400, before * 400 + 400);
    }
    return frame.output;
  }

  draw() {
    const { frame, whole } = this.play, width = this.canvas.clientWidth, ratio = window.devicePixelRatio || 1;
    if (!frame || !whole || !width) return;
    const size = Math.round(width * ratio);
    if (this.canvas.height !== size) this.canvas.width = this.canvas.height = size;
    const context = this.canvas.getContext("2d"), bytes = this.shown();
    this.paint(this.sheet, bytes, Boolean(this.looked));
    context.imageSmoothingEnabled = true;
    context.drawImage(this.sheet, 0, 0, size, size);
    this.dotted(size, ratio);
    context.drawImage(this.dots, 0, 0);
    this.canvas.style.opacity = frame.diverged ? 0.4 : 1;
  }

  // The bytes of an output, or of a neuron, on a sheet of as many pixels.
  paint(sheet, bytes, neuron) {
    const { whole, colours, data } = this.play;
    if (!neuron && whole.classes.length > 2) this.classes(sheet, bytes, colours, data);
    else painted(sheet, bytes, colours, data.discrete);
  }

  // More than two classes: the likeliest one, the paler the less sure.
  classes(sheet, bytes, colours, data) {
    const half = bytes.length / 2, side = Math.round(Math.sqrt(half)), context = sheet.getContext("2d");
    if (sheet.height !== side) sheet.width = sheet.height = side;
    const image = context.createImageData(side, side), inks = data.palette.map(rgbOf);
    for (let i = 0; i < half; i++) {
      const colour = mixed(colours.middle, inks[bytes[i] % inks.length], data.discrete ? 0.8 : (bytes[half + i] / 255) ** 2 * 0.8);
      image.data.set([...colour, 255], i * 4);
    }
    context.putImageData(image, 0, 0);
  }

  dotted(size, ratio) {
    const { whole, colours, data } = this.play, now = [whole.revision, data.test, size, colours.dark].join();
    if (this.drawn === now) return;
    this.drawn = now;
    this.dots.width = this.dots.height = size;
    const context = this.dots.getContext("2d"), from = data.test ? whole.answers.length : whole.train;
    for (let i = from - 1; i >= 0; i--) this.dot(context, i, size, ratio);
  }

  dot(context, i, size, ratio) {
    const { whole, colours, data } = this.play;
    const [x, y] = [whole.places[2 * i], whole.places[2 * i + 1]].map((at, axis) => ((axis ? -at : at) / REACH + 1) * size / 2);
    const colour = whole.classes.length > 2 ? rgbOf(data.palette[whole.answers[i] % data.palette.length]) : colours.at(whole.answers[i]);
    context.beginPath();
    context.arc(x, y, 3.2 * ratio, 0, 7);
    context.fillStyle = css(colour);
    context.fill();
    context.lineWidth = ratio;
    context.strokeStyle = i < whole.train ? "#fff" : "#111";
    context.stroke();
  }

  // The key beneath: a ramp, or the names of the classes.
  key() {
    const { root, whole, colours, data } = this.play, many = whole.classes.length > 2;
    const ramp = root.querySelector(".ramp"), names = root.querySelector(".names");
    ramp.hidden = many;
    names.hidden = !many;
    ramp.querySelector("i").style.background = `linear-gradient(90deg, ${[-1, 0, 1].map((value) => css(colours.at(value))).join(", ")})`;
    const [low, high] = whole.classes.length === 2 ? whole.classes : ["−1", "1"];
    ramp.querySelector(".low").textContent = low.replace("-", "−");
    ramp.querySelector(".high").textContent = high;
    const axes = root.querySelector(".axes");
    axes.hidden = whole.axes[0] === "x₁";
    axes.textContent = `x₁ →  ${whole.axes[0]},  x₂ ↑  ${whole.axes[1]}`;
    names.replaceChildren(...whole.classes.map((name, i) => {
      const item = document.createElement("span"), spot = document.createElement("i");
      spot.style.background = data.palette[i % data.palette.length];
      item.append(spot, name);
      return item;
    }));
  }
}
