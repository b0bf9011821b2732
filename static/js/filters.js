// On a wide screen a filter answers at once: a change sends the form. On a phone, and without JavaScript, the button does.
// So does it for whoever steps through a closed list, or types a day, with the keys: each step is a change, but not yet a choice.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  let stepping = false;
  const now = form.querySelector("[data-now]");
  const day = form.querySelector("[data-then]");

  function send({ target }) {
    if (target === now && now.checked && day) day.value = ""; // of two answers to "when", the last one given
    if (target === day && day.value && now) now.checked = false;
    const idle = (target.name === "uur" && !day.value) || target.matches("[data-waits]"); // an hour without a day, a distance from nowhere
    if (wide.matches && !stepping && !idle) form.requestSubmit();
  }

  form.addEventListener("keydown", ({ target, key }) => { stepping = target.matches("select, [type=date]") && key !== "Enter"; });
  form.addEventListener("pointerdown", () => { stepping = false; });
  addEventListener("pageshow", ({ persisted }) => persisted && form.reset()); // back to a list: its filters, not those that led away
  form.addEventListener("change", send);
}
