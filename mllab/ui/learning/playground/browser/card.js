// Weights set by hand: one line's, or a neuron's bias and all its weights.

class Card {
  constructor(play) {
    this.play = play;
    this.root = play.root.querySelector(".card");
    this.root.onsubmit = (event) => event.preventDefault();
    this.root.onkeydown = (event) => { if (event.key === "Escape") this.close(); };
  }

  close() {
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.opener?.focus?.();
  }

  open(title, fields, x, y) {
    if (this.play.task.fixed("net-weights")) return;
    this.opener = this.play.root.getRootNode().activeElement;
    const top = document.createElement("div"), close = document.createElement("button");
    top.className = "top";
    Object.assign(close, { type: "button", className: "small", textContent: "×", ariaLabel: "Close", onclick: () => this.close() });
    top.append(title, close);
    this.fields = fields.map(([name, place]) => this.field(name, place));
    this.root.replaceChildren(top, ...this.fields.map(({ label }) => label));
    this.root.hidden = false;
    const room = this.play.root.clientWidth - this.root.offsetWidth - 4;
    Object.assign(this.root.style, { left: `${Math.max(0, Math.min(x, room))}px`, top: `${y}px` });
    this.fields[0].input.focus();
    this.fields[0].input.select();
  }

  field(name, place) {
    const label = document.createElement("label"), input = document.createElement("input");
    Object.assign(input, { type: "number", step: "0.1", value: this.play.frame.theta[place].toFixed(3) });
    input.onchange = () => { if (input.value !== "" && Number.isFinite(input.valueAsNumber)) this.play.act("put", { place, value: input.valueAsNumber }); };
    label.append(name, input);
    return { label, input, place };
  }

  weight(place, event) {
    const box = this.play.root.getBoundingClientRect();
    this.open("Weight", [["Value", place]], event.clientX - box.left, event.clientY - box.top + 8);
  }

  neuron(column, row, name) {
    const { at, bias, ins } = this.play.net.offsets[column - 1], [x, y] = this.play.net.spot(column, row), box = this.play.net.root;
    const from = (i) => (column === 1 ? this.play.whole.inputs[i] : `neuron ${i + 1}`);
    const fields = [["Bias", bias + row], ...Array.from({ length: ins }, (_, i) => [from(i), at + row * ins + i])];
    this.open(name, fields, box.offsetLeft + x + this.play.net.size, box.offsetTop + y);
  }

  update(frame) {
    if (this.root.hidden) return;
    const focused = this.play.root.getRootNode().activeElement;
    for (const { input, place } of this.fields) if (input !== focused) input.value = frame.theta[place].toFixed(3);
  }
}
