/* Terms open by the popover attribute alone. Where the browser cannot anchor the card to its word, it is placed here. */
const anchored = CSS.supports("position-area: block-end");
const phone = window.matchMedia("(max-width: 47.99em)");

function place(card, word) {
  const box = word.getBoundingClientRect();
  const margin = 8;
  const width = card.offsetWidth;
  const below = box.bottom + margin;
  const fits = below + card.offsetHeight < window.innerHeight;
  const start = document.dir === "rtl" ? box.right - width : box.left;
  const left = Math.max(margin, Math.min(start, document.documentElement.clientWidth - width - margin));
  Object.assign(card.style, {
    position: "fixed",
    margin: "0",
    inset: "auto",
    left: `${left}px`,
    top: `${Math.max(margin, fits ? below : box.top - card.offsetHeight - margin)}px`,
  });
}

if (!anchored) {
  for (const word of document.querySelectorAll("button.term")) {
    const card = document.getElementById(word.getAttribute("popovertarget"));
    if (!card || !card.showPopover) continue;
    card.addEventListener("toggle", (event) => {
      if (phone.matches) card.removeAttribute("style");
      else if (event.newState === "open") place(card, word);
    });
    window.addEventListener("scroll", () => card.matches(":popover-open") && card.hidePopover(), { passive: true });
  }
}
