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
    this.meters = new Meters(this);
    this.ways = new Ways(this);
    this.task = new Task(this);
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
    this.task.receive(data);
    if (!other && this.whole) { this.output.key(); this.net.place(); return this.redraw(); }
    this.pause();
    this.card.close();
    this.act("look");
  }

  // One question after the other, each answered by a frame.
  ask(what, more) {
    const next = this.chain.then(() => asked(this.data.url, this.data.id, what, more));
    this.chain = next.catch(() => null);
    return next;
  }

  // A question whose answer is drawn.
  act(what, more) {
    return this.ask(what, more).then((frame) => this.show(frame), (error) => this.failed(error));
  }

  failed(error) {
    this.pause();
    this.say(error.message);
    return null;
  }

  // The next frame is asked for before the last one is drawn, so that training and drawing do not wait for each other.
  async play() {
    this.playing = true;
    this.say("");
    this.button();
    const turn = (this.turn = {}), { epochs } = this.data, more = epochs ? { epochs, seconds: 0.1 } : { epochs: 1_000_000, seconds: SLICE };
    try {
      for (let next = this.ask("run", more); ;) {
        const frame = await next, why = this.ends(frame), on = this.playing && this.turn === turn && !why;
        if (on) next = this.ask("run", more);
        this.show(frame);
        if (why && this.turn === turn) { this.pause(); this.say(why); }
        if (!on) return;
        await new Promise((go) => { this.wake = go; requestAnimationFrame(go); });
      }
    } catch (error) { this.failed(error); }
  }

  // Why it stops by itself with this frame, in words; "" when it goes on.
  ends(frame) {
    if (frame.diverged) return "It diverged: a lower learning rate helps. Reset to begin again.";
    if (frame.stopped === "patience") return "The test loss no longer falls: this is the network of its lowest.";
    if (frame.stopped) return this.data.stop === "test loss" ? "The test loss is below your bound." : "Your bound is reached.";
    return this.task.won(frame) ? "The task is solved." : "";
  }

  // Stops at once: the frame that is under way is still shown, without waiting for the screen.
  pause() {
    this.playing = false;
    this.wake?.();
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
    this.ways.update(frame);
    this.meters.update(frame);
    this.task.update(frame);
    this.redraw();
    this.figures(frame);
    return frame;
  }

  figures(frame) {
    this.find(".epoch").textContent = frame.epoch.toLocaleString("en");
    this.find(".loss").textContent = figure(frame.loss);
    this.find(".test").textContent = figure(frame.test);
    this.find(".right").textContent = frame.test_right === null ? "·" : `${(100 * frame.test_right).toFixed(1)} %`;
    this.find(".squared").textContent = figure(frame.squared);
    this.find(".surprise").textContent = figure(frame.surprise);
    for (const fact of this.root.querySelectorAll(".share")) fact.hidden = !this.whole.classes.length;
    const tape = this.find(".tape"), rows = frame.curve, n = rows.length / 3;
    let at = n - 1;
    while (at > 0 && rows[3 * at] > frame.epoch) at--;
    Object.assign(tape, { max: n - 1, value: at, disabled: n < 2 });
    this.find(".at").textContent = frame.epoch < rows[rows.length - 3] ? `back at epoch ${frame.epoch.toLocaleString("en")}` : "";
    Object.assign(this.root.dataset, { epoch: frame.epoch, test: frame.test, loss: frame.loss, frames: this.frames, revision: frame.revision });
  }

  redraw() {
    this.output.draw();
    if (this.frame) drawCurve(this.find(".curve"), this.frame, this.colours, this.ways.curves());
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
