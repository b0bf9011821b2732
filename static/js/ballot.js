// A link to a candidate ("#kandidaat-3") picks it in the form. The fragment never leaves the browser, so no log learns of it.
const form = document.querySelector("[data-ballot]");

function pick() {
  const dot = location.hash.startsWith("#kandidaat-") && document.getElementById(location.hash.slice(1))?.querySelector("input[type=radio]");
  if (dot && !form.querySelector("input[name=kandidaat]:checked")) dot.checked = true;
}

pick();
