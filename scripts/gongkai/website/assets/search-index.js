"use strict";

/* A query → what it finds in the static index that gongkai/website/search/ writes (its tokens.py tells how texts are
 * cut). The files of the index are scripts that call gongkaiSearch(version, data), so that they load from a folder
 * (file:) and under script-src 'self'.
 *
 *   found = await gongkaiSearch.ask(folder, query)
 *   found.hits        [{number, kind, complete}, …], the best first; complete: every part of the query matches
 *   found.entry(hit)  → {title, url, sub, names, year}; year: the year asked for, where the entry has it
 *   found.plain(text) a text as it is compared
 *   found.places(plain)  where in such a text something was found: a set of positions
 *
 * A promise is rejected where a file is missing or belongs to another version of the index. */
(() => {
  const HAN = "〇々㐀-䶿一-鿿\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const BEGINS_WITH_LETTER = new RegExp(`^(?![${HAN}])\\p{L}`, "u");
  const YEAR = /^(?:19|20)\d\d$/;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Map([...ALPHABET].map((character, value) => [character, value]));
  const WEIGHT = { near: 1, far: 0.6, text: 0.25, beginning: 0.7, edge: 0.5 };
  // Results that lack a part of the query: how much of the best score they need, beside complete ones or alone.
  const KEPT = { beside: 0.85, alone: 0.6 };
  const LONGEST = 60; // characters of a query that are looked at
  const EXACT = 3; // pairs of a run up to which each is looked up in texts
  const PREFIX = 3; // letters from which the beginning of a word finds it

  // ---- files ----

  const files = new Map();

  globalThis.gongkaiSearch = (version, data) => {
    document.currentScript.content = { version, data };
  };

  function load(url) {
    if (!files.has(url)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const done = () => {
          script.remove();
          if (script.content) resolve(script.content);
          else reject(new Error(url));
        };
        Object.assign(script, { src: url, onload: done, onerror: done });
        document.head.append(script);
      });
      loading.catch(() => files.delete(url));
      files.set(url, loading);
    }
    return files.get(url);
  }

  function manifest(folder) {
    return load(`${folder}/manifest.js`);
  }

  async function part(folder, name) {
    const { version } = await manifest(folder);
    const file = await load(`${folder}/${name}.js?${version}`);
    if (file.version === version) return file.data;
    [...files.keys()].filter((url) => url.startsWith(folder)).forEach((url) => files.delete(url));
    throw new Error(`${name}: of another version than the manifest`);
  }

  // ---- lists of numbers (postings.py) ----

  function decode(text) {
    const mapped = text.startsWith("~");
    const found = [];
    let [value, shift, number] = [0, 0, -1];
    for (let at = mapped ? 1 : 0; at < text.length; at++) {
      const digit = VALUE.get(text[at]);
      value += (digit % 32) * 2 ** shift;
      shift += 5;
      if (digit >= 32) continue;
      if (mapped) return bitmap(text.slice(at + 1), value);
      number += value + 1;
      found.push(number);
      value = shift = 0;
    }
    return found;
  }

  function bitmap(cells, first) {
    const found = [];
    for (let at = 0; at < cells.length; at++) {
      for (let cell = VALUE.get(cells[at]), bit = 0; cell; cell >>= 1, bit++) {
        if (cell & 1) found.push(first + at * 6 + bit);
      }
    }
    return found;
  }

  function hash(key) {
    let value = 0x811c9dc5;
    for (const character of key) value = Math.imul(value ^ character.codePointAt(0), 0x01000193) >>> 0;
    return value;
  }

  // The lists of a term, each with the weight of a match: [[weight, numbers], …]
  async function lists(folder, about, { token, inText }) {
    const groups = { names: token, text: inText };
    const wanted = Object.entries(groups).filter(([group, known]) => known && about[group]);
    return (await Promise.all(wanted.map(([group, known]) => listed(folder, about, group, known)))).flat();
  }

  async function listed(folder, about, group, token) {
    const word = BEGINS_WITH_LETTER.test(token);
    const shard = await part(folder, `${group}-${hash(word ? token.slice(0, PREFIX) : token) % about[group]}`);
    const prefix = word && token.length >= PREFIX;
    const tokens = prefix ? Object.keys(shard).filter((known) => known.startsWith(token)) : [token];
    return tokens.flatMap((known) => weighted(shard, group, known, known === token ? 1 : WEIGHT.beginning));
  }

  function weighted(shard, group, token, factor) {
    const [first, second = ""] = (Object.hasOwn(shard, token) ? shard[token] : "").split(".");
    if (group === "text") return [[WEIGHT.text * factor, decode(first)]];
    return [[WEIGHT.near * factor, decode(first)], [WEIGHT.far * factor, decode(second)]];
  }

  // ---- a query ----

  function normalise(text, fold) {
    const plain = text.replace(/['’ʼ＇]/g, "").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return Array.from(plain, (character) => fold.get(character) ?? character).join("");
  }

  // The runs of a query without what distinguishes nothing: 年报 beside other words, 年 after digits.
  function parse(text, fillers) {
    for (const filler of fillers) {
      const rest = text.replaceAll(filler, " ");
      if (rest.match(RUN)) text = rest;
    }
    return Array.from(text.matchAll(RUN))
      .filter(({ 0: run, index }) => !(IS_HAN.test(run) && [...run].length === 1 && /\d/.test(text[index - 1])))
      .map(({ 0: run }) => run);
  }

  // In texts, every second pair of a long run is looked up: they hold all its characters, and cost half.
  function pairs(run) {
    const characters = [...run];
    const tokens = characters.slice(1).map((character, at) => characters[at] + character);
    const skipped = (at) => tokens.length > EXACT && at % 2 === 1 && at < tokens.length - 1;
    return tokens.map((token, at) => ({ token, inText: skipped(at) ? tokens[at - 1] : token }));
  }

  function terms(runs) {
    const chinese = runs.filter((run) => IS_HAN.test(run)).map((run) => [...run]);
    const edges = chinese.length ? [`^${chinese[0][0]}`, `${chinese.at(-1).at(-1)}$`] : [];
    const whole = (run) => !IS_HAN.test(run) || [...run].length === 1;
    const parts = runs.flatMap((run) => (whole(run) ? [{ token: run, inText: run }] : pairs(run)));
    const each = new Map(parts.map((part) => [part.token, part]));
    return [...each.values(), ...edges.map((token) => ({ token, edge: true }))];
  }

  // Scores grow with the share of the query that matches, rare parts counting more.
  // Whoever asks for a year wants what has it: then complete results come first.
  async function rank(folder, about, wanted, year) {
    const score = new Float64Array(about.count);
    const matched = new Uint8Array(about.count);
    const found = await Promise.all(wanted.map((term) => lists(folder, about, term)));
    wanted.forEach(({ edge }, place) => {
      const best = new Map();
      for (const [weight, numbers] of found[place]) {
        for (const number of numbers) if (!(best.get(number) >= weight)) best.set(number, weight);
      }
      const rarity = Math.log(1 + about.count / (best.size || 1)) * (edge ? WEIGHT.edge : 1);
      for (const [number, weight] of best) {
        score[number] += weight * rarity;
        if (!edge) matched[number] += 1;
      }
    });
    const needed = wanted.filter((term) => !term.edge).length;
    const numbers = [...matched.keys()].filter((number) => matched[number]);
    const complete = (number) => matched[number] === needed;
    const top = numbers.reduce((most, number) => Math.max(most, score[number]), 0);
    const enough = top * (numbers.some(complete) ? KEPT.beside : KEPT.alone);
    return numbers
      .filter((number) => complete(number) || score[number] >= enough)
      .sort((one, other) => (year && complete(other) - complete(one)) || score[other] - score[one] || one - other)
      .map((number) => ({ number, kind: about.kindOf[number], complete: complete(number) }));
  }

  // Where a run stands in a text: together, or else scattered in order, or else its pairs.
  function places(text, run) {
    const together = (piece, at = text.indexOf(piece)) => (at < 0 ? [] : Array.from(piece, (_, step) => at + step));
    if (text.includes(run) || !IS_HAN.test(run)) return together(run);
    const scattered = [];
    for (const character of run) scattered.push(text.indexOf(character, (scattered.at(-1) ?? -1) + 1));
    if (scattered.every((at, step) => at > (scattered[step - 1] ?? -1))) return scattered;
    return Array.from(run, (_, at) => (at + 1 < run.length ? together(run.slice(at, at + 2)) : [])).flat();
  }

  globalThis.gongkaiSearch.prepare = (folder) => manifest(folder).catch(() => undefined);

  globalThis.gongkaiSearch.ask = async (folder, query) => {
    const { data: about } = await manifest(folder);
    about.kindOf ??= about.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
    const letters = [...about.fold];
    const fold = new Map(letters.flatMap((from, at) => (at % 2 ? [] : [[from, letters[at + 1]]])));
    let runs = parse(normalise([...query].slice(0, LONGEST).join(""), fold), about.fillers);
    const year = Number(runs.findLast((run) => YEAR.test(run)));
    let hits = await rank(folder, about, terms(runs), year);
    if (!hits.length) {
      runs = runs.flatMap((run) => (IS_HAN.test(run) ? [...run] : [run]));
      hits = await rank(folder, about, [...new Set(runs)].map((token) => ({ token, inText: token })));
    }
    const entry = async ({ number }) => {
      const block = await part(folder, `entries-${Math.floor(number / about.block)}`);
      const [title, url, sub = "", names = [], years = []] = block[number % about.block];
      return { title, url, sub, names, year: years.includes(year) ? year : undefined };
    };
    const plain = (text) => normalise(text, fold);
    return { hits, entry, plain, places: (text) => new Set(runs.flatMap((run) => places(text, run))) };
  };
})();
