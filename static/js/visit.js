const { visit } = document.querySelector("script[data-visit]").dataset;
const tell = () => fetch("/bezoek/", { method: "POST", body: visit, credentials: "omit", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => {});

if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
else tell();
