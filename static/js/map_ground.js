// The ground of the map: land, borders, and as many names of towns as have room. Lines come as differences in hundred-thousandths of a degree.
const SCALE = 100_000;
const LETTER = 7.5; // pixels, about
const LINE = 20;
const OFFSETS = [0, 28, -28]; // pixels: on its centre, else below it, else above

function line(numbers) {
  const spots = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < numbers.length; at += 2) {
    x += numbers[at];
    y += numbers[at + 1];
    spots.push([y / SCALE, x / SCALE]);
  }
  return spots;
}

export const bounds = ({ land }) => window.L.latLngBounds(land.flatMap(line));

export function draw(map, { land, lines, towns }, hasTiles) {
  const { L } = window;
  const plain = { interactive: false, weight: 1 };
  if (!hasTiles) for (const ring of land) L.polygon(line(ring), { ...plain, className: "ground" }).addTo(map);
  for (const border of lines) L.polyline(line(border), { ...plain, className: "ground__line", fill: false }).addTo(map);
  if (hasTiles) return;
  const names = L.layerGroup().addTo(map);
  const shown = new Map();

  function name(taken) {
    const inSight = map.getBounds().pad(0.2);
    const wanted = new Map();
    for (const town of towns) {
      const [text, latitude, longitude] = town;
      if (!inSight.contains([latitude, longitude])) continue;
      const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
      const half = (text.length * LETTER) / 2 + 6;
      const free = (up) => y + up > LINE && y + up < map.getSize().y - LINE && !taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y - up) < LINE / 2 + other.high);
      const up = OFFSETS.find(free);
      if (up === undefined) continue;
      taken.push({ x, y: y + up, half, high: LINE / 2 });
      wanted.set(town, up);
    }
    for (const [town, marker] of shown) if (!wanted.has(town)) { names.removeLayer(marker); shown.delete(town); }
    for (const [town, up] of wanted) {
      if (!shown.has(town)) shown.set(town, label(town).addTo(names));
      shown.get(town).getElement().firstChild.style.marginBlockStart = `${up}px`;
    }
  }

  function label([text, latitude, longitude]) {
    const words = Object.assign(document.createElement("span"), { textContent: text });
    const icon = L.divIcon({ className: "ground__name", html: words, iconSize: [0, 0] });
    return L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
  }

  map.on("shops:shown", ({ taken }) => name(taken));
}
