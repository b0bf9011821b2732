// The map of the list: opened by its own address (?kaart=1), so nothing of it is loaded elsewhere. Leaflet, the ground and the markers come
// from addresses in the page; its texts too. Without it the list below says the same.
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const TOLD = 1500; // ms
const json = async (address) => (await fetch(address)).json();

function frame(box) {
  const map = window.L.map(box.querySelector("[data-map-frame]"), {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 7, maxZoom: 18, zoomSnap: 0.5, zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm,
  });
  window.L.control.zoom({ zoomInTitle: box.dataset.closer, zoomOutTitle: box.dataset.wider }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable()); // a page that scrolls by stays a page
  if (box.dataset.tiles) window.L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
  return map;
}

// One finger scrolls the page, two move the map (Leaflet's zoom by touch follows them); the mouse and the keys go on as they did.
function takeTwoFingers(map, { two }) {
  const frame = map.getContainer();
  const told = Object.assign(document.createElement("p"), { className: "shopmap__told", textContent: two, ariaHidden: "true", hidden: true });
  let timer;
  frame.append(told);
  frame.addEventListener("pointerdown", ({ pointerType }) => map.dragging[pointerType === "touch" ? "disable" : "enable"](), true);
  frame.addEventListener("touchmove", ({ touches }) => {
    clearTimeout(timer);
    told.hidden = touches.length > 1;
    timer = setTimeout(() => { told.hidden = true; }, TOLD);
  }, { passive: true });
}

async function open(box) {
  const { leaflet, cluster, ground, markers, points, land } = box.dataset;
  const [drawGround, follow, drawn, found] = await Promise.all([
    import(ground), import(markers), json(land), json(points), import(leaflet), import(cluster),
  ]);
  box.querySelector("[data-map-note]").hidden = true;
  box.querySelector("[data-map-frame]").hidden = false;
  const lost = box.querySelector("[data-map-nowhere]");
  if (found.nowhere) lost.textContent = found.nowhere === 1 ? box.dataset.nowhereOne : box.dataset.nowhere.replace("{n}", found.nowhere);
  const map = frame(box);
  takeTwoFingers(map, box.dataset);
  drawGround.draw(map, drawn, Boolean(box.dataset.tiles));
  await follow.follow(map, box, found, drawGround.bounds(drawn));
  box.dataset.ready = "";
}

for (const box of document.querySelectorAll("[data-map]")) {
  open(box).catch(() => { box.querySelector("[data-map-note]").textContent = box.dataset.failed; });
}
