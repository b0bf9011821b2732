// The coming days of an event as one types them. What they are is asked of the server; nothing is stored. Without it they are said at every save.
const LINES = /^(?:moments|changes)-(?:TOTAL_FORMS|\d+-\w+)$/;
const PAUSE = 400; // ms after the last key

function filledIn(form) {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (LINES.test(name) && typeof value === "string" && value && !name.endsWith("-ORDER") && !name.endsWith("-id")) sent.append(name, value);
  }
  return sent.toString();
}

function follow(shown) {
  const form = shown.closest("form");
  let asked = filledIn(form);
  let waiting = 0;

  async function ask() {
    const now = filledIn(form);
    if (now === asked) return;
    asked = now;
    try {
      const answer = await fetch(`${shown.dataset.datesFrom}?${now}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.ok && !answer.redirected && now === asked) shown.innerHTML = await answer.text();
    } catch {
      // Offline: the list says what was saved, and asks again at the next key.
    }
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  // A date picker, a button that adds a line and one that takes it away change fields without an event of their own.
  for (const kind of ["input", "change", "click", "focusout"]) form.addEventListener(kind, soon);
}

const start = () => document.querySelectorAll("[data-dates-from]").forEach(follow);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
