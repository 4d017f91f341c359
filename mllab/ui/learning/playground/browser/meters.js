// How long the slope of the loss is in the weights of each layer, on a scale of powers of ten, and how many neurons are dead.

const FROM = -6, TO = 1; // powers of ten

class Meters {
  constructor(play) {
    this.play = play;
    this.root = play.root.querySelector(".meters");
  }

  update(frame) {
    const dead = frame.dead.filter(Boolean).length, words = `Slopes and dead neurons${dead ? ` · ${dead} dead` : ""}`, summary = this.root.querySelector("summary");
    if (summary.textContent !== words) summary.textContent = words;
    if (!this.root.open) return;
    const rows = this.rows(frame.slopes.length), { sizes } = this.play.whole;
    let at = 0;
    frame.slopes.forEach((length, i) => {
      const hidden = i < frame.slopes.length - 1, count = frame.dead.slice(at, at + sizes[i + 1]).filter(Boolean).length, row = rows[i];
      const share = Math.max(0, Math.min(1, (Math.log10(Math.max(length ?? 0, 1e-12)) - FROM) / (TO - FROM)));
      row.children[0].textContent = hidden ? `Layer ${i + 1}` : "Output";
      row.children[1].firstChild.style.width = `${100 * share}%`;
      row.children[2].textContent = length === null ? "·" : length.toExponential(1);
      row.children[3].textContent = hidden ? `${count} of ${sizes[i + 1]} dead` : "";
      at += sizes[i + 1];
    });
  }

  rows(count) {
    const box = this.root.querySelector(".layers");
    while (box.children.length > count) box.lastChild.remove();
    while (box.children.length < count) {
      const row = document.createElement("div"), bar = document.createElement("div");
      row.className = "layer";
      bar.append(document.createElement("i"));
      row.append(document.createElement("span"), bar, document.createElement("b"), document.createElement("span"));
      box.append(row);
    }
    return [...box.children];
  }
}
