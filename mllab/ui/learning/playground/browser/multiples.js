// Small pictures of what many networks answer; a click on one tells its number.

export default function (component) {
  const { data, parentElement } = component, root = parentElement.querySelector(".multiples"), colours = new Colours(root);
  root.style.gridTemplateColumns = `repeat(${data.columns}, minmax(0, 130px))`;
  root.replaceChildren(...data.cells.map((cell, number) => {
    const button = document.createElement("button"), canvas = document.createElement("canvas"), name = document.createElement("b"), said = document.createElement("span");
    name.textContent = cell.name;
    said.textContent = cell.said;
    Object.assign(button, { type: "button", onclick: () => component.setTriggerValue("picked", number) });
    pictured(canvas, Uint8Array.from(atob(cell.map), (letter) => letter.charCodeAt(0)), data, colours);
    button.classList.toggle("best", number === data.best);
    button.append(canvas, name, said);
    return button;
  }));
}

// One output from orange to blue; of several classes the likeliest, the paler the less sure.
function pictured(canvas, bytes, data, colours) {
  if (data.classes === 2) return painted(canvas, bytes, colours, false);
  const half = bytes.length / 2, side = Math.round(Math.sqrt(half)), context = canvas.getContext("2d");
  canvas.width = canvas.height = side;
  const image = context.createImageData(side, side), inks = data.palette.map(rgbOf);
  for (let i = 0; i < half; i++) image.data.set([...mixed(colours.middle, inks[bytes[i] % inks.length], (bytes[half + i] / 255) ** 2 * 0.8), 255], 4 * i);
  context.putImageData(image, 0, 0);
}
