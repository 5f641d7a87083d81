"""The package's rows by agency, kept on disk: memory holds those that are asked for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa

from gongkai.datapackage.columns import in_order, schema
from gongkai.datapackage.derivation import SCHEMAS

AGENCY: Final = "agency_id"
#: The tables that have rows of agencies.
OF_AGENCIES: Final = tuple(name for name, one in SCHEMAS.items() if AGENCY in one.names)


class Shelf:
    """Rows as they come, put away agency by agency and found again; its files are for nobody else.

    Rows are put away first, all of them, then looked up; use it as a context.
    """

    def __init__(self, folder: Path) -> None:
        """Begin the files in a folder."""
        self._folder: Final = folder
        self._writers: Final[dict[str, Any]] = {}
        self._readers: Final[dict[str, Any]] = {}
        self._places: Final[dict[str, dict[str, list[int]]]] = {name: {} for name in OF_AGENCIES}
        self._count: Final = dict.fromkeys(OF_AGENCIES, 0)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process looks rows up in the same files, once all are put away."""
        return _opened, (self._folder, self._places)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Close the files."""
        while self._writers:
            self._writers.popitem()[1].close()
        self._readers.clear()

    def add(self, part: Mapping[str, pa.Table]) -> None:
        """Put rows away; those of other tables are passed over."""
        for name in OF_AGENCIES:
            if name in part and part[name].num_rows:
                self._add(name, part[name])

    def rows(self, name: str, agencies: Iterable[str]) -> pa.Table:
        """The rows that some agencies have in a table, sorted by key."""
        if name in self._writers:
            self._writers.pop(name).close()
        if self._places[name] and name not in self._readers:
            self._readers[name] = pa.ipc.open_file(pa.OSFile(str(self._path(name))))
        places = [place for agency in agencies for place in self._places[name].get(agency, ())]
        found = [self._readers[name].get_batch(place) for place in places]
        rows = pa.Table.from_batches(found, schema(SCHEMAS[name]))
        return in_order(SCHEMAS[name], rows) if len(places) > 1 else rows

    def _add(self, name: str, rows: pa.Table) -> None:
        if name not in self._writers:
            self._writers[name] = pa.ipc.new_file(str(self._path(name)), schema(SCHEMAS[name]))
        key = dict.fromkeys((AGENCY, *SCHEMAS[name].key))
        rows = rows.sort_by([(one, "ascending") for one in key]).combine_chunks()
        batch, start = rows.to_batches()[0], 0
        for counted in rows[AGENCY].value_counts().to_pylist():
            self._writers[name].write_batch(batch.slice(start, counted["counts"]))
            self._places[name].setdefault(counted["values"], []).append(self._count[name])
            self._count[name] += 1
            start += counted["counts"]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.arrow"


def _opened(folder: Path, places: dict[str, dict[str, list[int]]]) -> Shelf:
    """A shelf whose files are there already."""
    shelf = Shelf(folder)
    shelf._places.update(places)  # noqa: SLF001  its own
    return shelf
