// Recovery codes: copied or printed by a button, for who has JavaScript; the list itself needs none.
const bar = document.querySelector("[data-keep-codes]");
const codes = [...document.querySelectorAll("[data-codes] code")].map((code) => code.textContent);

bar.hidden = false;
bar.querySelector("[data-print]").addEventListener("click", () => print());
bar.querySelector("[data-copy]").addEventListener("click", async () => {
  await navigator.clipboard.writeText(codes.join("\n"));
  bar.querySelector("[data-copied]").hidden = false;
});
