for (const form of document.querySelectorAll("[data-suggestions]")) {
  const start = async () => (await import("./suggestions.js")).start(form);
  if (form.matches(":focus-within")) start();
  else form.addEventListener("focusin", start, { once: true });
}
