// On a wide screen a change sends the form; elsewhere, and for who steps through a field with the keys, the button does.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  let stepping = false;
  const { open: now, dag: day, uur: hour } = form.elements;

  function send({ target }) {
    if (target === now && now.checked) day.value = "";
    if (target === day && day.value) now.checked = false;
    if (wide.matches && !stepping && (target !== hour || day.value)) form.requestSubmit();
  }

  form.addEventListener("keydown", ({ target, key }) => { stepping = target.matches("select, [type=date], [type=time]") && key !== "Enter"; });
  form.addEventListener("pointerdown", () => { stepping = false; });
  addEventListener("pageshow", ({ persisted }) => persisted && form.reset()); // back to a list
  form.addEventListener("change", send);
}

for (const form of document.querySelectorAll("[data-near-me]")) {
  form.hidden = !navigator.geolocation;
  form.querySelector("button").addEventListener("click", async () => (await import(form.dataset.nearMe)).ask(form));
}
