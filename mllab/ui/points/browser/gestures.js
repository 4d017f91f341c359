// Mouse, pen and fingers on the map.

const STILL = 4; // pixels within which a press is a click

function listen(map, canvas) {
  const fingers = new Map();
  let act = null;
  tellAside(map);
  const where = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 2) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    fingers.set(event.pointerId, where(event));
    map.held = true;
    act = fingers.size === 2 ? { kind: "pinch" } : { kind: "press", from: where(event), event, can: intent(map, event) };
    if (fingers.size > 1) { map.outline = null; map.redraw(); }
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = where(event), last = fingers.get(event.pointerId);
    if (!last || !act) { if (event.pointerType !== "touch") map.pointAt(...at); return; }
    if (act.kind === "press" && Math.hypot(at[0] - act.from[0], at[1] - act.from[1]) > STILL) {
      act.kind = act.can;
      map.pointAt(-1e9, -1e9);
      if (act.kind === "lasso") act.path = [act.from];
    }
    dragged(map, act, at, last, fingers, event.pointerId);
    fingers.set(event.pointerId, at);
  });
  const end = (event) => {
    const at = where(event), one = act;
    fingers.delete(event.pointerId);
    act = fingers.size ? { kind: "wait" } : null;
    map.held = fingers.size > 0;
    if (map.spinning) map.redraw();
    if (!one || event.type === "pointercancel") { map.outline = null; return map.redraw(); }
    if (one.kind === "press") clicked(map, at, event);
    if ((one.kind === "box" || one.kind === "lasso") && map.outline) map.selectOutline(how(one.event, map.tool));
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => { if (!act) map.pointAt(-1e9, -1e9); });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener("dblclick", () => map.home());
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : event.deltaMode === 2 ? 300 : 1;
    map.zoomBy(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), ...where(event));
  }, { passive: false });
}

// What a drag is going to do. With the moving tool, Shift and Alt draw a box without changing the tool.
function intent(map, event) {
  if (event.button > 0) return "pan";
  if (map.tool !== "pan") return map.tool;
  if ((event.shiftKey || event.altKey) && map.head.tools.includes("box")) return "box";
  return map.camera.flat ? "pan" : "orbit";
}

const how = (event) => (event.altKey ? "subtract" : event.shiftKey ? "add" : "replace");

function dragged(map, act, at, last, fingers, id) {
  const [dx, dy] = [at[0] - last[0], at[1] - last[1]];
  if (act.kind === "pan") map.moved(() => map.camera.pan(dx, dy));
  if (act.kind === "orbit") map.moved(() => map.camera.orbit(dx, dy));
  if (act.kind === "box") { map.outline = boxed(act.from, at); map.redraw(); }
  if (act.kind === "lasso") { act.path.push(at); map.outline = act.path; map.redraw(); }
  if (act.kind !== "pinch") return;
  const other = [...fingers].find(([one]) => one !== id)?.[1];
  if (!other) return;
  const before = Math.hypot(last[0] - other[0], last[1] - other[1]), now = Math.hypot(at[0] - other[0], at[1] - other[1]);
  const middle = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
  map.moved(() => {
    if (map.camera.flat) map.camera.pan(dx / 2, dy / 2); else map.camera.orbit(dx / 2, dy / 2);
    if (before > 8 && now > 8) map.camera.zoom(now / before, ...middle);
  });
}

function clicked(map, at, event) {
  if (event.button > 0) return;
  const row = map.rows.nearest(map.camera, ...at, event.pointerType === "touch" ? Math.max(22, map.reach()) : map.reach());
  map.group.click(row < 0 ? null : row, map);
  if (event.pointerType === "touch") map.pointAt(...at, 22);
}
