// Opening hours, a line a day: hours are asked where it is open, the afternoon on demand, and a day may be copied from the one before.
const HAS_HOURS = new Set(["", "open"]);
const PAUSE = 400; // ms after the last key

const choice = (line) => line.querySelector("select");
const times = (line) => [...line.querySelectorAll("input[type=time]")];
const isOdd = (line) => line.querySelector(".hours-field__odd") !== null;

/** What does not hold is put out of sight, and not sent. */
function show(line) {
  const shut = !HAS_HOURS.has(choice(line).value) && !isOdd(line);
  line.toggleAttribute("data-shut", shut);
  for (const field of times(line)) field.disabled = shut;
  if (shut) forgetHalves(line);
}

/** What is half typed and out of sight would stop the form, and nobody could see why. */
function forgetHalves(part) {
  for (const field of part.querySelectorAll("input")) {
    if (field.validity.badInput) field.value = "";
  }
}

function showBreak(line, open) {
  const rest = line.querySelector("[data-after-break]");
  const used = open || times(line).slice(2).some((field) => field.value || field.validity.badInput);
  rest.hidden = !used;
  line.querySelector("[data-break]").hidden = used;
}

/** Until when on the next day, where it closes past midnight. */
function tellNight(line) {
  const said = times(line).map((field) => (field.disabled ? "" : field.value));
  const until = [1, 3].map((end) => (said[end] && said[end] !== "00:00" && said[end] <= said[end - 1] ? said[end] : "")).find(Boolean);
  const note = line.querySelector("[data-night]");
  note.hidden = !until;
  if (until) note.textContent = note.dataset.night.replace("HOUR", until);
}

function copy(from, to) {
  choice(to).value = choice(from).value;
  times(to).forEach((field, number) => (field.value = times(from)[number].value));
  show(to);
  showBreak(to);
  tellNight(to);
  to.dispatchEvent(new Event("change", { bubbles: true }));
}

function copyButton(line, before) {
  const button = line.querySelector("[data-break]").cloneNode();
  button.removeAttribute("data-break");
  button.hidden = false;
  button.textContent = line.dataset.follows;
  button.addEventListener("click", () => copy(before, line));
  line.querySelector(".hours-field__hours").append(button);
}

function begin(line, before) {
  const select = choice(line);
  if (before) {
    const same = select.querySelector("[value=same]");
    if (same?.selected && !isOdd(line)) copy(before, line);
    if (!same?.selected) same?.remove();
    copyButton(line, before);
  }
  select.addEventListener("change", () => {
    show(line);
    tellNight(line);
  });
  for (const field of times(line)) {
    field.addEventListener("input", () => {
      if (select.value === "" && field.value) select.value = "open";
      tellNight(line);
    });
  }
  const more = line.querySelector("[data-break]");
  more.addEventListener("click", () => {
    showBreak(line, true);
    times(line)[2].focus();
  });
  show(line);
  showBreak(line);
}

function beginSpell(line, more) {
  begin(line);
  const remove = line.querySelector("[data-remove]");
  remove.hidden = false;
  remove.addEventListener("click", () => {
    line.remove();
    more.focus();
    more.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function beginSpells(spells) {
  let number = Number(spells.dataset.spells);
  const more = spells.querySelector("[data-more]");
  for (const line of spells.querySelectorAll("[data-spell]")) {
    if ([...line.querySelectorAll("input")].some((field) => field.value) || isOdd(line)) beginSpell(line, more);
    else line.remove();
  }
  let shown = spells.querySelectorAll("[data-spell]").length;
  more.hidden = false;
  more.addEventListener("click", () => {
    shown += 1;
    const spare = document.createElement("div");
    spare.innerHTML = spells.querySelector("template").innerHTML.replaceAll("-NUMBER", `-${number}`).replaceAll("NUMBER", String(shown));
    const line = spare.firstElementChild;
    number += 1;
    more.before(line);
    beginSpell(line, more);
    line.querySelector("input").focus();
  });
}

/** What is filled in, told by the server a moment after the last key; nothing is stored. */
function tellBack(field) {
  const told = field.querySelector("[data-told-from]");
  const form = field.closest("form");
  if (!told || !form) return;
  const name = field.dataset.hours;
  let waiting = 0;
  let last = "";

  function filledIn() {
    const sent = new URLSearchParams({ field: name });
    for (const [key, value] of new FormData(form)) {
      if (typeof value === "string" && (key === name || key.startsWith(`${name}-`) || key === "csrfmiddlewaretoken")) sent.append(key, value);
    }
    return sent;
  }

  async function ask() {
    const sent = filledIn();
    const now = sent.toString();
    if (now === last) return;
    last = now;
    try {
      const answer = await fetch(told.dataset.toldFrom, { method: "POST", body: sent, headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.ok && !answer.redirected && now === last) told.innerHTML = await answer.text();
    } catch {
      // Offline: it is told when the form is sent.
    }
  }

  for (const kind of ["input", "change", "click"]) {
    field.addEventListener(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
  }
  last = filledIn().toString();
}

function start(field) {
  let before = null;
  for (const line of field.querySelectorAll(".hours-field__line")) {
    begin(line, line.dataset.follows ? before : null);
    before = line;
  }
  beginSpells(field.querySelector("[data-spells]"));
  field.querySelector("[value=text][type=radio]").addEventListener("change", () => forgetHalves(field));
  tellBack(field);
}

document.querySelectorAll("[data-hours]").forEach(start);
