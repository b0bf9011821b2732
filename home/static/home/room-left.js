// How many characters still fit in a text that has a limit, under the field while one is in it. Addresses and numbers need no counting.
// The words come from the template: data-left ("Nog %s tekens"), data-full.
const words = document.getElementById("room-left").dataset;
const SHORTEST = 60; // characters: below that a field shows by itself how much fits
const NEARLY = 20; // characters left from which a screen reader is told

const counted = (field) => field.matches?.("textarea[maxlength], input[type=text][maxlength]") && field.maxLength >= SHORTEST;

function counterOf(field) {
  const id = `${field.id || field.name}-room-left`;
  const there = document.getElementById(id);
  if (there) return there;
  const counter = Object.assign(document.createElement("p"), { id, className: "room-left" });
  field.after(counter);
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
  return counter;
}

function show(event) {
  const field = event.target;
  if (!counted(field)) return;
  const left = field.maxLength - [...field.value.replace(/\n/g, "\r\n")].length;
  const counter = counterOf(field);
  counter.textContent = left > 0 ? words.left.replace("%s", left) : words.full;
  counter.classList.toggle("room-left--nearly", left <= NEARLY);
  counter.setAttribute("aria-live", left <= NEARLY ? "polite" : "off");
}

document.addEventListener("focusin", show);
document.addEventListener("input", show);
