"""Reports as bytes that come back many times as fast as from YAML, for a cache.

A cache may be cut short, old, or written by someone else: it is believed only where its checksum holds and the shape of
a report is still the same, and nothing in it can call anything.
"""

import hashlib
import io
import pickle
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Final

from gongkai.cell import Cell
from gongkai.report.facts import Facts, Label, Named, Sketch
from gongkai.report.model import Mark, Report, Source, Statement

_RECORDS: Final = (Report, Source, Statement, Mark, Facts, Named, Label, Sketch)
#: All that a pack may be made of, beside what Python itself is made of.
_CLASSES: Final = {(one.__module__, one.__qualname__): one for one in (*_RECORDS, Cell, Decimal)}
_SHAPE: Final = repr([(one.__qualname__, [field.name for field in fields(one)]) for one in _RECORDS])
_HEADER: Final = b"gongkai reports " + hashlib.sha256(_SHAPE.encode()).digest()
_SUM: Final = hashlib.sha256().digest_size


def pack(reports: Iterable[Report]) -> bytes:
    """The reports in one piece."""
    content = pickle.dumps(tuple(reports), protocol=5)
    return _HEADER + hashlib.sha256(content).digest() + content


def unpack(packed: bytes) -> tuple[Report, ...] | None:
    """The reports of what `pack` made; `None` of anything else, also where a report had another shape then."""
    start = len(_HEADER) + _SUM
    content = packed[start:]
    if packed[:start] != _HEADER + hashlib.sha256(content).digest():
        return None
    try:
        found = _Unpickler(io.BytesIO(content)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, IndexError, TypeError, ValueError):
        return None
    return found if isinstance(found, tuple) and all(isinstance(one, Report) for one in found) else None


class _Unpickler(pickle.Unpickler):
    """Knows the classes of reports and no other."""

    def find_class(self, module: str, name: str) -> object:
        try:
            return _CLASSES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a report") from None
