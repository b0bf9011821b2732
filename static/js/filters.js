// On a wide screen a change sends the form; elsewhere, and for who steps through a field with the keys, the button does. A box that sent it has
// the focus again on the next page, whose address names it for as long as that takes; all else leads to the list.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  let stepping = false;
  const to = form.action;
  const { open: now, dag: day, uur: hour } = form.elements;
  const box = [...form.elements].find(({ type, name, value }) => type === "checkbox" && `#${name}=${value}` === location.hash);

  function send({ target }) {
    if (target === now && now.checked) day.value = "";
    if (target === day && day.value) now.checked = false;
    form.action = target.type === "checkbox" && wide.matches ? to.replace(/#.*/, `#${target.name}=${target.value}`) : to;
    if (wide.matches && !stepping && (target !== hour || day.value)) form.requestSubmit();
  }

  if (location.hash.includes("=")) {
    (box ?? document.getElementById("lijst")).focus();
    history.replaceState(null, "", location.pathname + location.search);
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
