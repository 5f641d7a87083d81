"use strict";

/* What the theme's pages need of a script: the drawer by keyboard, and everything unfolded on paper. */
(() => {
  const { menu } = document.currentScript.dataset;
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header label[for=__drawer]");
  if (drawer && label) {
    const opener = Object.assign(document.createElement("button"), { type: "button", ariaLabel: menu });
    opener.className = `${label.className} gk-header__menu`;
    opener.append(...label.childNodes);
    label.replaceWith(opener);
    const told = () => { opener.ariaExpanded = String(drawer.checked); };
    const set = (open) => { drawer.checked = open; told(); };
    opener.addEventListener("click", () => set(!drawer.checked));
    drawer.addEventListener("change", told);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawer.checked) { set(false); opener.focus(); } });
    document.querySelector(".md-sidebar--primary")?.addEventListener("click", ({ target }) => { if (target.closest("a")) set(false); });
    told();
  }

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("article details:not([open])")];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of unfolded) fold.open = false; });
})();
