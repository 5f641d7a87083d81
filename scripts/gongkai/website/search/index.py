"""Entries → the files of a search index, which `assets/search.js` loads with `<script src>`.

Every file is one call, `gongkaiSearch("<version>", {…});`, so that the index opens from a folder (`file:`) and under
`script-src 'self'`. A reader loads `manifest.js`, then for each token the one shard that its hash names, then the
blocks that show the best results:

- `names-<n>.js`: token → `near.far`, lists of entry numbers by title, names, keywords and years.
- `text-<n>.js`: token → list of entry numbers by text.
- `entries-<n>.js`: what is shown of each entry, `BLOCK` of them.
- `facets.js`: the years and regions by which results are filtered (facets.py).
- `sounds-<n>.js`: pinyin syllable → everyday characters, for pinyin and for a wrong character of the same sound.
- `spelling-<letter>.js`: the words of names that begin with the letter, for words with a wrong letter.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from gongkai.website.search import sounds, spelling, tokens
from gongkai.website.search.entry import Entry
from gongkai.website.search.facets import facets
from gongkai.website.search.postings import encode
from gongkai.website.search.words import WORDS

#: Bytes of a shard, about: less means more files, more means more to load for a query.
SHARD: Final = 2_000
#: Entries in a block.
BLOCK: Final = 8
#: Words of letters share a shard by their beginning, so that the beginning of a word finds it.
PREFIX: Final = 3

Postings = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many entries, in which files, how many bytes."""

    entries: int
    files: tuple[Path, ...]
    size: int


def write_index(entries: Iterable[Entry], folder: Path) -> Written:
    """Write the index of all entries into a folder, which is made; the same entries give the same bytes.

    Between results that match equally well, the earlier entry comes first; entries of a kind are brought together.
    """
    ordered = _by_kind(entries)
    files = _files(ordered)
    version = hashlib.sha256(repr(files).encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for name, data in files.items():
        size += (folder / name).write_bytes(f'gongkaiSearch("{version}",{data});\n'.encode())
    return Written(len(ordered), tuple(folder / name for name in files), size)


def _by_kind(entries: Iterable[Entry]) -> list[Entry]:
    kinds: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        kinds[entry.kind].append(entry)
    return [entry for group in kinds.values() for entry in group]


def _files(entries: Sequence[Entry]) -> dict[str, str]:
    """Every file by name, its data as JSON."""
    near, far, text = _postings(entries)
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    files = {f"entries-{place}.js": _json([_shown(entry) for entry in block]) for place, block in enumerate(blocks)}
    names = _shards(_names(near, far))
    texts = _shards({token: encode(numbers) for token, numbers in text.items()})
    files |= {f"names-{place}.js": _json(shard) for place, shard in enumerate(names)}
    files |= {f"text-{place}.js": _json(shard) for place, shard in enumerate(texts)}
    spelt = spelling.words(entries)
    files |= {f"spelling-{letter}.js": _json(words) for letter, words in spelt.items()}
    files |= {f"sounds-{place}.js": _json(shard) for place, shard in enumerate(sounds.shards())}
    files["facets.js"] = _json(facets(entries))
    known = near.keys() | text.keys()
    sizes = {"names": len(names), "text": len(texts), "spelling": "".join(spelt), "sounds": sounds.SHARDS}
    files["manifest.js"] = _json(_manifest(entries, known) | sizes)
    return files


def _manifest(entries: Sequence[Entry], known: Iterable[str]) -> dict[str, object]:
    """`kinds`: where each kind begins; `fold`: only characters that lead to something."""
    characters = set("".join(known))
    kinds = [(kind, len(list(group))) for kind, group in groupby(entry.kind for entry in entries)]
    return {
        "count": len(entries),
        "block": BLOCK,
        "kinds": kinds,
        "fold": "".join(pair for source, target in WORDS.fold if target in characters for pair in (source, target)),
        "fillers": WORDS.fillers,
        "syllables": " ".join(sounds.everyday()),
    }


def _postings(entries: Sequence[Entry]) -> tuple[Postings, Postings, Postings]:
    """Token → numbers of the entries that have it: near, far (and not near), in the text."""
    near: Postings = defaultdict(list)
    far: Postings = defaultdict(list)
    text: Postings = defaultdict(list)
    for number, entry in enumerate(entries):
        close = _near(entry)
        _add(near, close, number)
        _add(far, _far(entry) - close, number)
        if entry.text:
            _add(text, tokens.words(entry.text), number)
    return near, far, text


def _add(postings: Postings, found: Iterable[str], number: int) -> None:
    for token in found:
        postings[token].append(number)


def _near(entry: Entry) -> set[str]:
    names = (entry.title, *entry.names)
    written = {token for name in names for part in (tokens.near(name), tokens.edges(name)) for token in part}
    return written.union(*(sounds.near(name) | sounds.initials(name) for name in entry.spoken))


def _far(entry: Entry) -> set[str]:
    loose = tokens.words(f"{entry.sub} {entry.keywords}")
    years = map(str, entry.years)
    written = (tokens.far(name) for name in (entry.title, *entry.names))
    return loose.union(years, *written, *(sounds.far(name) for name in entry.spoken))


def _names(near: Postings, far: Postings) -> dict[str, str]:
    lists = {}
    for token in near.keys() | far.keys():
        close, wide = encode(near.get(token, ())), encode(far.get(token, ()))
        lists[token] = f"{close}.{wide}" if wide else close
    return lists


def _shards(lists: Mapping[str, str]) -> list[dict[str, str]]:
    """The lists in as many shards as their size asks for, each token where its hash says."""
    size = sum(len(token.encode()) + len(numbers) + 6 for token, numbers in lists.items())
    shards: list[dict[str, str]] = [{} for _ in range(-(-size // SHARD))]
    for token in sorted(lists):
        shards[_hash(shard_key(token)) % len(shards)][token] = lists[token]
    return shards


def shard_key(token: str) -> str:
    """What of a token decides on its shard: the beginning of a word that starts with a letter, else all of it."""
    return token if tokens.is_han(token) or not token[0].isalpha() else token[:PREFIX]


def _hash(key: str) -> int:
    """FNV-1a over code points, 32 bits."""
    value = 0x811C9DC5
    for character in key:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return value


def _shown(entry: Entry) -> list[object]:
    """Title, url, second line, names to show, years; empty ones at the end left out."""
    shown: list[object] = [entry.title, entry.url, entry.sub, list(_unlike_title(entry)), list(entry.years)]
    while not shown[-1]:
        shown.pop()
    return shown


def _unlike_title(entry: Entry) -> Iterator[str]:
    """Names that someone who sees only the title would not recognise in it."""
    title = tokens.normalise(entry.title)
    for name in entry.names:
        characters = iter(title)
        if not all(character in characters for character in tokens.normalise(name)):
            yield name


def _json(data: object) -> str:
    """Plain JSON on one line; what a script would read as a line end is escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
