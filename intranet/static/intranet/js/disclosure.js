/* <details data-open-wide> is open on a wide screen and on paper (components.css shows it); here its state says the same to assistive technology. */
const wide = window.matchMedia("(min-width: 64em)");
const folded = document.querySelectorAll("details[data-open-wide]");

function follow() {
  for (const details of folded) {
    details.open = wide.matches;
    const summary = details.querySelector("summary");
    if (wide.matches) summary.setAttribute("tabindex", "-1");
    else summary.removeAttribute("tabindex");
  }
}

if (folded.length) {
  follow();
  wide.addEventListener("change", follow);
  for (const details of folded) {
    details.querySelector("summary").addEventListener("click", (event) => {
      if (wide.matches) event.preventDefault();
    });
  }
  window.addEventListener("beforeprint", () => folded.forEach((details) => { details.open = true; }));
  window.addEventListener("afterprint", follow);
}
