// Of a day or an hour that is half typed, or that is none (31 November), a browser sends nothing. It is pointed out before the form is sent.
function halfTyped(form) {
  return [...form.querySelectorAll("input[type=date], input[type=time]")].find((field) => field.validity.badInput && !field.closest(".deleted"));
}

function pointOut(field) {
  const tab = field.closest("[role=tabpanel][hidden]");
  if (tab) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  field.reportValidity();
}

// Before Wagtail's own listeners, which would say that it is being saved.
document.addEventListener(
  "click",
  (event) => {
    const form = event.target.closest("button:not([type=button]), input[type=submit]")?.form;
    const field = form?.method === "post" && halfTyped(form);
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pointOut(field);
  },
  true,
);
