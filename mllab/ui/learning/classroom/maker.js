// The form that makes a link for a class: the address of now, with the task, the goal, the prediction, and what is hidden and locked.

const living = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".class");
  if (!living.has(root)) living.set(root, new Maker(root, component.data));
  const maker = living.get(root), timer = setInterval(() => maker.refresh(), 500);
  maker.refresh();
  return () => clearInterval(timer);
}

class Maker {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.chosen = new Map([...data.hidden.map((key) => [key, "hide"]), ...data.locked.map((key) => [key, "lock"])]);
    for (const [name, text] of Object.entries(data.texts)) root.elements[name].value = text;
    const goal = root.elements.task_goal, [first] = data.measures;
    root.querySelector(".wants").hidden = !first;
    goal.placeholder = `${first} < 0.05`;
    root.querySelector(".wants small").textContent = `Compares, with commas between: ${data.measures.join(", ")}.`;
    root.oninput = () => this.link();
    root.onsubmit = (event) => event.preventDefault();
    root.querySelector(".copy").onclick = (event) => this.copy(event.target);
  }

  // The controls that stand on the page now, by what they are called.
  controls() {
    const found = new Map(Object.entries(this.data.parts));
    for (const one of document.querySelectorAll("[data-testid=stElementContainer][class*=st-key-]")) {
      const key = [...one.classList].find((name) => name.startsWith("st-key-")).slice(7);
      const name = one.querySelector("[data-testid=stWidgetLabel] p, label p")?.textContent || one.querySelector("[aria-label]")?.getAttribute("aria-label");
      if (name && !/^(class-|class_)/.test(key)) found.set(key, name.trim());
    }
    return found;
  }

  // Rows for the controls; made anew only when there are others, so that a choice is not lost.
  refresh() {
    if (!this.root.checkVisibility()) return;
    const found = this.controls(), told = JSON.stringify([...found]);
    if (told !== this.told) {
      this.told = told;
      this.root.querySelector(".controls").replaceChildren(...[...found].map(([key, name]) => this.row(key, name)));
    }
    this.link();
  }

  row(key, name) {
    const label = document.createElement("label"), words = document.createElement("span"), choice = document.createElement("select");
    words.textContent = label.title = name;
    for (const [value, text] of [["", "shown"], ["lock", "locked"], ["hide", "hidden"]]) choice.add(new Option(text, value));
    choice.value = this.chosen.get(key) ?? "";
    choice.onchange = () => { if (choice.value) this.chosen.set(key, choice.value); else this.chosen.delete(key); this.link(); };
    label.append(words, choice);
    return label;
  }

  link() {
    const url = new URL(window.location.href), say = (name, text) => (text ? url.searchParams.set(name, text) : url.searchParams.delete(name));
    for (const name of this.data.names) url.searchParams.delete(name);
    for (const how of ["hide", "lock"]) say(`task_${how}`, [...this.chosen].filter(([, value]) => value === how).map(([key]) => key).join(","));
    for (const name of Object.keys(this.data.texts)) say(name, this.root.elements[name].value.trim());
    const field = this.root.elements.link;
    if (field.value !== url.href) field.value = url.href;
  }

  async copy(button) {
    const field = this.root.elements.link;
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); } // without https there is no clipboard
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }
}
