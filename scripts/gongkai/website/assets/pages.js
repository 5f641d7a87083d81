"use strict";

/* What is said to readers without scripts goes. */
for (const said of document.querySelectorAll(".gp-scriptless")) said.hidden = true;

/* A box over a list: what does not hold every word typed is hidden, and so are parts that hold nothing else.
 * Without a script the list is whole and the box is not there. Words come from data attributes of the page. */
(() => {
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  for (const box of document.querySelectorAll("[data-filter]")) {
    const list = document.getElementById(box.dataset.filter);
    const input = box.querySelector("input");
    const said = box.querySelector("output");
    const lines = list ? [...list.querySelectorAll("[data-words]")] : [];
    const words = lines.map((line) => plain(line.dataset.words));
    const parts = [...list.querySelectorAll("[data-part]")].reverse();

    const filter = () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      lines.forEach((line, i) => { line.hidden = !asked.every((word) => words[i].includes(word)); });
      for (const part of parts) part.hidden = asked.length > 0 && !part.querySelector("[data-words]:not([hidden])");
      const found = lines.filter((line) => !line.hidden).length;
      said.textContent = !asked.length ? "" : found ? said.dataset.found.replace("#", found) : said.dataset.nothing;
    };
    box.hidden = false;
    input.addEventListener("input", filter);
    filter();
  }
})();
