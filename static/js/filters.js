// On a wide screen a filter answers at once: a change sends the form. On a phone, and without JavaScript, the button does.
// So does it for whoever steps through a closed list with the arrow keys: each step is a change, but not yet a choice.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  let stepping = false;
  form.addEventListener("keydown", ({ target, key }) => { stepping = target.matches("select") && key !== "Enter"; });
  form.addEventListener("pointerdown", () => { stepping = false; });
  addEventListener("pageshow", ({ persisted }) => persisted && form.reset()); // back to a list: its filters, not those that led away
  form.addEventListener("change", () => wide.matches && !stepping && form.requestSubmit());
}
