// "Mijn gemeente", kept in this browser, sent nowhere.
const KEY = "mijn-gemeente"; // localStorage
const ASKED = "onthoud-gemeente"; // sessionStorage, for the next page

const all = (selector) => document.querySelectorAll(selector);
const show = (selector, is) => all(selector).forEach((element) => { element.hidden = !is; });

function storage() {
  try {
    localStorage.getItem(KEY);
    return localStorage;
  } catch {
    return null; // it keeps nothing here
  }
}

function onFront(kept) {
  const link = kept.getItem(KEY) && document.querySelector(`[data-town="${CSS.escape(kept.getItem(KEY))}"]`);
  for (const place of all("[data-town-known]")) {
    const words = place.querySelector("a");
    words.textContent = link ? place.dataset.says.replace("%s", link.textContent) : "";
    if (link) words.href = link.href;
  }
  show("[data-town-known]", link);
  show("[data-town-unknown]", !link);
  show("[data-town-keep]", true);
  const wish = document.querySelector("[data-town-keep] input");
  if (sessionStorage.getItem(ASKED)) wish.checked = true;
  sessionStorage.removeItem(ASKED);
}

function ask(wish) {
  if (wish.checked) sessionStorage.setItem(ASKED, "1");
  else sessionStorage.removeItem(ASKED);
}

function onTown(kept, here) {
  const isMine = kept.getItem(KEY) === here.dataset.townHere;
  here.hidden = false;
  show("[data-town-ask]", !isMine);
  show("[data-town-here] .mytown__forget", isMine);
  show("[data-town-kept] > span", isMine);
}

function begin(kept) {
  const here = document.querySelector("[data-town-here]");
  const draw = () => (here ? onTown(kept, here) : onFront(kept));
  const keep = () => kept.setItem(KEY, here.dataset.townHere);
  if (here && sessionStorage.getItem(ASKED)) keep();
  if (here) sessionStorage.removeItem(ASKED);
  for (const form of all("[data-town-form]")) {
    const wish = form.querySelector("[data-town-keep] input");
    form.addEventListener("submit", () => ask(wish));
    for (const link of all(".townform__answer a")) link.addEventListener("click", () => ask(wish));
  }
  for (const button of all("[data-town-ask]")) {
    button.addEventListener("click", () => { keep(); draw(); here.querySelector(".mytown__forget").focus(); });
  }
  for (const button of all(".mytown__forget")) {
    button.addEventListener("click", () => { kept.removeItem(KEY); draw(); document.querySelector("[data-town-ask], [data-town-unknown] a").focus(); });
  }
  draw();
}

const kept = storage();
if (kept) begin(kept);
