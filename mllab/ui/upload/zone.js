// Big files dropped on (or chosen in) the page's uploader are taken over here and sent in pieces through /upload:
// the browser holds one piece, the server none, and a broken upload goes on where it stopped.
// Small files are left to the uploader itself. Names of files are only ever written as text.

const KEEP = "mllab.uploads";
const MB = 1024 * 1024;

// Uploads outlive the component: they go on while the user is on another page of the app.
const shared = (window.__mllabUploads ??= { jobs: new Map(), finished: [], changed: () => {}, report: () => {} });

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const list = parentElement.querySelector(".jobs");

  shared.url = data.url;
  shared.changed = () => draw(list, data);
  const mine = (job) => !job.zone || job.zone === data.zone; // one without a zone was left by an earlier visit
  const underWay = (job) => mine(job) && ["sending", "paused", "broken"].includes(job.state);
  // Files that belong together are told of together: when the last of them is here.
  shared.report = () => {
    if (data.together && [...shared.jobs.values()].some(underWay)) return;
    setStateValue("finished", shared.finished.filter(mine).map((job) => job.id));
  };
  // What the page has stored is no longer shown.
  for (const id of data.stored) for (const [key, job] of shared.jobs) if (job.id === id) shared.jobs.delete(key);

  const takes = (target, files) =>
    shared.limits && target instanceof Element && target.closest(`.st-key-${data.zone}`) && files.some((f) => f.size > data.above);

  const onDrop = (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!takes(event.target, files)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true })); // the uploader takes off its "drop here" look
    addAll(files, data.zone);
  };
  const onChange = (event) => {
    const files = [...(event.target.files ?? [])];
    if (event.target.type !== "file" || !takes(event.target, files)) return;
    event.stopImmediatePropagation();
    event.target.value = "";
    addAll(files, data.zone);
  };
  const onLeave = (event) => {
    if ([...shared.jobs.values()].some((job) => job.state === "sending")) event.preventDefault();
  };
  window.addEventListener("drop", onDrop, true);
  window.addEventListener("change", onChange, true);
  window.addEventListener("beforeunload", onLeave);

  if (!shared.limits) greet().then(() => shared.changed());
  else if (shared.finished.some((job) => mine(job) && !data.stored.includes(job.id))) shared.report(); // what the page knows is not told again
  draw(list, data);

  return () => {
    shared.changed = shared.report = () => {};
    window.removeEventListener("drop", onDrop, true);
    window.removeEventListener("change", onChange, true);
    window.removeEventListener("beforeunload", onLeave);
  };
}

// Is the route there, and what did an earlier visit leave unfinished?
async function greet() {
  const answer = await fetch(`${shared.url}/limits`).catch(() => null);
  if (!answer?.ok || !answer.headers.get("content-type")?.includes("json")) return;
  shared.limits = await answer.json();
  for (const left of remembered()) {
    const found = await fetch(`${shared.url}/${left.id}`).catch(() => null);
    if (!found?.ok) { forget(left.print); continue; }
    const { offset, size } = await found.json();
    if (shared.jobs.has(left.print)) continue;
    shared.jobs.set(left.print, { print: left.print, id: left.id, name: left.name, zone: left.zone, size, offset, state: "waiting" });
  }
}

// All are known before the first is sent, so that those which belong together wait for each other.
async function addAll(files, zone) {
  const prints = await Promise.all(files.map(fingerprint));
  files.forEach((file, place) => add(file, prints[place], zone));
}

function add(file, print, zone) {
  const known = shared.jobs.get(print);
  if (known?.state === "sending") return;
  const job = { print, file, zone, id: known?.id, name: file.name, size: file.size, offset: known?.offset ?? 0, state: "sending" };
  shared.jobs.set(print, job);
  if (file.size > shared.limits.limit) return fail(job, `${spoken(file.size)} is more than the limit of ${spoken(shared.limits.limit)}.`, false);
  send(job);
}

// The same file chosen again is known by its name, size, time and a hash of its first and last 64 KB.
async function fingerprint(file) {
  const ends = new Blob([file.slice(0, 65536), file.slice(Math.max(0, file.size - 65536))]);
  let a = 0x811c9dc5, b = 0x1b873593;
  for (const byte of new Uint8Array(await ends.arrayBuffer())) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
  }
  const hash = (a >>> 0).toString(16) + (b >>> 0).toString(16);
  return `${file.name.slice(0, 200)}|${file.size}|${file.lastModified}|${hash}`;
}

async function send(job) {
  job.state = "sending";
  job.said = "";
  job.began = performance.now();
  job.from = job.offset;
  try {
    const here = await ask(job, "POST", `${shared.url}/start`, JSON.stringify({ name: job.name, size: job.size, fingerprint: job.print }));
    Object.assign(job, { id: here.id, offset: here.offset, from: here.offset });
    remember(job);
    while (job.offset < job.size && job.state === "sending") {
      const piece = job.file.slice(job.offset, job.offset + shared.limits.piece);
      job.offset = (await ask(job, "PATCH", `${shared.url}/${job.id}?offset=${job.offset}`, piece)).offset;
      job.coming = 0;
      shared.changed();
    }
    if (job.state !== "sending") return;
    job.state = "finished";
    forget(job.print);
    shared.finished.push({ id: job.id, zone: job.zone });
    shared.report();
  } catch (error) {
    if (job.state === "sending") fail(job, error.message, error.again !== false);
  }
  shared.changed();
}

