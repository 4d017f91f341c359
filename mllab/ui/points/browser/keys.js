// The map by keyboard: move, zoom, pick what lies nearest to the middle, select what is in sight.

function listenToKeys(map, canvas) {
  const far = () => (map.camera.flat ? 60 : 16);
  const push = (dx, dy, shift) => map.moved(() => (map.camera.flat || shift ? map.camera.pan(shift ? 4 * dx : dx, shift ? 4 * dy : dy) : map.camera.orbit(dx, dy)));
  const acts = {
    ArrowLeft: ({ shiftKey }) => push(far(), 0, shiftKey),
    ArrowRight: ({ shiftKey }) => push(-far(), 0, shiftKey),
    ArrowUp: ({ shiftKey }) => push(0, far(), shiftKey),
    ArrowDown: ({ shiftKey }) => push(0, -far(), shiftKey),
    "+": () => map.zoomBy(1.3),
    "=": () => map.zoomBy(1.3),
    "-": () => map.zoomBy(1 / 1.3),
    Home: () => map.home(),
    0: () => map.home(),
    Escape: () => map.escape(),
    Enter: () => { if (map.group.hover >= 0) map.group.click(map.group.hover, map); },
    a: () => map.selectSight(),
    r: () => { if (!map.camera.flat) map.spin(); },
    n: () => map.dayOrNight(),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || !map.rows) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
    if (event.key.startsWith("Arrow") || event.key === "+" || event.key === "-") map.pointAtMiddle();
  });
  canvas.addEventListener("blur", () => map.pointAt(-1e9, -1e9));
}
