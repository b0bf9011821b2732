// Counts a visit: sends back the token that the page carries, without cookies and without saying from where. A page that the browser opened
// ahead of time counts when somebody looks at it.
const { visit } = document.querySelector("script[data-visit]").dataset;
const tell = () => fetch("/bezoek/", { method: "POST", body: visit, credentials: "omit", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => {});

if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
else tell();
