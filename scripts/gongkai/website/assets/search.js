"use strict";

/* The search forms of a page, on top of search-index.js, which lies beside this file and is loaded on first use. Each
 * form.gk-search becomes a combobox with a list of the best results; one with data-list="<id>" shows all results in
 * that element instead, and lets its select[name=kind|region|year] filter them. Without script a form leads to the page
 * of its action. All words come from data attributes of the form; what comes from the index is shown as text. */
(() => {
  const SHORT = { all: 8, best: 5, other: 2 }; // results in a combobox: in all, of the best kind, of each other kind
  const PAGE = 20; // results of a kind on the search page at a time
  const DELAY = 80; // milliseconds between the last key and the question

  const ENGINE = new URL("search-index.js", document.currentScript.src).href;
  let loading;

  function engine() {
    loading ??= new Promise((resolve, reject) => {
      const onload = () => resolve(gongkaiSearch);
      const onerror = () => reject(new Error(ENGINE), (loading = undefined));
      document.head.append(Object.assign(document.createElement("script"), { src: ENGINE, onload, onerror }));
    });
    return loading;
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function grouped(items) {
    const groups = new Map();
    for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
    return [...groups];
  }

  // ---- a result ----

  // Entries to show, each once. One that is asked for with a year is its report of that year.
  async function results(found, hits, texts) {
    const entries = await Promise.all(hits.map(found.entry));
    const seen = new Set();
    return entries
      .map(({ year, ...entry }, at) => ({ kind: hits[at].kind, year, ...entry }))
      .map((entry) => (entry.kind === "agency" && entry.year ? { ...entry, ...report(entry, entry.year, texts) } : entry))
      .filter(({ url }) => !seen.has(url) && seen.add(url));
  }

  function report({ title, url }, year, texts) {
    const named = fill(texts.report ?? "{title} {year}", { title, year });
    return { kind: "report", title: named, url: url.replace(/[^/]*$/, `${year}.html`) };
  }

  function link({ title, url, sub, names }, found, texts, attributes) {
    const shown = found.places(found.plain(title)).size;
    const name = names.find((other) => found.places(found.plain(other)).size > shown);
    const second = element("span", { class: "gk-search__sub" }, ...(name ? highlighted(name, found) : []));
    second.append(name && sub ? " · " : "", sub);
    const first = element("span", { class: "gk-search__title" }, ...highlighted(title, found));
    const href = `${(texts.base || ".").replace(/\/$/, "")}/${url}`;
    return element("a", { class: "gk-search__result", href, ...attributes }, first, ...(second.textContent ? [second] : []));
  }

  function highlighted(text, found) {
    const characters = [...text];
    const plain = characters.map(found.plain);
    const origin = plain.flatMap((letters, at) => Array(letters.length).fill(at));
    const marked = new Set([...found.places(plain.join(""))].map((at) => origin[at]));
    const pieces = [];
    characters.forEach((character, at) => {
      if (at && marked.has(at) === marked.has(at - 1)) pieces.at(-1).text += character;
      else pieces.push({ text: character, mark: marked.has(at) });
    });
    return pieces.map(({ text: piece, mark }) => (mark ? element("mark", {}, piece) : piece));
  }

  function label(texts, kind) {
    return texts[`kind${kind[0].toUpperCase()}${kind.slice(1)}`] ?? kind;
  }

  function told(texts, query, found, count) {
    const whole = found.instead ? "instead" : found.hits.some((hit) => hit.complete) ? "found" : "similar";
    const text = count ? texts[whole] : texts.none;
    return fill((count === 1 && whole === "found" && texts.one) || text || "{count}", { count, query, ...found });
  }

  // ---- asking ----

  // Asks after a pause and lets only the last question be answered: show(answer), or show() for an empty query;
  // `draw` prepares what is shown, which may load more.
  function asking(form, input, { draw, show, fail, wanted = () => ({}) }) {
    const texts = form.dataset;
    let [last, timer] = [0, 0];
    const ask = async () => {
      const turn = ++last;
      const query = input.value.trim();
      try {
        const drawn = query && (await draw(await (await engine()).ask(texts.index, query, wanted()), query));
        if (turn === last) show(drawn || undefined);
      } catch (error) {
        console.warn(error);
        if (turn === last) fail(texts.failed ?? String(error));
      }
    };
    const later = (event) => {
      if (event.isComposing) return;
      last += 1;
      clearTimeout(timer);
      timer = setTimeout(ask, DELAY);
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
    input.addEventListener("focus", () => engine().then(({ prepare }) => prepare(texts.index), () => undefined));
    return ask;
  }

  // ---- a combobox (ARIA Authoring Practices: list autocomplete, manual selection) ----

  function combobox(form, input, status, id) {
    const texts = form.dataset;
    const note = element("p", { class: "gk-search__note", "aria-hidden": "true" });
    const list = element("div", { role: "listbox", id, "aria-label": texts.results ?? input.name });
    const panel = form.querySelector(".gk-search__results") ?? form.appendChild(element("div", { class: "gk-search__results" }));
    const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    panel.replaceChildren(note, list);
    let active = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const select = (place) => {
      active = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const chosen = options()[place];
      if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
      else input.removeAttribute("aria-activedescendant");
      chosen?.scrollIntoView({ block: "nearest" });
    };
    const open = (wanted) => {
      panel.hidden = !wanted;
      input.setAttribute("aria-expanded", String(wanted && list.hasChildNodes()));
      select(-1);
    };
    const draw = async (found, query) => {
      const hits = few(found.hits);
      const entries = await results(found, hits, texts);
      const count = hits.length === found.hits.length ? entries.length : found.hits.length;
      const groups = grouped(entries).map(([kind, members]) => {
        const head = element("span", { class: "gk-search__kind", "aria-hidden": "true" }, label(texts, kind));
        const links = members.map((entry) => link(entry, found, texts, { role: "option", tabindex: "-1" }));
        return element("div", { role: "group", "aria-label": label(texts, kind) }, head, ...links);
      });
      if (hits.length < found.hits.length) groups.push(more(query, count));
      return { groups, text: told(texts, query, found, count), instead: Boolean(found.instead) };
    };
    const more = (query, count) => {
      const href = `${form.getAttribute("action")}?q=${encodeURIComponent(query)}`;
      const text = fill(texts.more ?? "{count} …", { count });
      return element("a", { class: "gk-search__more", role: "option", tabindex: "-1", href }, text);
    };
    const show = ({ groups = [], text = "", instead = false } = {}) => {
      list.replaceChildren(...groups);
      options().forEach((option, at) => (option.id = `${id}-${at}`));
      status.textContent = text;
      note.textContent = groups.length && !instead ? "" : text;
      open(Boolean(text) && form.contains(document.activeElement));
    };
    const ask = asking(form, input, { draw, show, fail: (text) => show({ text }) });
    const keys = {
      ArrowDown: () => (panel.hidden ? ask() : select(active + 1 < options().length ? active + 1 : -1)),
      ArrowUp: () => (panel.hidden ? ask() : select(active < 0 ? options().length - 1 : active - 1)),
      Escape: () => (panel.hidden ? false : open(false)),
      Enter: () => (panel.hidden || active < 0 ? false : options()[active].click()),
    };
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || !keys[event.key]) return;
      if (keys[event.key]() !== false) event.preventDefault();
    });
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && open(false));
    open(false);
  }

  // The best hits, other kinds among them.
  function few(hits) {
    const taken = {};
    const varied = hits.filter(({ kind }) => {
      taken[kind] = (taken[kind] ?? 0) + 1;
      return taken[kind] <= (kind === hits[0].kind ? SHORT.best : SHORT.other);
    });
    const chosen = new Set([...varied.slice(0, SHORT.all), ...hits.slice(0, 2 * SHORT.all)]);
    const kept = new Set([...chosen].slice(0, SHORT.all));
    return hits.filter((hit) => kept.has(hit));
  }

  // ---- the search page ----

  function page(form, input, status, target) {
    const texts = form.dataset;
    const filters = [...form.querySelectorAll("select")];
    const chosen = () => Object.fromEntries(filters.map(({ name, value }) => [name, value]));
    const draw = async (found, query) => {
      const groups = grouped(found.hits);
      const { kind } = chosen();
      const shown = groups.filter(([one]) => !kind || one === kind);
      const count = shown.reduce((sum, [, hits]) => sum + hits.length, 0);
      return {
        sections: await Promise.all(shown.map(([one, hits]) => section(found, one, hits))),
        text: told(texts, query, found, count),
      };
    };
    const section = async (found, kind, hits) => {
      const list = element("ul", { class: "gk-search__list" });
      const button = element("button", { type: "button", class: "gk-search__next" }, texts.next ?? "…");
      const count = element("small", { class: "gk-search__count" }, String(hits.length));
      const left = [...hits];
      const next = async () => {
        const entries = await results(found, left.splice(0, PAGE), texts);
        const items = entries.map((entry) => element("li", {}, link(entry, found, texts, {})));
        list.append(...items);
        button.hidden = !left.length;
        return items[0]?.firstChild;
      };
      button.addEventListener("click", () => next().then((first) => first?.focus(), () => fail(texts.failed)));
      await next();
      return element("section", {}, element("h2", {}, `${label(texts, kind)} `, count), list, button);
    };
    const show = ({ sections = [], text = "" } = {}) => {
      target.replaceChildren(...sections);
      status.textContent = text;
    };
    const fail = (text) => show({ text });
    const ask = asking(form, input, { draw, show, fail, wanted: chosen });
    const remember = () => {
      const state = Object.entries({ q: input.value.trim(), ...chosen() }).filter(([, value]) => value);
      try {
        history.replaceState(null, "", `?${new URLSearchParams(state)}`);
      } catch {
        // Opened from a folder, a page may not change its address in every browser.
      }
    };
    const again = () => {
      remember();
      ask();
    };
    input.addEventListener("input", remember);
    filters.forEach((filter) => filter.addEventListener("change", again));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      again();
    });
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? input.value;
    fillFilters(form, filters, asked).then(ask, () => ask());
  }

  // What can be chosen comes from the index; a filter that lets nothing be chosen stays away.
  async function fillFilters(form, filters, asked) {
    if (!filters.length) return;
    const { years, regions } = await (await engine()).facets(form.dataset.index);
    const offered = { year: years, region: regions.length > 1 ? regions : [] };
    for (const filter of filters) {
      for (const one of offered[filter.name] ?? []) filter.append(element("option", {}, String(one)));
      filter.value = asked.get(filter.name) ?? "";
      if (filter.selectedIndex < 0) filter.value = "";
      filter.parentElement.hidden = filter.options.length < 2;
    }
    filters[0].closest("[hidden]")?.removeAttribute("hidden");
  }

  document.querySelectorAll("form.gk-search").forEach((form, place) => {
    const input = form.querySelector("input[name=q]");
    const target = form.dataset.list && document.getElementById(form.dataset.list);
    const status = form.appendChild(element("p", { class: "gk-search__status", role: "status" }));
    if (target) page(form, input, status, target);
    else combobox(form, input, status, `gk-search-${place}`);
  });
})();
