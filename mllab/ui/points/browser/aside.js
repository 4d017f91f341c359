// Where the camera stands is told when the reader turns to something else, and not while it moves: every telling runs the page again.

function tellAside(map) {
  const look = () => JSON.stringify(map.camera?.own ? map.camera.view() : null);
  let told = look();
  map.seen = () => { told = look(); };
  const turned = (event) => {
    if (map.freed) return document.removeEventListener("pointerdown", turned, true);
    if (map.gone) return;
    const outside = !event.composedPath().includes(map.root);
    if (outside && map.rows && map.camera && look() !== told) map.report();
  };
  document.addEventListener("pointerdown", turned, true);
  map.root.addEventListener("focusout", (event) => { if (!map.gone && !map.root.contains(event.relatedTarget) && map.rows && look() !== told) map.report(); });
}
