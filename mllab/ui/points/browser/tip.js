// What a point says when it is pointed at: text only, whatever the data hold.

function tipText(map, row) {
  const { rows, head, labels, words } = map, said = [];
  if (labels) said.push(labels.at(row));
  else said.push(head.moving ? "" : `row ${row}`); // its number is told with its label, once the picture stands
  if (words?.at(row) && !said[0].includes(words.at(row))) said.push(words.at(row));
  if (rows.codes) said.push(map.groupName(rows.codes[row]));
  if (rows.shapes && head.shape && head.shape !== head.colour) said.push(`${head.shape}: ${head.shape_names[rows.shapes[row]]}`);
  if (rows.values) said.push(`${head.colour ? `${head.colour}: ` : ""}${Number.isNaN(rows.values[row]) ? "missing" : spokenNumber(rows.values[row])}`);
  return said;
}

function showTip(map, row, x, y) {
  const tip = map.parts.tip;
  tip.hidden = row < 0;
  if (row < 0) return;
  const [first, ...others] = tipText(map, row);
  tip.querySelector(".first").textContent = first;
  tip.querySelector(".others").textContent = others.join("\n");
  tip.querySelector(".dot").style.background = map.colourOf(row);
  drawPicture(map, row, tip.querySelector(".pic"));
  const { offsetWidth: wide, offsetHeight: high } = tip, { width, height } = map.camera;
  const right = x + 14 + wide <= width, below = y + 14 + high <= height;
  tip.style.transform = `translate(${Math.max(0, right ? x + 14 : x - 14 - wide)}px, ${Math.max(0, below ? y + 14 : y - 14 - high)}px)`;
}

function spokenNumber(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return value.toPrecision(3);
  return value.toLocaleString("en", { maximumSignificantDigits: 4 });
}
