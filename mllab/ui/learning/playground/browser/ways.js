// The ways of training that were kept: their curves over the present one, their maps beside it, and what may be done with them.

class Ways {
  constructor(play) {
    this.play = play;
    this.root = play.root.querySelector(".ways");
    this.kept = [];
    play.root.querySelector(".fork").onclick = () => { play.pause(); play.act("fork"); };
  }

  curves() {
    return this.kept.map(({ rows, ink }) => ({ rows, ink }));
  }

  update(frame) {
    if (frame.forks) {
      this.kept = frame.forks.map((one, i) => ({ ...one, rows: frame[`fork${i}`], output: frame[`map${i}`], ink: this.ink(i) }));
      this.build();
    }
    if (!this.kept.length) return;
    this.play.output.paint(this.sheet, frame.output, false);
    this.figures.textContent = this.words(frame.epoch, frame.test, frame.test_right);
  }

  ink(number) {
    return this.play.data.palette[[5, 2, 3, 7][number % 4]]; // none of the two of the map
  }

  words(epoch, test, right) {
    return `epoch ${epoch.toLocaleString("en")}, test loss ${figure(test)}${right === null || !this.play.whole?.classes.length ? "" : `, right ${(100 * right).toFixed(1)} %`}`;
  }

  build() {
    this.root.hidden = !this.kept.length;
    const now = this.card("Now", this.play.colours.text);
    [this.sheet, this.figures] = [now.sheet, now.figures];
    this.root.replaceChildren(now.box, ...this.kept.map((one, number) => {
      const card = this.card(one.name, one.ink);
      this.play.output.paint(card.sheet, one.output, false);
      card.figures.textContent = `${this.words(one.epoch, one.test, one.right)}; left at epoch ${one.left.toLocaleString("en")}`;
      const button = (text, what, off, why) => Object.assign(document.createElement("button"), { type: "button", textContent: text, title: why, disabled: off, onclick: () => { this.play.pause(); this.play.act(what, { number }); } });
      card.box.append(button("Go on from its end", "swap", !one.fits, one.fits ? "The present way is kept in its place" : "It is of another network"), button("Let go", "drop", false, "Forget this way"));
      return card.box;
    }));
  }

  card(name, ink) {
    const box = document.createElement("div"), title = document.createElement("b"), figures = document.createElement("span"), sheet = document.createElement("canvas"), line = document.createElement("i");
    box.className = "way";
    line.style.borderColor = ink;
    title.append(line, name);
    Object.assign(sheet, { ariaLabel: `What the network answers: ${name}` }).setAttribute("role", "img");
    box.append(title, sheet, figures);
    return { box, sheet, figures };
  }
}
