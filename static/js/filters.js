// On a wide screen a filter answers at once: a change sends the form. On a phone, and without JavaScript, the button does.
const wide = matchMedia("(width >= 60rem)");

for (const form of document.querySelectorAll("[data-filters]")) {
  form.addEventListener("change", () => wide.matches && form.requestSubmit());
}
