"use strict";

/* Agencies side by side. What a reader chose stands in the address (#a=<ids>&y=<years>&i=<indicators>), each agency's
 * figures in agencies/<id>/values.js (gongkai/website/values.py), a script, so that it loads from a folder too. Agencies
 * of different kind or level are never put into one picture or table. What comes from files is shown as text. */
(() => {
  const form = document.getElementById("compare");
  const { most, indicators, words } = JSON.parse(document.getElementById("compare-words").textContent);
  const [chosenList, input, foundList] = [".gk-compare__chosen", ".gk-compare__add", ".gk-compare__found"].map((one) => form.querySelector(one));
  const [said, download, result, examples] = ["compare-said", "compare-download", "compare-result", "compare-examples"].map((id) => document.getElementById(id));
  const root = form.dataset.root || ".";
  const SCRIPTS = new URL(".", document.currentScript.src).href;
  const DELAY = 80; // milliseconds between the last key and the question
  const OFFERED = 8;
  const TOPS = [0.1, 0.25, 0.5, 1]; // where the scale of shares may end
  const [ROW, BAR] = [24, 14]; // pixels of a bar's row, and of the bar

  // ---- small tools ----

  function element(tag, attributes = {}, ...children) {
    const made = tag.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4)) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function fill(key, values) {
    return words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function load(src) {
    return new Promise((resolve, reject) => {
      const onerror = () => reject(new Error(src));
      document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror }));
    });
  }

  // ---- what is chosen ----

  const known = new Map(); // id → figures
  let [ids, written] = [[], ""];
  globalThis.gongkaiValues = (agency) => known.set(agency.agency, agency);

  const ticked = (name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);

  function remember() {
    const every = form.querySelectorAll("input[name=year]").length === ticked("year").length;
    const state = [["a", ids], ["y", every ? [] : ticked("year")], ["i", ticked("indicator")]];
    const hash = state.filter(([, list]) => list.length).map(([key, list]) => `${key}=${list.map(encodeURIComponent).join(",")}`).join("&");
    written = hash;
    if (location.hash.slice(1) !== hash) location.replace(`#${hash}`);
    const other = document.querySelector("a.gk-header__language");
    if (other) other.hash = hash;
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    const list = (key) => (state.get(key) ?? "").split(",").filter(Boolean);
    for (const [key, name] of [["y", "year"], ["i", "indicator"]]) {
      const wanted = new Set(list(key));
      if (wanted.size) for (const box of form.querySelectorAll(`input[name=${name}]`)) box.checked = wanted.has(box.value);
    }
    ids = [...new Set(list("a"))].filter((id) => /^[a-z0-9-]+$/.test(id)).slice(0, most);
  }

  async function refresh() {
    remember();
    const loading = ids.filter((id) => !known.has(id)).map((id) => load(`${root}/agencies/${id}/values.js`));
    await Promise.allSettled(loading);
    const lost = ids.filter((id) => !known.has(id));
    ids = ids.filter((id) => known.has(id));
    if (lost.length) remember();
    show(lost.length ? words.search_failed : "");
  }

  function remove(id) {
    ids = ids.filter((one) => one !== id);
    refresh().then(() => (chosenList.querySelector("button") ?? input).focus());
  }

  // ---- the list of agencies to add (a combobox, as in search.js) ----

  let [active, last, timer, searching] = [-1, 0, 0, undefined];
  const options = () => [...foundList.querySelectorAll("[role=option]")];

  function offer(items) {
    foundList.replaceChildren(...items);
    foundList.hidden = !items.length;
    options().forEach((option, at) => (option.id = `compare-found-${at}`));
    input.setAttribute("aria-expanded", String(items.length > 0));
    select(-1);
  }

  function select(place) {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (options()[place]) input.setAttribute("aria-activedescendant", options()[place].id);
    else input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const turn = ++last;
    const query = input.value.trim();
    if (!query) return offer([]);
    searching ??= load(`${SCRIPTS}search-index.js`);
    await searching;
    const found = await gongkaiSearch.ask(`${root}/search`, query);
    const agencies = found.hits.filter(({ kind }) => kind === "agency").slice(0, OFFERED);
    const entries = await Promise.all(agencies.map(found.entry));
    if (turn !== last) return undefined;
    const items = entries.map(option).filter(Boolean);
    said.textContent = items.length ? "" : words.compare_nothing_found;
    return offer(items);
  }

  function option({ title, url, sub, years }) {
    const id = url.split("/")[1];
    if (ids.includes(id)) return undefined;
    const name = years.length ? title : fill("compare_without", { name: title });
    const item = element("li", { role: "option", "aria-selected": "false" }, name, element("small", {}, ` ${sub}`));
    if (!years.length) item.setAttribute("aria-disabled", "true");
    else item.addEventListener("click", () => add(id));
    return item;
  }

  function add(id) {
    if (ids.length >= most) {
      said.textContent = fill("compare_full", { most });
      return;
    }
    ids.push(id);
    input.value = "";
    offer([]);
    input.focus();
    refresh();
  }

  const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": foundList.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);
  const keys = {
    ArrowDown: () => select(active + 1 < options().length ? active + 1 : -1),
    ArrowUp: () => select(active < 0 ? options().length - 1 : active - 1),
    Escape: () => offer([]),
    Enter: () => options()[Math.max(active, 0)]?.click(),
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  const failed = (error) => {
    console.warn(error);
    searching = undefined;
    said.textContent = words.search_failed;
  };
  const later = (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(failed), DELAY);
  };
  input.addEventListener("input", later);
  input.addEventListener("compositionend", later);
  foundList.addEventListener("mousedown", (event) => event.preventDefault());
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || offer([]));
  form.addEventListener("submit", (event) => event.preventDefault());

  // ---- what is shown ----

  const figure = (agency, year, code) => agency.years[year]?.[code] ?? [words.indicator_no_report, null];

  function show(trouble) {
    const wanted = ticked("year").sort();
    const codes = ticked("indicator");
    const agencies = ids.map((id) => known.get(id));
    const there = (year) => agencies.some((agency) => agency.years[year]);
    const years = agencies.some((agency) => wanted.some((year) => agency.years[year])) ? wanted.filter(there) : wanted;
    chosenList.replaceChildren(...agencies.map(chip));
    const missing = [[agencies, "compare_none"], [years, "compare_none_year"], [codes, "compare_none_indicator"]];
    const none = missing.find(([list]) => !list.length)?.[1];
    const groups = new Map();
    for (const agency of [...agencies].sort((one, other) => one.order[0] - other.order[0] || one.order[1] - other.order[1])) {
      groups.set(agency.group, [...(groups.get(agency.group) ?? []), agency]);
    }
    const parts = none ? [] : [...groups].flatMap(([group, members]) => part(group, members, years, codes));
    if (groups.size > 1 && !none) parts.unshift(element("p", { class: "gk-note" }, words.compare_groups));
    if (years.length < wanted.length && !none) {
      const list = wanted.filter((year) => !there(year)).join(words.list_joint);
      parts.push(element("p", { class: "gk-note" }, fill("compare_without_years", { years: list })));
    }
    result.replaceChildren(...parts);
    examples.hidden = agencies.length > 0;
    const counts = { agencies: agencies.length, years: years.length, indicators: codes.length };
    said.textContent = trouble || (none ? words[none] : fill("compare_changed", counts));
    offerDownload(none ? undefined : csv([...groups.values()].flat(), years, codes));
  }

  function chip({ agency, name }) {
    const button = element("button", { type: "button", "aria-label": fill("compare_remove", { name }) }, "×");
    button.addEventListener("click", () => remove(agency));
    return element("li", {}, element("a", { href: `${root}/agencies/${agency}/index.html` }, name), button);
  }

  function part(group, members, years, codes) {
    const pictures = codes.map((code) => picture(members, years, code));
    return [element("h3", {}, group), element("div", { class: "gk-charts gk-charts--two" }, ...pictures), table(group, members, years, codes)];
  }

  function picture(members, years, code) {
    const values = members.flatMap((agency) => years.map((year) => figure(agency, year, code)[1] ?? 0));
    const highest = Math.max(...values);
    const top = (indicators[code].share && TOPS.find((one) => highest <= one)) || highest || 1;
    const drawings = members.flatMap((agency) => {
      const id = `compare-${code}-${agency.agency}`;
      return [element("p", { class: "gk-compare__name", id }, agency.name), bars(agency, years, code, { top, id })];
    });
    const title = element("figcaption", { class: "gk-chart__title" }, indicators[code].label);
    return element("figure", { class: "gk-chart" }, title, ...drawings);
  }

  // A bar a year, every bar with its figure; the name stands above, where it can wrap.
  function bars(agency, years, code, { top, id }) {
    const shapes = years.flatMap((year, at) => {
      const [text, value] = figure(agency, year, code);
      const width = value === null ? 0 : (60 * value) / top;
      const bar = { x: "14%", y: at * ROW + 2, width: `${width}%`, height: BAR, class: "gk-fill-disclosed" };
      return [
        element("svg:text", { x: 0, y: at * ROW + BAR, class: "gk-quiet" }, year),
        ...(width ? [element("svg:rect", bar)] : []),
        element("svg:text", { x: `${15 + width}%`, y: at * ROW + BAR, class: value === null ? "gk-quiet" : "" }, text),
      ];
    });
    const told = years.map((year) => fill("compare_bar", { agency: agency.name, year, text: figure(agency, year, code)[0] }));
    const height = years.length * ROW;
    const drawn = { class: "gk-chart__svg", width: "100%", height, style: `height:${height}px` };
    const said = { role: "img", "aria-labelledby": `${id} ${id}-says` };
    return element("svg:svg", { ...drawn, ...said }, element("svg:desc", { id: `${id}-says` }, told.join("; ")), ...shapes);
  }

  function table(group, members, years, codes) {
    const head = (text, number) => element("th", { scope: "col", ...(number && { class: "gk-number" }) }, text);
    const heads = [head(words.col_agency), head(words.col_year), ...codes.map((code) => head(indicators[code].label, true))];
    const rows = members.flatMap((agency) =>
      years.map((year) => {
        const there = agency.years[year];
        const link = there ? element("a", { href: `${root}/agencies/${agency.agency}/${year}.html` }, year) : year;
        const cells = codes.map((code) => {
          const [text, value] = figure(agency, year, code);
          return element("td", { class: "gk-number" }, value === null ? element("span", { class: "gk-absent" }, text) : text);
        });
        return element("tr", {}, element("th", { scope: "row" }, agency.name), element("td", {}, link), ...cells);
      }),
    );
    const caption = element("caption", { class: "gk-hidden" }, fill("compare_table", { group }));
    const made = element("table", { class: "gk-table gk-table--wide" }, caption, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
    return element("div", { class: "gk-scroll", role: "region", tabindex: 0, "aria-label": fill("compare_table", { group }) }, made);
  }

  // ---- the file: what the tables show, numbers in full; text that a spreadsheet could take for a formula is marked ----

  function csv(agencies, years, codes) {
    const cell = (value) => {
      const text = typeof value === "string" && /^'*[=+\-@\t\r＝＋－＠]./.test(value) ? `'${value}` : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const rows = agencies.flatMap((agency) =>
      years.map((year) => {
        const figures = codes.map((code) => figure(agency, year, code)).map(([text, value]) => value ?? text);
        return [agency.agency, agency.name, agency.group, Number(year), ...figures];
      }),
    );
    return [["agency_id", "agency", "group", "year", ...codes], ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
  }

  let file;

  function offerDownload(text) {
    if (file) URL.revokeObjectURL(file);
    file = text === undefined ? undefined : URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = { class: "gk-files__file", href: file, download: "gongkai.csv" };
    download.replaceChildren(...(file ? [element("a", link, words.compare_download)] : []));
  }

  form.addEventListener("change", ({ target }) => target.type === "checkbox" && refresh());
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    recall();
    refresh();
  });
  recall();
  refresh();
})();
