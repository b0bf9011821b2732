for (const form of document.querySelectorAll("[data-suggestions]"))
  form.addEventListener("focusin", async () => (await import("./suggestions.js")).start(form), { once: true });
