// Pictures that adorn a long list are fetched when their place comes near, so that a first view stays light (a browser's own `loading=lazy`
// fetches from a thousand pixels away). Without JavaScript they stand in a <noscript>.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    const picture = new Image(Number(target.dataset.width), Number(target.dataset.height));
    picture.alt = "";
    picture.decoding = "async";
    picture.src = target.dataset.picture;
    target.append(picture);
  }
}, { rootMargin: "150px" });

for (const place of document.querySelectorAll("[data-picture]")) near.observe(place);
