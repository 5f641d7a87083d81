"""Lists of entry numbers as short strings of 64 plain characters.

A list is told by its unbroken runs: how many numbers are left out before each, and how many follow its first. For what
one entry has, its neighbours often have too: the reports of an agency, the agencies of a region. The first character
holds the orders of both kinds of counts (four times the one and the other); the others are bits, six a character,
filled up with zeros: the list ends where no bit is set any more.

A count in the exponential Golomb code of order k is 2**k more, in binary, after as many zeros as that has digits beyond
k + 1: what is below 2**k takes k + 1 bits, and what is about twice as large takes two bits more.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#: Numbers that are encoded at once, about.
_TOGETHER: Final = 1 << 14
_LETTERS: Final = np.frombuffer(ALPHABET.encode(), np.uint8)
_BITS: Final = 6
#: Characters over which the binary digits of one count may lie, 25 of them at most.
_SPREAD: Final = 5
#: The highest order of counts of the first and of the second kind.
_ORDERS: Final = (15, 3)

_Array: TypeAlias = npt.NDArray[np.int64]


def encode(lists: Iterable[Sequence[int]]) -> Iterator[str]:
    """Each list, strictly increasing numbers from 0 and below 2**24, at least one, as a string."""
    for together in _batches(lists):
        numbers = np.concatenate([np.asarray(one, np.int64) for one in together])
        sizes = np.array([len(one) for one in together])
        yield from _written(*_counts(numbers, np.cumsum(sizes) - sizes))


def _batches(lists: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    size = 0
    for one in lists:
        batch.append(one)
        size += len(one)
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _counts(numbers: _Array, starts: _Array) -> tuple[_Array, _Array]:
    """In two rows how many numbers are left out before each run and follow its first; with which run a list starts."""
    before = np.concatenate(([-2], numbers[:-1]))
    before[starts] = -2
    firsts = np.flatnonzero(numbers != before + 1)
    following = np.diff(firsts, append=len(numbers)) - 1
    left_out = numbers[firsts] - before[firsts] - 2
    return np.array([left_out, following]), np.searchsorted(firsts, starts)


def _written(counts: _Array, starts: _Array) -> Iterator[str]:
    """The lists that start at these places of the counts."""
    sizes = np.diff(starts, append=counts.shape[1])
    means = np.add.reduceat(counts, starts, axis=1) / sizes
    orders = np.clip(_digits(means * 2 / 3) - 1, 0, [[most] for most in _ORDERS])
    codes = counts + (1 << np.repeat(orders, sizes, axis=1))
    widths = 2 * _digits(codes) - 1 - np.repeat(orders, sizes, axis=1)
    heads = [ALPHABET[first * (_ORDERS[1] + 1) + second] for first, second in orders.T]
    bits = _characters(codes.ravel("F"), widths.ravel("F"), 2 * starts)
    return map("".join, zip(heads, bits, strict=True))


def _digits(values: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> _Array:
    """How many binary digits the whole part of each value has; 0 below 1."""
    return np.maximum(np.frexp(values)[1], 0).astype(np.int64)


def _characters(codes: _Array, widths: _Array, starts: _Array) -> Iterator[str]:
    """Numbers in so many bits each, as characters; those from each start on fill whole ones."""
    ends = np.cumsum(widths)
    firsts = (ends - widths)[starts]
    lengths = -(-np.diff(firsts, append=ends[-1]) // _BITS)
    stops = np.cumsum(lengths)
    ends += np.repeat((stops - lengths) * _BITS - firsts, np.diff(starts, append=len(codes)))
    cell = (ends - 1) // _BITS
    shifted = codes << (cell + 1) * _BITS - ends
    cells = np.zeros(_SPREAD + stops[-1])
    for before in range(_SPREAD):
        digit = shifted >> before * _BITS & (1 << _BITS) - 1
        cells += np.bincount(_SPREAD + cell - before, digit, len(cells))
    text = _LETTERS[cells[_SPREAD:].astype(np.int64)].tobytes().decode()
    return (text[stop - length : stop] for stop, length in zip(stops, lengths, strict=True))
