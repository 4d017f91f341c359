// The map by keyboard: move, zoom, pick what lies nearest to the middle, select what is in sight.

function listenToKeys(map, canvas) {
  const far = () => (map.camera.flat ? 60 : 16);
  const push = (dx, dy) => map.moved(() => (map.camera.flat ? map.camera.pan(dx, dy) : map.camera.orbit(dx, dy)));
  const acts = {
    ArrowLeft: () => push(far(), 0),
    ArrowRight: () => push(-far(), 0),
    ArrowUp: () => push(0, far()),
    ArrowDown: () => push(0, -far()),
    "+": () => map.zoomBy(1.3),
    "=": () => map.zoomBy(1.3),
    "-": () => map.zoomBy(1 / 1.3),
    Home: () => map.home(),
    0: () => map.home(),
    Escape: () => map.escape(),
    Enter: () => { if (map.group.hover >= 0) map.group.click(map.group.hover, map); },
    a: () => map.selectSight(),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || !map.rows) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    if (event.key.startsWith("Arrow") || event.key === "+" || event.key === "-") map.pointAtMiddle();
  });
  canvas.addEventListener("blur", () => map.pointAt(-1e9, -1e9));
}
