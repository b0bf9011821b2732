// Follows an import: loads its page again now and then and shows what it says, or goes where it leads once the import is done.
const PAUSE = 2000; // milliseconds

async function look(shown) {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (answer.redirected) {
    window.location.assign(answer.url);
    return;
  }
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-import-progress]");
    if (fresh) {
      shown.replaceChildren(...fresh.childNodes);
      shown.toggleAttribute("data-stopped", fresh.hasAttribute("data-stopped"));
    }
  }
  follow(shown);
}

function follow(shown) {
  if (!shown.hasAttribute("data-stopped")) {
    window.setTimeout(() => look(shown).catch(() => follow(shown)), PAUSE);
  }
}

const shown = document.querySelector("[data-import-progress]");
if (shown) {
  follow(shown);
}
