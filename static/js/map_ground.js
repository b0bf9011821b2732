// The ground of the map: land, borders, and as many names of towns as have room. Lines come as differences in hundred-thousandths of a degree.
const SCALE = 100_000;
const LETTER = 7.5; // pixels, about
const LINE = 20;
const SEA = [ // roughly: what is not ours is land too, and this alone is not
  [50.7, 1.57], [50.87, 1.58], [50.97, 1.85], [51.0, 2.1], [51.05, 2.37], [51.06, 2.6], [51.12, 2.75], [51.2, 2.95], [51.28, 3.15], [51.33, 3.32], [51.37, 3.37],
  [51.38, 3.4], [51.41, 3.55], [51.36, 3.75], [51.36, 3.95], [51.42, 3.95], [51.39, 3.75], [51.44, 3.57], [51.53, 3.44], [51.6, 3.68], [51.7, 3.68], [51.83, 3.85], [51.98, 4.1],
  [52.5, 4.58], [53.0, 4.72], [53.7, 5.5], [55.5, 8], [58, 7], [58, -2], [55, -1.4], [53.6, 0.1], [52.95, 0.5], [52.9, 1.3], [52.6, 1.75], [52.0, 1.6], [51.5, 0.8], [51.38, 1.45], [51.13, 1.35], [50.9, 1], [50.75, 0.2], [50, -2],
];
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
  if (!hasTiles) L.polygon(SEA, { ...plain, className: "ground__sea" }).addTo(map);
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
