// A text that somebody wants to keep: copied or printed by a button, for who has JavaScript; the text itself needs none.
for (const box of document.querySelectorAll("[data-keep]")) {
  const bar = box.querySelector("[data-keep-bar]");
  const text = box.querySelector("[data-keep-text]").textContent.trim();
  bar.hidden = false;
  bar.querySelector("[data-print]")?.addEventListener("click", () => print());
  bar.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      bar.querySelector("[data-copied]").hidden = false;
    } catch {
      getSelection().selectAllChildren(box.querySelector("[data-keep-text]")); // not allowed: the text is picked, ready to copy
    }
  });
}
