// The playground in the browser: it asks for the next picture when it has drawn the last one, so a pause is obeyed at once.

const PLAY = "M8 5v14l11-7z", PAUSE = "M6 5h4v14H6zM14 5h4v14h-4z";
const SLICE = 0.03; // seconds of training a picture when it goes as fast as it can

class Play {
  constructor(root) {
    this.root = root;
    this.find = (name) => root.querySelector(name);
    this.playing = false;
    this.frames = 0;
    this.chain = Promise.resolve();
    this.card = new Card(this);
    this.net = new Net(this);
    this.output = new Output(this);
    this.find(".go").onclick = () => (this.playing ? this.pause() : this.play());
    this.find(".step").onclick = () => { this.pause(); this.act("run", { epochs: 1 }); };
    this.find(".again").onclick = () => { this.pause(); this.act("restart"); };
    this.find(".tape").oninput = (event) => { this.pause(); this.act("back", { number: event.target.valueAsNumber }); };
    this.watcher = new ResizeObserver(() => { if (this.net.width !== this.net.root.clientWidth) this.net.place(); this.redraw(); });
    this.watcher.observe(root);
  }

  // New data of the page: another network is asked for whole, anything else is only drawn anew.
  receive(data) {
    const other = data.id !== this.data?.id || data.revision !== this.data?.revision;
    this.data = data;
    this.colours = new Colours(this.root);
    this.find(".export").href = `${data.url}/${data.id}/network.py`;
    if (!other && this.whole) { this.output.key(); this.net.place(); return this.redraw(); }
    this.pause();
    this.card.close();
    this.act("look");
  }

  // One question after the other; the answer is drawn.
  act(what, more) {
    const next = this.chain.then(() => asked(this.data.url, this.data.id, what, more)).then((frame) => this.show(frame), (error) => this.failed(error));
    this.chain = next;
    return next;
  }

  failed(error) {
    this.pause();
    this.say(error.message);
    return null;
  }

  async play() {
    this.playing = true;
    this.say("");
    this.button();
    const turn = (this.turn = {});
    while (this.playing && this.turn === turn) {
      const { epochs } = this.data;
      const frame = await this.act("run", epochs ? { epochs, seconds: 0.1 } : { epochs: 1_000_000, seconds: SLICE });
      if (!frame) return;
      if (frame.stopped) { this.pause(); this.say("The test loss is below your bound."); }
      if (frame.diverged) { this.pause(); this.say("It diverged: a lower learning rate helps. Reset to begin again."); }
      await new Promise(requestAnimationFrame);
    }
  }

  pause() {
    this.playing = false;
    this.button();
  }

  button() {
    const go = this.find(".go"), name = this.playing ? "Pause" : "Play";
    go.ariaLabel = go.title = name;
    go.querySelector(".shape").setAttribute("d", this.playing ? PAUSE : PLAY);
    this.root.dataset.playing = this.playing;
  }

  say(words) {
    this.find(".said").textContent = words;
  }

  show(frame) {
    this.frame = frame;
    this.frames++;
    if (frame.told) {
      this.whole = frame;
      this.net.build(frame, this.data.features);
      this.output.key();
      this.say("");
    } else this.net.update(frame);
    this.card.update(frame);
    this.redraw();
    this.figures(frame);
    return frame;
  }

  figures(frame) {
    this.find(".epoch").textContent = frame.epoch.toLocaleString("en");
    this.find(".loss").textContent = figure(frame.loss);
    this.find(".test").textContent = figure(frame.test);
    this.find(".right").textContent = frame.test_right === null ? "·" : `${(100 * frame.test_right).toFixed(1)} %`;
    this.find(".share").hidden = !this.whole.classes.length;
    const tape = this.find(".tape"), rows = frame.curve, n = rows.length / 3;
    let at = n - 1;
    while (at > 0 && rows[3 * at] > frame.epoch) at--;
    Object.assign(tape, { max: n - 1, value: at, disabled: n < 2 });
    this.find(".at").textContent = frame.epoch < rows[rows.length - 3] ? `back at epoch ${frame.epoch.toLocaleString("en")}` : "";
    Object.assign(this.root.dataset, { epoch: frame.epoch, test: frame.test, loss: frame.loss, frames: this.frames, revision: frame.revision });
  }

  redraw() {
    this.output.draw();
    if (this.frame) drawCurve(this.find(".curve"), this.frame, this.colours);
  }

  tip(words, event) {
    const tip = this.find(".tip"), box = this.root.getBoundingClientRect();
    tip.hidden = !words;
    if (words) {
      tip.textContent = words;
      Object.assign(tip.style, { left: `${event.clientX - box.left + 12}px`, top: `${event.clientY - box.top + 12}px` });
    }
  }
}
