// What a link for a class asks for: goals that are ticked as they are reached, what is fixed, and nothing runs before the prediction.

class Task {
  constructor(play) {
    this.play = play;
    this.root = play.root.querySelector(".goals");
    this.data = { goals: [], hidden: [], locked: [] };
    this.done = false;
  }

  fixed(key) {
    return this.data.hidden.includes(key) || this.data.locked.includes(key);
  }

  receive(data) {
    this.data = data;
    for (const name of [".go", ".step", ".tape", ".fork"]) this.play.find(name).disabled = data.waits;
    for (const part of this.play.root.querySelectorAll("[data-key]")) {
      part.hidden = data.hidden.includes(part.dataset.key);
      part.inert = data.locked.includes(part.dataset.key);
    }
    this.root.hidden = !data.goals.length;
    this.root.replaceChildren(...data.goals.map((words) => {
      const goal = document.createElement("span");
      goal.append(document.createElement("i"), words);
      return goal;
    }));
    this.play.find(".waits").hidden = !data.waits;
    if (this.play.frame) this.update(this.play.frame);
  }

  // Whether this frame is the first that solves it.
  won(frame) {
    return !this.done && frame.met.length > 0 && frame.met.every(Boolean);
  }

  update(frame) {
    this.done = frame.met.length > 0 && frame.met.every(Boolean);
    this.play.root.dataset.solved = this.done;
    [...this.root.children].forEach((goal, i) => {
      goal.firstChild.textContent = frame.met[i] ? "✓" : "○";
      goal.firstChild.ariaLabel = frame.met[i] ? "reached" : "not reached";
      goal.classList.toggle("met", Boolean(frame.met[i]));
    });
  }
}