// One request; a broken connection is tried again after 1, 2, 4 and 8 seconds, from wherever the server got to.
async function ask(job, method, url, body) {
  for (let wait = 1; ; wait *= 2) {
    const { status, answer } = await request(job, method, url, body);
    if (status >= 200 && status < 300) return answer;
    if (job.state !== "sending") throw new Error("");
    if (status === 409 && answer.offset !== undefined && answer.offset !== job.offset) return answer;
    if (status >= 400 && status !== 409 && status < 502) throw Object.assign(new Error(answer.error ?? `The server answered ${status}.`), { again: status !== 413 });
    if (wait > 8) throw new Error(answer.error ?? "The connection is broken. What was sent is kept.");
    job.said = `The connection is broken; trying again in ${wait} s.`;
    shared.changed();
    await new Promise((done) => setTimeout(done, wait * 1000));
    job.said = "";
    if (method === "PATCH") {
      const here = await request(job, "GET", url.split("?")[0]);
      if (here.status === 200 && here.answer.offset !== job.offset) return here.answer;
    }
  }
}

function request(job, method, url, body) {
  return new Promise((done) => {
    const xhr = new XMLHttpRequest();
    job.xhr = xhr;
    xhr.open(method, url);
    if (method === "POST") xhr.setRequestHeader("Content-Type", "application/json");
    xhr.upload.onprogress = (event) => {
      if (method !== "PATCH") return;
      job.coming = event.loaded;
      shared.changed();
    };
    xhr.onloadend = () => {
      let answer = {};
      try { answer = JSON.parse(xhr.responseText); } catch { /* not ours, or nothing came: the status tells */ }
      done({ status: xhr.status, answer });
    };
    xhr.send(body);
  });
}

function pause(job) {
  job.state = "paused";
  job.coming = 0;
  job.xhr?.abort();
  shared.changed();
}

function fail(job, said, again) {
  Object.assign(job, { state: again ? "broken" : "refused", said, coming: 0 });
  if (!again) forget(job.print);
  shared.changed();
}

function drop(job) {
  job.state = "gone";
  job.xhr?.abort();
  if (job.id) fetch(`${shared.url}/${job.id}`, { method: "DELETE" });
  forget(job.print);
  shared.jobs.delete(job.print);
  shared.changed();
  if (shared.finished.length) shared.report(); // others may have waited for it
}

const remembered = () => { try { return JSON.parse(localStorage.getItem(KEEP) ?? "[]"); } catch { return []; } };
const keep = (uploads) => { try { localStorage.setItem(KEEP, JSON.stringify(uploads)); } catch { /* private window: no resume hint */ } };
const forget = (print) => keep(remembered().filter((left) => left.print !== print));
const remember = (job) => keep([...remembered().filter((left) => left.print !== job.print), { print: job.print, id: job.id, name: job.name, zone: job.zone }]);

function spoken(bytes) {
  return bytes >= 1024 * MB ? `${(bytes / MB / 1024).toFixed(2)} GB` : `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;
}

function words(job, data) {
  const here = job.offset + (job.coming ?? 0);
  const share = `${spoken(here)} of ${spoken(job.size)}`;
  if (job.said) return job.said;
  if (job.state === "finished") return `${spoken(job.size)} are here; ${data.then}.`;
  if (job.state === "paused") return `Paused at ${share}.`;
  if (job.state === "waiting") return `${share} came on an earlier visit. Choose or drop the same file again, and it goes on from there.`;
  const rate = ((here - job.from) / (performance.now() - job.began)) * 1000;
  if (!(rate > 0)) return share;
  const left = Math.ceil((job.size - here) / rate);
  return `${share}, ${spoken(rate)} a second, about ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left`;
}

const BUTTONS = {
  sending: [["Pause", pause], ["Cancel", drop]],
  paused: [["Go on", send], ["Cancel", drop]],
  broken: [["Try again", send], ["Cancel", drop]],
  waiting: [["Forget it", drop]],
  refused: [["Close", drop]],
  finished: [],
};

// Rows are made once and then changed, so that a button keeps the keyboard's focus.
function draw(list, data) {
  const jobs = [...shared.jobs.values()].filter((job) => !job.zone || job.zone === data.zone);
  for (const row of [...list.children]) if (!jobs.some((job) => job.print === row.dataset.print)) row.remove();
  for (const job of jobs) {
    const row = [...list.children].find((one) => one.dataset.print === job.print) ?? list.appendChild(made(job));
    const share = Math.min(1, (job.offset + (job.coming ?? 0)) / job.size);
    row.querySelector(".fill").style.width = `${share * 100}%`;
    row.querySelector(".bar").setAttribute("aria-valuenow", Math.round(share * 100));
    const said = row.querySelector(".said");
    said.textContent = words(job, data);
    const bad = job.state === "broken" || job.state === "refused";
    said.classList.toggle("bad", bad);
    said.setAttribute("role", bad ? "alert" : "note");
    if (row.dataset.state === job.state) continue;
    row.dataset.state = job.state;
    row.querySelector(".buttons").replaceChildren(...BUTTONS[job.state].map(([label, act]) => button(label, `${label}: ${job.name}`, () => act(shared.jobs.get(job.print)))));
  }
}

function made(job) {
  const row = document.createElement("div");
  row.className = "job";
  row.dataset.print = job.print;
  row.innerHTML = `<div class="row"><span class="name"></span><span class="buttons row"></span></div>
    <div class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100"><div class="fill"></div></div><div class="said"></div>`;
  row.querySelector(".name").textContent = job.name;
  row.querySelector(".name").title = job.name;
  row.querySelector(".bar").setAttribute("aria-label", `Upload of ${job.name}`);
  return row;
}

function button(label, spokenLabel, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.setAttribute("aria-label", spokenLabel);
  made.onclick = act;
  return made;
}
