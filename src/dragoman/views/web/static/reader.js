// Ties the record to the text: hovering or focusing one marks the other. Reading works without it.
"use strict";
const tied = (number) => document.querySelectorAll(`[data-f~="${number}"]`);
for (const one of document.querySelectorAll("[data-f]")) {
  const numbers = one.dataset.f.split(" ");
  const set = (on) => numbers.forEach((n) => tied(n).forEach((e) => e.classList.toggle("lit", on)));
  one.addEventListener("mouseenter", () => set(true));
  one.addEventListener("mouseleave", () => set(false));
  one.addEventListener("focusin", () => set(true));
  one.addEventListener("focusout", () => set(false));
}
for (const one of document.querySelectorAll("[data-cite] [data-at]")) {
  const cite = `${one.closest("[data-cite]").dataset.cite}:${one.dataset.at}`;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy citation" });
  button.addEventListener("click", () => navigator.clipboard?.writeText(cite));
  (one.querySelector(".acts") ?? one).append(button);
}
