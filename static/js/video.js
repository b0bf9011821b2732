// <video-player data-player data-title>: a video that stands with somebody else. Until somebody clicks it is a link with our own picture, and nothing is
// asked of that site; then its player takes the place of the link, and the focus. Who wants a tab of its own gets the link.
customElements.define("video-player", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("a")?.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.play();
    });
  }

  play() {
    const frame = document.createElement("iframe");
    frame.className = "video__player";
    frame.title = this.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube refuses to play for a page that does not say whose it is
    frame.src = this.dataset.player;
    frame.addEventListener("load", () => {
      if (document.activeElement === frame) frame.blur(); // it was there before the player was: the keys would pass it by
      if (document.activeElement === document.body) frame.focus();
    }, { once: true });
    this.replaceChildren(frame);
    frame.focus();
  }
});
