"""Whether rows keep their schemas, checked in bulk as they come: every constraint, key and reference."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from gongkai.datapackage.columns import Pile
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.frames import rows
from gongkai.datapackage.schema import Field, Resource

if TYPE_CHECKING:
    import pandas as pd

_SHOWN: Final = 3
#: What is pointed to, or points: a resource and its fields.
_Place = tuple[str, tuple[str, ...]]


def faults(tables: "Mapping[str, pd.DataFrame]") -> tuple[str, ...]:
    """What breaks a schema: `resource.field: what is expected, and the first cells that differ`; mostly nothing."""
    checks = Checks()
    for name, table in tables.items():
        checks.add(SCHEMAS[name], rows(SCHEMAS[name], table))
    return checks.end()


class Checks:
    """The checks of a package, or of some of its tables; of the rows it keeps what other rows may point to."""

    def __init__(self, tables: Iterable[str] = SCHEMAS) -> None:
        """Nothing has come yet."""
        self.faults: list[str] = []
        self._last: Final[dict[str, pa.Table]] = {}
        self._references: Final = [(name, one) for name in tables for one in SCHEMAS[name].references]
        self._known: Final = {(one.resource, one.to): Pile() for _, one in self._references}
        self._used: Final = {(name, one.fields): Pile() for name, one in self._references}

    def add(self, resource: Resource, rows: pa.Table) -> None:
        """Check rows that follow those before, in their order."""
        rows = rows.combine_chunks()
        for field in resource.fields:
            for expected, wrong in _wrong(field, rows[field.name]):
                if pc.any(wrong).as_py():
                    found = rows.filter(wrong).select(_shown(resource, field))
                    self.faults.append(_fault(f"{resource.name}.{field.name}", expected, found))
        self.faults += self._out_of_order(resource, rows.select(list(resource.order)))
        self.know(resource, rows)

    def know(self, resource: Resource, rows: pa.Table) -> None:
        """Keep what of the rows may be pointed to, and where they point; they are not checked themselves."""
        for places in (self._known, self._used):
            for (name, fields), kept in places.items():
                if name == resource.name:
                    kept.add(_unique(rows.select(list(fields))))

    def end(self) -> tuple[str, ...]:
        """All that is wrong, after the last row."""
        for name, reference in self._references:
            known = _joined(self._known[reference.resource, reference.to])
            used = _joined(self._used[name, reference.fields])
            missing = used.filter(pc.invert(pc.is_in(used, value_set=known)))
            if len(missing):
                fields = "+".join(reference.fields)
                expected = f"expected what {reference.resource}.{'+'.join(reference.to)} has"
                self.faults.append(_fault(f"{name}.{fields}", expected, pa.table({fields: missing})))
        return tuple(self.faults)

    def _out_of_order(self, resource: Resource, keys: pa.Table) -> Iterator[str]:
        """Rows that are not after the one before."""
        both = pa.concat_tables([*filter(None, [self._last.get(resource.name)]), keys]).combine_chunks()
        if keys.num_rows:
            self._last[resource.name] = keys.slice(keys.num_rows - 1)
        before, after = both.slice(0, max(both.num_rows - 1, 0)), both.slice(1)
        same, above = pa.scalar(value=True), pa.scalar(value=False)
        for one, other in zip(before.columns, after.columns, strict=True):
            above = pc.or_kleene(above, pc.and_kleene(same, pc.greater(other, one)))
            same = pc.and_kleene(same, pc.equal(other, one))
        wrong = pc.invert(above)
        if both.num_rows > 1 and pc.any(wrong).as_py():
            yield _fault(resource.name, "expected each key once and in order", after.filter(wrong))


def _wrong(field: Field, column: pa.ChunkedArray) -> Iterator[tuple[str, pa.Array]]:
    """Each constraint of a field with where it does not hold; null is nowhere."""
    if field.required:
        yield "expected a value", column.is_null()
    if field.enum:
        known = pc.is_in(column, value_set=pa.array(field.enum, column.type))
        yield f"expected a code of the list {field.list}", pc.and_(column.is_valid(), pc.invert(known))
    if field.minimum is not None:
        yield f"expected {field.minimum} or more", pc.less(column, field.minimum)
    if field.pattern:
        yield f"expected the pattern {field.pattern}", _words(column, re.compile(field.pattern).fullmatch)
    if field.type == "date":
        yield "expected a date", _words(column, _day)


def _words(column: pa.ChunkedArray, good: Callable[[str], object]) -> pa.Array:
    """Where the words are not good; each word is looked at once."""
    words = pc.unique(column).drop_null()
    bad = [word for word in words.to_pylist() if not good(word)]
    return pc.is_in(column, value_set=pa.array(bad, column.type))


def _day(word: str) -> bool:
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def _shown(resource: Resource, field: Field) -> list[str]:
    return list(dict.fromkeys((*resource.key, field.name)))


def _unique(rows: pa.Table) -> pa.Table:
    """The rows each once; a reference that is empty points nowhere and is none."""
    return rows.group_by(rows.column_names, use_threads=False).aggregate([]).drop_null()


def _joined(found: Pile) -> pa.Array:
    """The rows as words."""
    columns = found.all.columns if found else [pa.array([], pa.string())]
    return pc.binary_join_element_wise(*(one.cast(pa.string()) for one in columns), "/")


def _fault(place: str, expected: str, wrong: pa.Table) -> str:
    rows = zip(*(column.to_pylist() for column in wrong.slice(0, _SHOWN).columns), strict=True)
    shown = "; ".join(", ".join(map(str, row)) for row in rows)
    return f"{place}: {expected}, found {wrong.num_rows} otherwise: {shown}"
