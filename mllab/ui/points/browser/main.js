// Streamlit calls this when the map appears, when its data change and when the theme does; what it returns, when the map goes.

const STAYS = 20_000; // milliseconds that a map which went may come back
const style = new CSSStyleSheet();
style.replaceSync(STYLE);
const living = new Map(); // key -> map: when a job begins or ends, Streamlit takes a map out of the page and puts it in elsewhere

export default function (component) {
  const { data, parentElement } = component;
  const head = opened(data);
  if (!parentElement.adoptedStyleSheets.includes(style)) parentElement.adoptedStyleSheets.push(style);
  const map = found(head, parentElement);
  map.tell = component.setStateValue;
  map.ask = component.setTriggerValue;
  map.receive(head);
  return () => { if (parentElement.contains(map.root)) gone(head.key, map); };
}

// The map of this key, moved here with its canvas, its camera and what the graphics card holds; a new one where there is none.
function found(head, place) {
  const fresh = place.querySelector(".points"), map = living.get(head.key);
  if (!map || (!map.painter && map.root !== fresh)) {
    const made = new PointMap(fresh);
    living.set(head.key, made);
    return made;
  }
  clearTimeout(map.leaving);
  if (map.root !== fresh) {
    if (fresh) fresh.replaceWith(map.root); else place.append(map.root);
    if (map.head?.title !== head.title) map.forget();
  }
  if (map.gone) map.comeBack();
  return map;
}

function gone(key, map) {
  map.leave();
  map.leaving = setTimeout(() => {
    map.free();
    if (living.get(key) === map) living.delete(key);
  }, STAYS);
}
