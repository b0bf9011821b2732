// On a wide screen what a pointer changes sends the form; elsewhere, and for who goes by keys, the button does. A box that sent it has the focus
// again on the next page, whose address names it for as long as that takes; all else leads to the list.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  let by = "";
  const to = form.action;
  const { open: now, dag: day, uur: hour } = form.elements;
  const box = [...form.elements].find(({ type, name, value }) => type === "checkbox" && `#${name}=${value}` === location.hash);

  function send({ target }) {
    if (target === now && now.checked) day.value = hour.value = "";
    if (target === day) {
      if (day.value) now.checked = false;
      else hour.value = "";
    }
    if (!target.checked) untickUnder(target.closest(".check:not(.check--under)"));
    const isBox = target.type === "checkbox", waits = isBox ? by !== "pointer" : by === "keys";
    form.action = isBox && wide.matches && !waits ? to.replace(/#.*/, `#${target.name}=${target.value}`) : to;
    if (wide.matches && !waits && (target !== hour || day.value)) form.requestSubmit();
  }

  function untickUnder(group) {
    for (let row = group?.nextElementSibling; row?.matches(".check--under"); row = row.nextElementSibling) row.querySelector("input").checked = false;
  }

  if (location.hash.includes("=")) {
    (box ?? document.getElementById("lijst")).focus();
    history.replaceState(null, "", location.pathname + location.search);
  }
  form.addEventListener("keydown", () => { by = "keys"; });
  form.addEventListener("pointerdown", () => { by = "pointer"; });
  addEventListener("pageshow", ({ persisted }) => persisted && form.reset()); // back to a list
  form.addEventListener("change", send);
}

for (const form of document.querySelectorAll("[data-near-me]")) {
  form.hidden = !navigator.geolocation;
  form.querySelector("button").addEventListener("click", async () => (await import(form.dataset.nearMe)).ask(form));
}
