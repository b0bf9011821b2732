// The shops on the map: near ones together as a number, one alone as a dot. Each can be reached and opened by key, and is called by its name.
const SCALE = 100_000;
const STATES = ["closed", "open", "unknown"];
const AT_ONCE = 100;
const LISTED = 30; // shops on one spot that a popup names
const FARTHEST = 18;
const WIDEST = 56; // px of a marker of very many
const APART = WIDEST + 8; // px between what is shown, so that each can be pressed

function summed(numbers) {
  let sum = 0;
  return numbers.map((number) => (sum += number));
}

function features({ id = [], lat = [], lon = [], state = "" }) {
  const [latitudes, longitudes] = [summed(lat), summed(lon)];
  return summed(id).map((key, at) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [longitudes[at] / SCALE, latitudes[at] / SCALE] }, properties: { key, state: STATES[state[at]] },
  }));
}

function cells({ n, lat, lon }) {
  return n.map((count, at) => ({
    geometry: { coordinates: [lon[at] / SCALE, lat[at] / SCALE] }, properties: { cluster: true, point_count: count, cluster_id: `${lat[at]},${lon[at]}`, cell: true },
  }));
}

export async function follow(map, box, first, everywhere) {
  const { L, Supercluster } = window;
  const texts = box.dataset;
  const layer = L.layerGroup().addTo(map);
  const shown = new Map();
  const known = new Map();
  let index = null;
  let counted = [];
  let wanted = null; // where focus goes when what had it opens into several

  function take(answer) {
    counted = answer.cells ? cells(answer.cells) : [];
    index = new Supercluster({ radius: APART, extent: 256, maxZoom: FARTHEST - 1 }).load(answer.cells ? [] : features(answer));
  }

  async function tell(keys) {
    const unknown = keys.filter((key) => !known.has(key));
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      const asked = unknown.slice(at, at + AT_ONCE);
      const told = await (await fetch(`${texts.told}wie=${asked.join(",")}`)).json();
      for (const key of asked) known.set(key, told[key] ?? null);
    }
  }

  function line(key) {
    const shop = known.get(key);
    const item = document.createElement("li");
    if (!shop) return item;
    const link = Object.assign(document.createElement("a"), { href: shop.url, textContent: shop.name });
    const state = Object.assign(document.createElement("span"), { className: `status status--${shop.is}`, textContent: shop.status });
    const what = Object.assign(document.createElement("span"), { className: "pin-told__what", textContent: `${shop.kind}, ${shop.where}` });
    item.append(link, what, state);
    return item;
  }

  async function say(marker, keys) {
    await tell(keys);
    const list = document.createElement("ul");
    list.className = "pin-told";
    list.append(...keys.map(line));
    list.addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
    const popup = L.popup({ closeButton: false, className: "pin-popup", maxWidth: 280, minWidth: 200, offset: [0, -4], autoPanPadding: [16, 16] });
    popup.once("remove", () => list.contains(document.activeElement) && marker.getElement()?.focus());
    popup.setContent(list).setLatLng(marker.getLatLng()).openOn(map);
    list.querySelector("a")?.focus({ preventScroll: true });
  }

  const opensAt = ({ cell, cluster_id: id }) => (cell ? map.getZoom() + 2 : index.getClusterExpansionZoom(id));
  const isOneSpot = (properties) => !properties.cell && opensAt(properties) >= FARTHEST; // no nearer look takes them apart

  function press(marker, { geometry, properties }) {
    const [longitude, latitude] = geometry.coordinates;
    if (!properties.cluster) return say(marker, [properties.key]);
    if (isOneSpot(properties)) {
      return say(marker, index.getLeaves(properties.cluster_id, LISTED).map((leaf) => leaf.properties.key));
    }
    wanted = marker.getElement() === document.activeElement ? L.latLng(latitude, longitude) : null;
    return map.setView([latitude, longitude], Math.min(opensAt(properties), FARTHEST));
  }

  function place(item) {
    const [longitude, latitude] = item.geometry.coordinates;
    const { cluster, point_count: count, state } = item.properties;
    const size = cluster ? Math.min(WIDEST, 28 + 6 * Math.log10(count) * 2) : 28;
    const icon = L.divIcon({ className: cluster ? "pins" : `pin-dot pin-dot--${state}`, html: cluster ? String(count) : "", iconSize: [size, size] });
    const marker = L.marker([latitude, longitude], { icon, riseOnHover: true });
    marker.on("click", () => press(marker, item));
    const dot = marker.addTo(layer).getElement();
    dot.setAttribute("aria-label", cluster ? (isOneSpot(item.properties) ? texts.here : texts.several).replace("{n}", count) : texts.one);
    dot.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press(marker, item);
    });
    return marker;
  }

  async function show() {
    const sight = map.getBounds().pad(0.15);
    const inSight = ({ geometry: { coordinates: [longitude, latitude] } }) => sight.contains([latitude, longitude]);
    const found = [...index.getClusters([sight.getWest(), sight.getSouth(), sight.getEast(), sight.getNorth()], map.getZoom()), ...counted.filter(inSight)];
    const keyOf = ({ properties }) => properties.key ?? `${properties.cluster_id}@${properties.point_count}`;
    const items = new Map(found.map((item) => [keyOf(item), item]));
    for (const [key, marker] of shown) if (!items.has(key)) { layer.removeLayer(marker); shown.delete(key); }
    for (const [key, item] of items) if (!shown.has(key)) shown.set(key, place(item));
    const alone = found.filter(({ properties }) => !properties.cluster).map(({ properties }) => properties.key);
    map.fire("shops:shown", { taken: [...shown.values()].map(room) });
    if (wanted) refocus();
    await tell(alone);
    for (const key of alone) shown.get(key)?.getElement()?.setAttribute("aria-label", known.get(key) ? `${known.get(key).name}. ${known.get(key).status}` : texts.one);
  }

  function room(marker) {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
    const half = marker.options.icon.options.iconSize[0] / 2;
    return { x, y, half, high: half };
  }

  function refocus() {
    const far = (marker) => marker.getLatLng().distanceTo(wanted);
    const [nearest] = [...shown.values()].sort((one, other) => far(one) - far(other));
    nearest?.getElement().focus({ preventScroll: true });
    wanted = null;
  }

  async function moved() {
    if (!first.all) {
      const step = 360 / 2 ** map.getZoom();
      const [down, up] = [(degrees) => (Math.floor(degrees / step) * step).toFixed(4), (degrees) => (Math.ceil(degrees / step) * step).toFixed(4)];
      const sight = map.getBounds();
      const part = [down(sight.getWest()), down(sight.getSouth()), up(sight.getEast()), up(sight.getNorth())].join(",");
      take(await (await fetch(`${texts.points}${texts.points.includes("?") ? "&" : "?"}vak=${part}`)).json());
    }
    await show();
  }

  take(first);
  const spots = first.cells ? cells(first.cells) : features(first);
  const around = L.latLngBounds(spots.map(({ geometry: { coordinates: [longitude, latitude] } }) => [latitude, longitude]));
  const closest = spots.length > 1 ? 13 : 12; // without pictures of the ground there are only towns to see where one is
  map.fitBounds(around.isValid() ? around.pad(0.05) : everywhere, { maxZoom: texts.tiles ? 15 : closest, animate: false });
  await show();
  map.on("moveend", () => moved().catch(() => {})); // offline: what is shown stays
}
