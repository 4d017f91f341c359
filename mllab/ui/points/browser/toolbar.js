// The bar of tools: quiet icons, each a button with a name.

const ICONS = {
  pan: "M8 1.5v13M1.5 8h13M8 1.5L6 3.5M8 1.5l2 2M8 14.5l-2-2M8 14.5l2-2M1.5 8l2-2M1.5 8l2 2M14.5 8l-2-2M14.5 8l-2 2",
  orbit: "M8 2.2a5.8 5.8 0 1 0 .01 0zM2.2 8c0 1.5 2.6 2.7 5.8 2.7s5.8-1.2 5.8-2.7M8 2.2C6.400 3.800 5.500 5.800 5.500 8s.9 4.200 2.500 5.800",
  box: "M2.500 5.500v-3h3M10.500 2.500h3v3M13.500 10.500v3h-3M5.500 13.500h-3v-3M7 2.500h2M7 13.500h2M2.500 7v2M13.500 7v2",
  lasso: "M8 2.500c3.300 0 6 1.700 6 3.900s-2.700 3.900-6 3.900-6-1.700-6-3.900 2.700-3.900 6-3.900zM4.700 9.800c-.9.700-1 1.900 0 2.500 1 .5 2.100-.1 2.100-1 0-.6-.5-1-1.100-1.200M4.200 12.300c-.2.900.1 1.600.7 2.200",
  in: "M8 3.500v9M3.500 8h9",
  out: "M3.500 8h9",
  home: "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10M6.500 8a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0",
  clear: "M4 4l8 8M12 4l-8 8",
  spin: "M13.2 6.3A5.500 5.500 0 0 0 3.300 5.200M2.800 9.700a5.500 5.500 0 0 0 9.900 1.100M3.300 2.200v3h3M12.700 13.800v-3h-3",
  night: "M13.200 9.600A5.700 5.700 0 0 1 6.400 2.800a5.700 5.700 0 1 0 6.800 6.800z",
  save: "M8 2.500v7.500M5 7.200L8 10.200l3-3M2.800 11v2.500h10.400V11",
};

function toolButton(name, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `tool ${name}`;
  button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
  button.title = label;
  button.setAttribute("aria-label", label.split(":")[0]);
  button.onclick = act;
  return button;
}

function drawToolbar(map) {
  const { head, parts: { tools } } = map;
  const solid = head.dimensions === 3;
  const known = {
    pan: solid ? ["orbit", "Turn: drag or arrow keys to turn, right drag or Shift and arrows to move, wheel or + and − to zoom"] : ["pan", "Move: drag or arrow keys to move, wheel or + and − to zoom, double click for all"],
    box: ["box", "Box: drag over points to select them; Shift adds, Alt takes away, Escape clears"],
    lasso: ["lasso", "Lasso: draw around points to select them; Shift adds, Alt takes away, Escape clears"],
  };
  const turns = toolButton("spin", "Turn by itself: R; it waits while a point is pointed at", () => map.spin());
  turns.setAttribute("aria-pressed", String(Boolean(map.spinning)));
  const chosen = head.tools.map((tool) => {
    const button = toolButton(...known[tool], () => map.use(tool));
    button.dataset.tool = tool;
    return button;
  });
  const rest = [
    toolButton("in", "Zoom in: +", () => map.zoomBy(1.5)),
    toolButton("out", "Zoom out: −", () => map.zoomBy(1 / 1.5)),
    toolButton("home", "Show all: Home or double click, as at the beginning", () => map.home()),
    ...(solid ? [turns] : []),
    toolButton("night", "Day or night: N, the other background behind the points", () => map.dayOrNight()),
    toolButton("save", "Save as PNG: this view as a picture", () => savePicture(map)),
  ];
  const line = document.createElement("span");
  line.className = "line";
  tools.replaceChildren(...(chosen.length > 1 ? [...chosen, line] : []), ...rest);
  map.grounded();
  map.use(head.tools.includes(map.tool) ? map.tool : head.tools[0]);
}

// "12 of 3,000 selected", and the way to clear it.
function drawStatus(map) {
  const { group, parts: { said, clear } } = map;
  clear.hidden = !group.count;
  said.textContent = group.count ? `${group.count.toLocaleString("en")} of ${group.n.toLocaleString("en")} selected` : "";
}
