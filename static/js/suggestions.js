// Suggestions under a search field: a combobox (ARIA 1.2) with a list box in groups; words and stylesheet come with the answer. Fetched by
// search.js when somebody goes to type; without it the form simply searches.
const WAIT = 150; // ms without a key before anything is asked

const make = (name, attributes, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};

export function start(form) {
  const field = form.querySelector("input[type=search]");
  const list = make("div", { class: "suggestions", id: "suggesties", role: "listbox" });
  const told = make("p", { class: "vh", role: "status" });
  let options = [], active = -1, isStyled = false, timer, request;

  const choose = (number) => {
    options[active]?.removeAttribute("aria-selected");
    active = number;
    options[active]?.setAttribute("aria-selected", "true");
    options[active]?.scrollIntoView({ block: "nearest" });
    if (options[active]) field.setAttribute("aria-activedescendant", options[active].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const open = (is) => {
    list.hidden = !is;
    field.setAttribute("aria-expanded", String(is));
    if (!is) choose(-1);
  };
  const stop = () => {
    clearTimeout(timer);
    request?.abort();
  };
  const go = (option) => {
    const to = new URL(option.dataset.url, location.href);
    const carried = to.search ? form.querySelectorAll("input[type=hidden]") : []; // a question is asked from where one stands
    for (const { name, value } of carried) to.searchParams.set(name, value);
    location.assign(to);
  };

  const styled = (href) => new Promise((done) => {
    if (isStyled) return done();
    isStyled = true;
    const link = make("link", { rel: "stylesheet", href });
    link.onload = link.onerror = done;
    document.head.append(link);
    return undefined;
  });
  const show = ({ groups, label, says }) => {
    options = [];
    list.setAttribute("aria-label", label);
    choose(-1);
    list.replaceChildren(...groups.map((group, place) => {
      const name = make("span", { class: "suggestions__group", id: `suggesties-${place}` }, group.label);
      const items = group.items.map((item) => {
        const option = make("div", { role: "option", id: `suggestie-${options.length}`, class: "suggestions__one", "data-url": item.url }, item.label);
        if (item.note) option.append(" ", make("small", {}, item.note));
        options.push(option);
        return option;
      });
      return make("div", { role: "group", "aria-labelledby": name.id }, name, ...items);
    }));
    open(options.length > 0);
    told.textContent = says;
  };
  const ask = async () => {
    request = new AbortController();
    const { signal } = request;
    const url = new URL(form.dataset.suggestions, location.href);
    url.searchParams.set("q", field.value.trim());
    try {
      const answer = await fetch(url, { signal, credentials: "omit" });
      const found = answer.ok && await answer.json();
      if (found) await styled(found.style);
      if (found && !signal.aborted) show(found);
    } catch { /* a newer question, or no network: the form still works */ }
  };

  const typed = () => {
    stop();
    if (field.value.trim().length < 2) {
      open(false);
      told.textContent = "";
    } else timer = setTimeout(ask, WAIT);
  };
  field.addEventListener("input", typed);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (list.hidden || event.isComposing) return;
    if (step) choose((active + step + options.length + 2) % (options.length + 1) - 1);
    else if (key === "Enter" && active >= 0) go(options[active]);
    else if (key === "Escape") open(false);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => {
    stop();
    open(false);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => target.closest("[data-url]") && go(target.closest("[data-url]")));
  form.addEventListener("submit", stop);

  form.append(list, told);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list" })) field.setAttribute(key, value);
  open(false);
  if (field.value !== field.defaultValue) typed(); // before this module was here
}
