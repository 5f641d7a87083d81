"use strict";

/* A query → what it finds in the static index that gongkai/website/search/ writes (its tokens.py tells how texts are
 * cut). The files of the index are scripts that call gongkaiSearch(version, data), so that they load from a folder
 * (file:) and under script-src 'self'.
 *
 *   found = await gongkaiSearch.ask(folder, query, {year, region})   both may be left out: only results of these
 *   found.hits        [{number, kind, complete}, …], the best first; complete: every part of the query matches
 *   found.instead     what the results answer, where the query itself finds nothing: a word spelt rightly
 *   found.entry(hit)  → {title, url, sub, names, years, year}; year: the one asked for, where the entry has it
 *   found.plain(text) a text as it is compared
 *   found.places(plain)  where in such a text something was found: a set of positions
 *   facets = await gongkaiSearch.facets(folder)   {years, regions}: what results can be filtered by
 *
 * Words of letters are looked up as they stand (initials of names among them), else read as pinyin, else as misspelt;
 * Chinese that finds nothing is looked up by its sound.
 *
 * A promise is rejected where a file is missing or belongs to another version of the index. */
(() => {
  const HAN = "〇々㐀-䶿一-鿿\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const BEGINS_WITH_LETTER = new RegExp(`^(?![${HAN}])\\p{L}`, "u");
  const YEAR = /^(?:19|20)\d\d$/;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Uint8Array(128);
  [...ALPHABET].forEach((character, value) => (VALUE[character.charCodeAt(0)] = value));
  const WEIGHT = { near: 1, far: 0.6, text: 0.25, beginning: 0.7, edge: 0.5 };
  // Results that lack a part of the query: how much of the best score they need, beside complete ones or alone.
  const KEPT = { beside: 0.85, alone: 0.6 };
  const LONGEST = 60; // characters of a query that are looked at
  const EXACT = { names: 4, text: 3 }; // pairs of a run up to which each is looked up
  const PREFIX = 3; // letters from which the beginning of a word finds it
  const READINGS = 3; // ways to cut letters into syllables that are tried
  const SLIPS = [[8, 2], [4, 1]]; // from so many letters a misspelt word may have so many slips

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

  // Numbers left out before a run and numbers that follow its first, in turn, until no bit is set any more.
  function decode(text) {
    const [found, orders, end] = [[], VALUE[text.charCodeAt(0)], 6 * text.length];
    let at = 6;
    const bit = () => (VALUE[text.charCodeAt(at / 6)] >> (5 - (at++ % 6))) & 1;
    const count = (order) => {
      let width = order;
      for (; !bit(); width++) if (at > end) return undefined;
      let value = 1;
      for (; width; width--) value = 2 * value + bit();
      return value - (1 << order);
    };
    for (let number = 0, leftOut; (leftOut = count(orders >> 2)) !== undefined; number++) {
      number += leftOut;
      for (let more = count(orders & 3); more >= 0; more--) found.push(number++);
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

  // ---- what is shown of entries (blocks.py) ----

  // The lines of an entry of a block: each is told by what differs from that of the entry before.
  function lines(block, place) {
    const next = (before, differences) => differences.map((difference, at) => line(difference, before[at] ?? ""));
    return block.slice(0, place + 1).reduce(next, []);
  }

  function line(difference, before) {
    if (!difference) return before;
    const [[start, end, ...between], known] = [[...difference], [...before]];
    const [first, last] = [start, end].map((character) => VALUE[character.charCodeAt(0)]);
    return [...known.slice(0, first), ...between, ...known.slice(known.length - last)].join("");
  }

  // ---- a query ----

  function normalise(text, fold) {
    const plain = text.replace(/['’ʼ＇]/g, "").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return Array.from(plain, (character) => fold.get(character) ?? character).join("");
  }

  // The runs of a query without what distinguishes nothing: 年报 beside other words, 年 after digits. A year that is
  // typed onto a word stands alone.
  function parse(text, fillers) {
    for (const filler of fillers) {
      const rest = text.replaceAll(filler, " ");
      if (rest.match(RUN)) text = rest;
    }
    text = text.replace(/([a-z])(?=(?:19|20)\d\d(?!\d))/g, "$1 ");
    return Array.from(text.matchAll(RUN))
      .filter(({ 0: run, index }) => !(IS_HAN.test(run) && [...run].length === 1 && /\d/.test(text[index - 1])))
      .map(({ 0: run }) => run);
  }

  // The pair of a run that is looked up in place of the one there: of a long run every second, of a very long one in
  // texts every third, and the last. They hold all or most of its characters, and cost half or a third.
  function lookedUp(at, count, most, widest) {
    const step = count > most ? Math.min(widest, Math.ceil(count / 8) + 1) : 1;
    return at === count - 1 ? at : at - (at % step);
  }

  function pairs(run) {
    const characters = [...run];
    const tokens = characters.slice(1).map((character, at) => characters[at] + character);
    return tokens.map((_, at) => ({
      token: tokens[lookedUp(at, tokens.length, EXACT.names, 2)],
      inText: tokens[lookedUp(at, tokens.length, EXACT.text, 3)],
    }));
  }

  function syllablePairs(run) {
    const tokens = run.slice(1).map((syllable, at) => `~${run[at]}~${syllable}`);
    return tokens.map((_, at) => ({ token: tokens[lookedUp(at, tokens.length, EXACT.names, 2)] }));
  }

  // A run is a string, or where it was read as pinyin, a list of syllables.
  function terms(runs) {
    const chinese = runs.filter((run) => IS_HAN.test(run)).map((run) => [...run]);
    const edges = chinese.length ? [`^${chinese[0][0]}`, `${chinese.at(-1).at(-1)}$`] : [];
    const whole = (run) => !IS_HAN.test(run) || [...run].length === 1;
    const parts = runs.flatMap((run) => {
      if (Array.isArray(run)) return syllablePairs(run);
      return whole(run) ? [{ token: run, inText: run }] : pairs(run);
    });
    const each = new Map(parts.map((part) => [part.token, part]));
    return [...each.values(), ...edges.map((token) => ({ token, edge: true }))];
  }

  // Scores grow with the share of the query that matches, rare parts counting more.
  // Whoever asks for a year wants what has it: then complete results come first.
  async function rank(folder, about, wanted, year, allowed) {
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
    const numbers = [...matched.keys()].filter((number) => matched[number] && allowed(number));
    const complete = (number) => matched[number] === needed;
    const top = numbers.reduce((most, number) => Math.max(most, score[number]), 0);
    const enough = top * (numbers.some(complete) ? KEPT.beside : KEPT.alone);
    return numbers
      .filter((number) => complete(number) || score[number] >= enough)
      .sort((one, other) => (year && complete(other) - complete(one)) || score[other] - score[one] || one - other)
      .map((number) => ({ number, kind: about.kindOf[number], complete: complete(number) }));
  }

  // ---- words that are not in the index as they stand ----

  // Letters cut into syllables, in as few as can be first: [[syllable, …], …].
  function readings(letters, syllables) {
    const cut = [[[]]];
    for (let end = 1; end <= letters.length; end++) {
      cut[end] = [];
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const last = letters.slice(start, end);
        if (syllables.has(last)) cut[end].push(...cut[start].map((before) => [...before, last]));
      }
      cut[end] = cut[end].sort((one, other) => one.length - other.length).slice(0, READINGS);
    }
    return cut[letters.length];
  }

  const isLatin = (run) => /^[a-z]+$/.test(run);

  // The runs with unknown words read as pinyin, unknown neighbours together; one way to read them each.
  function spoken(runs, unknown, about) {
    const syllables = new Set(about.syllables.split(" "));
    let ways = [[]];
    for (let at = 0; at < runs.length; ) {
      let [end, read] = [at, [[]]];
      while (end < runs.length && unknown.has(runs[end])) {
        const next = readings(runs[end], syllables);
        if (!next.length) break;
        read = read.flatMap((before) => next.map((after) => [...before, ...after])).slice(0, READINGS);
        end += 1;
      }
      const pieces = read[0].length > 1 ? read : [runs[at]];
      ways = ways.flatMap((way) => pieces.map((piece) => [...way, piece])).slice(0, READINGS);
      at = read[0].length > 1 ? end : at + 1;
    }
    return ways;
  }

  // How many slips lie between two words: a letter too many, too few, another one, or two that changed places.
  function slips(one, other, most) {
    let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const same = one[at - 1] === other[to - 1] ? 0 : 1;
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + same);
        const swapped = to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
        if (swapped) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      if (Math.min(...next) > most) return Infinity;
      [before, row] = [row, next];
    }
    return row[other.length];
  }

  async function spelled(folder, about, word) {
    const most = SLIPS.find(([letters]) => word.length >= letters)?.[1];
    const firsts = [...new Set(word.slice(0, 2))].filter((letter) => about.spelling.includes(letter));
    if (!most || !firsts.length) return undefined;
    const known = (await Promise.all(firsts.map((letter) => part(folder, `spelling-${letter}`)))).flat();
    const near = known.map((one) => [slips(word, one, most), one]).filter(([count]) => count <= most);
    return near.sort(([one], [other]) => one - other)[0]?.[1];
  }

  // Character → syllable, for the everyday ones of a text.
  async function sounds(folder, about, text) {
    const characters = [...text].filter((character) => IS_HAN.test(character));
    const shards = [...new Set(characters.map((character) => character.codePointAt(0) % about.sounds))];
    const spoken = (await Promise.all(shards.map((shard) => part(folder, `sounds-${shard}`)))).flatMap(Object.entries);
    return spoken.flatMap(([syllable, alike]) => [...alike].map((character) => [character, syllable]));
  }

  // Other runs in place of those that find nothing: words spelt rightly, Chinese by its sound; undefined where none is.
  async function corrected(folder, about, runs, unknown) {
    const heard = new Map(await sounds(folder, about, runs.join("")));
    const other = async (run) => {
      if (unknown.has(run)) return (await spelled(folder, about, run)) ?? run;
      const syllables = [...run].map((character) => heard.get(character));
      return IS_HAN.test(run) && syllables.length > 1 && syllables.every(Boolean) ? syllables : run;
    };
    const found = await Promise.all(runs.map(other));
    return found.some((run, at) => run !== runs[at]) ? found : undefined;
  }

  // ---- where something was found ----

  // Positions of a list of pieces in a list of letters, together where they stand so, else scattered in order.
  function scattered(letters, pieces) {
    const together = letters.findIndex((_, at) => pieces.every((piece, step) => letters[at + step] === piece));
    if (together >= 0) return pieces.map((_, step) => together + step);
    const found = [];
    for (const piece of pieces) found.push(letters.indexOf(piece, (found.at(-1) ?? -1) + 1));
    return found.every((at, step) => at > (found[step - 1] ?? -1)) ? found : [];
  }

  // Where a run stands in a text: together, or else scattered in order, or else its pairs.
  // Pinyin and initials stand where a text sounds so.
  function places(text, run, heard) {
    const together = (piece, at = text.indexOf(piece)) => (at < 0 ? [] : Array.from(piece, (_, step) => at + step));
    const letters = Array.from({ length: text.length }, (_, at) => text[at]);
    const sound = letters.map((character) => heard.get(character) ?? character);
    if (Array.isArray(run)) return scattered(sound, run);
    if (text.includes(run)) return together(run);
    if (!IS_HAN.test(run)) return scattered(sound.map((syllable) => syllable[0]), [...run]);
    const found = scattered(letters, Array.from({ length: run.length }, (_, at) => run[at]));
    if (found.length) return found;
    return Array.from(run, (_, at) => (at + 1 < run.length ? together(run.slice(at, at + 2)) : [])).flat();
  }

  globalThis.gongkaiSearch.prepare = (folder) => manifest(folder).catch(() => undefined);

  globalThis.gongkaiSearch.facets = (folder) => part(folder, "facets");

  // Which entries a filter lets through: number → yes or no.
  async function filter(folder, about, { year, region }) {
    const years = year && new Set((await lists(folder, about, { token: year })).flatMap(([, numbers]) => numbers));
    const place = region && (await part(folder, "facets"));
    const wanted = place && place.regions.indexOf(region);
    const lies = place && place.runs.flatMap((one, at) => (at % 2 ? Array(one).fill(place.runs[at - 1]) : []));
    return (number) => (!years || years.has(number)) && (!lies || lies[number] === wanted);
  }

  // What finds most: the runs as they stand, else read as pinyin, else corrected.
  async function attempts(folder, about, runs, ranked) {
    const words = runs.filter(isLatin);
    const found = await Promise.all(words.map((token) => lists(folder, about, { token, inText: token })));
    const unknown = new Set(words.filter((_, at) => !found[at].some(([, numbers]) => numbers.length)));
    const complete = ({ hits }) => hits.some((hit) => hit.complete);
    let best = { runs, hits: [] };
    for (const way of spoken(runs, unknown, about)) {
      const hits = await ranked(way);
      if (complete({ hits })) return { runs: way, hits };
      if (!best.hits.length) best = { runs: way, hits };
    }
    const instead = await corrected(folder, about, runs, unknown);
    const other = instead && { runs: instead, hits: await ranked(instead), instead: true };
    return other && complete(other) ? other : best;
  }

  // The query as it would be written rightly: what of the best result sounds like it, words as they are spelt.
  function rewritten(runs, { title, names }, plain, heard) {
    const written = (run) => {
      if (!Array.isArray(run)) return run;
      for (const name of [title, ...names].map(plain)) {
        const at = places(name, run, heard);
        if (at.length) return at.map((place) => name[place]).join("");
      }
      return title;
    };
    return runs.map(written).join(" ");
  }

  globalThis.gongkaiSearch.ask = async (folder, query, wanted = {}) => {
    const { data: about } = await manifest(folder);
    about.kindOf ??= about.kinds.flatMap(([kind, count]) => Array(count).fill(kind));
    const letters = [...about.fold];
    const fold = new Map(letters.flatMap((from, at) => (at % 2 ? [] : [[from, letters[at + 1]]])));
    const plain = (text) => normalise(text, fold);
    const asked = parse(plain([...query].slice(0, LONGEST).join("")), about.fillers);
    const year = Number(wanted.year) || Number(asked.findLast((run) => YEAR.test(run)));
    const allowed = await filter(folder, about, wanted);
    const ranked = (runs) => rank(folder, about, terms(runs), year, allowed);
    let { runs, hits, instead } = await attempts(folder, about, asked, ranked);
    if (!hits.length) {
      runs = asked.flatMap((run) => (IS_HAN.test(run) ? [...run] : [run]));
      const single = [...new Set(runs)].map((token) => ({ token, inText: token }));
      hits = await rank(folder, about, single, undefined, allowed);
    }
    const heard = new Map();
    const entry = async ({ number }) => {
      const block = await part(folder, `entries-${Math.floor(number / about.block)}`);
      const [title, url, sub = "", dates = "", ...names] = lines(block, number % about.block);
      const years = dates.split(" ").filter(Boolean).map(Number);
      const unlike = (run) => Array.isArray(run) || (isLatin(run) && !plain(title).includes(run));
      const read = runs.some(unlike) ? await sounds(folder, about, [title, ...names].map(plain).join("")) : [];
      for (const [character, syllable] of read) heard.set(character, syllable);
      return { title, url, sub, names, years, year: years.includes(year) ? year : undefined };
    };
    const best = instead && (await entry(hits[0]));
    return {
      hits,
      entry,
      plain,
      instead: best && rewritten(runs, best, plain, heard),
      places: (text) => new Set(runs.flatMap((run) => places(text, run, heard))),
    };
  };
})();
