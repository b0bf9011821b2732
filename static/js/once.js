// A form with data-once is sent once: who taps twice sees what the first tap did. After a while, or when one comes back, it may be sent again.
const PAUSE = 20_000;

function guard(form) {
  let until = 0;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    if (Date.now() < until) event.preventDefault();
    else until = Date.now() + PAUSE;
  });
  window.addEventListener("pageshow", () => {
    until = 0;
  });
}

document.querySelectorAll("form[data-once]").forEach(guard);
