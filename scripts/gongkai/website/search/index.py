"""Parts → the files of a search index, which `assets/search.js` loads with `<script src>`.

Every file is one call, `gongkaiSearch("<version>", {…});`, so that the index opens from a folder (`file:`) and under
`script-src 'self'`. A reader loads `manifest.js`, then for each token the one shard that its hash names, then the
blocks that show the best results:

- `names-<n>.js`: token → `near.far`, lists of entry numbers (postings.py) by title, names, keywords and years.
- `text-<n>.js`: token → list of entry numbers by text.
- `entries-<n>.js`: what is shown of each entry, `BLOCK` of them (blocks.py).
- `facets.js`: the years and regions by which results are filtered (facets.py).
- `sounds-<n>.js`: pinyin syllable → everyday characters, for pinyin and for a wrong character of the same sound.
- `spelling-<letter>.js`: the words of names that begin with the letter, for words with a wrong letter.
"""

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Final

from gongkai.website.search import sounds, spelling, tokens
from gongkai.website.search.blocks import block
from gongkai.website.search.facets import facets
from gongkai.website.search.parts import Card, Part, Postings
from gongkai.website.search.postings import encode
from gongkai.website.search.script import call, plain
from gongkai.website.search.words import WORDS

#: Bytes of a shard, about: less means more files, more means more to load for a query.
SHARD: Final = 2_000
#: Entries in a block.
BLOCK: Final = 16
#: Words of letters share a shard by their beginning, so that the beginning of a word finds it.
PREFIX: Final = 3

#: For each part, the numbers of its entries in the whole index.
Numbers = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many entries, in which files, how many bytes."""

    entries: int
    files: tuple[Path, ...]
    size: int


def write_index(parts: Sequence[Part], folder: Path) -> Written:
    """Write the index of all entries of all parts into a folder, which is made.

    Between results that match equally well, the earlier entry comes first: by kind, then by rank, then as they stand.
    Where no two entries are of the same kind and rank, the bytes are the same however the entries are parted.
    """
    files = _files(parts)
    version = _version(files)
    folder.mkdir(parents=True, exist_ok=True)
    size = sum((folder / name).write_bytes(call(version, data)) for name, data in files.items())
    return Written(sum(len(part.cards) for part in parts), tuple(folder / name for name in files), size)


def _version(files: Mapping[str, str]) -> str:
    """A name for what the files say."""
    found = hashlib.sha256()
    for name, data in files.items():
        found.update(f"{name}\0{data}\0".encode())
    return found.hexdigest()[:8]


def _files(parts: Sequence[Part]) -> dict[str, str]:
    """Every file by name, its data as JSON."""
    cards, numbers = _numbered(parts)
    starts = range(0, len(cards), BLOCK)
    blocks = (block(card.shown for card in cards[start : start + BLOCK]) for start in starts)
    files = {f"entries-{place}.js": plain(shown) for place, shown in enumerate(blocks)}
    near_far, text = _names(parts, numbers), _merged([part.text for part in parts], numbers)
    names, texts = _shards(near_far), _shards(text)
    spelt = spelling.by_letter(chain.from_iterable(part.words for part in parts))
    files |= {f"names-{place}.js": plain(shard) for place, shard in enumerate(names)}
    files |= {f"text-{place}.js": plain(shard) for place, shard in enumerate(texts)}
    files |= {f"spelling-{letter}.js": plain(words) for letter, words in spelt.items()}
    files |= {f"sounds-{place}.js": plain(shard) for place, shard in enumerate(sounds.shards())}
    files["facets.js"] = plain(facets(cards))
    sizes = {"names": len(names), "text": len(texts), "spelling": "".join(spelt), "sounds": sounds.SHARDS}
    files["manifest.js"] = plain(_manifest(cards, set("".join(chain(near_far, text)))) | sizes)
    return files


def _numbered(parts: Sequence[Part]) -> tuple[list[Card], Numbers]:
    """All cards in their order, and the number that each part's entries have in it."""
    numbers = [array("I", bytes(4 * len(part.cards))) for part in parts]
    placed = [
        (card, own, place) for part, own in zip(parts, numbers, strict=True) for place, card in enumerate(part.cards)
    ]
    placed.sort(key=lambda one: one[0].order)
    for number, (_, own, place) in enumerate(placed):
        own[place] = number
    return [card for card, _, _ in placed], numbers


def _manifest(cards: Sequence[Card], characters: set[str]) -> dict[str, object]:
    """`kinds`: where each kind begins; `fold`: only characters that lead to something."""
    kinds = [(kind, len(list(group))) for kind, group in groupby(card.kind for card in cards)]
    return {
        "count": len(cards),
        "block": BLOCK,
        "kinds": kinds,
        "fold": "".join(pair for source, target in WORDS.fold if target in characters for pair in (source, target)),
        "fillers": WORDS.fillers,
        "syllables": " ".join(sounds.everyday()),
    }


def _names(parts: Sequence[Part], numbers: Numbers) -> dict[str, str]:
    """Token → near and far numbers with a point between."""
    lists = _merged([part.near for part in parts], numbers)
    for token, far in _merged([part.far for part in parts], numbers).items():
        lists[token] = f"{lists.get(token, '')}.{far}"
    return lists


def _merged(postings: Iterable[Postings], numbers: Numbers) -> dict[str, str]:
    """Token → its numbers in the whole index, encoded."""
    found: dict[str, array[int]] = {}
    for lists, own in zip(postings, numbers, strict=True):
        for token, places in lists:
            found.setdefault(token, array("I")).extend([own[place] for place in places])
    known = list(found)
    return dict(zip(known, encode(sorted(found.pop(token)) for token in known), strict=True))


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
