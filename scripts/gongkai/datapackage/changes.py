"""What changed between two versions of the data, and how much that asks of those who use them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from pydantic import ConfigDict, with_config

from gongkai.datapackage.codes import LISTS
from gongkai.datapackage.derivation import SCHEMAS, figure_field, statutory
from gongkai.datapackage.schema import Resource
from gongkai.datapackage.snapshot import Snapshot
from gongkai.text import Text

if TYPE_CHECKING:
    import pandas as pd

Step = Literal["first", "major", "minor", "patch"]
_Side = Literal["added", "removed"]
_SIDES: Final[tuple[_Side, ...]] = ("added", "removed")
_OF: Final = Text(zh="{table}，{row}，{column}", en="{table}: {row}, {column}")
_STRICT = ConfigDict(extra="forbid")


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A field, table, code, agency or report: what it is called in programs and in words."""

    id: str
    name: Text


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOf:
    """A report by agency and year."""

    agency: Named
    year: int


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure of a report that was there before and is now; empty is a blank cell, `None` no cell at all."""

    report: ReportOf
    cell: str
    label: Text
    before: str | None
    after: str | None


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanges:
    """A table in which rows came, went, or have cells that changed."""

    table: Named
    added: int
    removed: int
    changed: int


@with_config(_STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is different: what came and went, then which figures of reports that stayed."""

    step: Step = "first"
    fields_added: tuple[Named, ...] = ()
    fields_removed: tuple[Named, ...] = ()
    codes_added: tuple[Named, ...] = ()
    codes_removed: tuple[Named, ...] = ()
    agencies_added: tuple[Named, ...] = ()
    agencies_removed: tuple[Named, ...] = ()
    reports_added: tuple[ReportOf, ...] = ()
    reports_removed: tuple[ReportOf, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    tables: tuple[RowChanges, ...] = ()


def compare(before: Snapshot, after: Snapshot) -> Changes | None:
    """What changed from one archive to the other; `None` where every table is the same."""
    if before.checksums == after.checksums:
        return None
    differences = {
        name: _difference(SCHEMAS[name], before, after)
        for name in after.types
        if name in before.types and before.checksums[name] != after.checksums[name]
    }
    added = dict(_fields(after, before))
    removed = dict(_fields(before, after))
    names = _names(after) | _names(before)
    return Changes(
        step=_step(differences, added, removed),
        fields_added=tuple(added.values()),
        fields_removed=tuple(removed.values()),
        codes_added=tuple(_codes(differences, "added")),
        codes_removed=tuple(_codes(differences, "removed")),
        agencies_added=tuple(_agencies(differences, "added")),
        agencies_removed=tuple(_agencies(differences, "removed")),
        reports_added=tuple(_reports(differences, "added", names)),
        reports_removed=tuple(_reports(differences, "removed", names)),
        figures=tuple(chain.from_iterable(_figures(name, differences, names) for name in statutory())),
        tables=tuple(
            RowChanges(
                table=Named(id=name, name=SCHEMAS[name].title),
                added=len(one.added),
                removed=len(one.removed),
                changed=len(one.cells),
            )
            for name, one in differences.items()
            if len(one.added) + len(one.removed) + len(one.cells)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Difference:
    """Rows that one side alone has; cells that differ: the key's fields, then `field`, `before`, `after`."""

    added: "pd.DataFrame"
    removed: "pd.DataFrame"
    cells: "pd.DataFrame"


def _difference(resource: Resource, before: Snapshot, after: Snapshot) -> _Difference:
    import pandas as pd  # noqa: PLC0415  it takes a third of a second to load

    old, new = before.table(resource.name), after.table(resource.name)
    key = [name for name in resource.key if name in old]
    common = [name for name in new.columns if name in old and name not in key]
    both = old.merge(new, on=key, how="outer", suffixes=("|before", "|after"), indicator="side")
    came, went = both["side"] == "right_only", both["side"] == "left_only"
    stayed = both[both["side"] == "both"]
    cells = [
        stayed.loc[stayed[f"{name}|before"] != stayed[f"{name}|after"], [*key, f"{name}|before", f"{name}|after"]]
        .set_axis([*key, "before", "after"], axis=1)
        .assign(field=name)
        for name in common
    ]
    return _Difference(
        new.merge(both.loc[came, key], on=key),
        old.merge(both.loc[went, key], on=key),
        pd.concat(cells) if cells else pd.DataFrame(columns=[*key, "before", "after", "field"]),
    )


def _step(differences: Mapping[str, _Difference], added: Mapping[str, Named], removed: Mapping[str, Named]) -> Step:
    """Major where what was relied on is gone, minor where there is more, else patch.

    Tables that are made from others (findings, indicators) follow those: their rows alone are corrections.
    """
    relied_on = {one.resource for resource in SCHEMAS.values() for one in resource.references}
    if removed or any(len(one.removed) and name in relied_on for name, one in differences.items()):
        return "major"
    if added or any(len(one.added) and not SCHEMAS[name].derived for name, one in differences.items()):
        return "minor"
    return "patch"


def _fields(one: Snapshot, other: Snapshot) -> Iterator[tuple[str, Named]]:
    """The fields that the first has and the other has not, or has with another type; whole tables by their name."""
    for name, fields in one.types.items():
        resource = SCHEMAS.get(name)
        if name not in other.types:
            yield name, Named(id=name, name=resource.title if resource else Text(zh=name, en=name))
            continue
        titles = {field.name: field.title for field in resource.fields} if resource else {}
        for field, kind in fields.items():
            if other.types[name].get(field) != kind:
                place = f"{name}.{field}"
                yield place, Named(id=place, name=titles.get(field, Text(zh=field, en=field)))


def _rows(differences: Mapping[str, _Difference], table: str, side: _Side) -> Iterator[dict[str, str]]:
    if table in differences:
        found: pd.DataFrame = getattr(differences[table], side)
        yield from ({str(name): str(value) for name, value in row.items()} for row in found.to_dict("records"))


def _codes(differences: Mapping[str, _Difference], side: _Side) -> Iterator[Named]:
    for row in _rows(differences, "codes", side):
        yield Named(id=f"{row['list']}.{row['code']}", name=Text(zh=row["label"], en=row["label_en"]))


def _agencies(differences: Mapping[str, _Difference], side: _Side) -> Iterator[Named]:
    for row in _rows(differences, "agencies", side):
        yield Named(id=row["agency_id"], name=Text(zh=row["name"], en=row["name_en"]))


def _reports(differences: Mapping[str, _Difference], side: _Side, names: Mapping[str, Named]) -> Iterator[ReportOf]:
    for row in _rows(differences, "reports", side):
        yield ReportOf(agency=names[row["agency_id"]], year=int(row["year"]))


def _names(snapshot: Snapshot) -> dict[str, Named]:
    """Every agency by its id."""
    rows = snapshot.table("agencies").to_dict("records")
    return {row["agency_id"]: Named(id=row["agency_id"], name=Text(zh=row["name"], en=row["name_en"])) for row in rows}


def _figures(table: str, differences: Mapping[str, _Difference], names: Mapping[str, Named]) -> Iterator[FigureChange]:
    """The figures that differ in reports that both have, by agency, year and cell."""
    if table not in differences:
        return
    figure, (_, _, row, column) = figure_field(table), SCHEMAS[table].key
    moved = {(one.agency.id, one.year) for side in _SIDES for one in _reports(differences, side, names)}
    difference = differences[table]
    cells = difference.cells[difference.cells["field"] == figure]
    found = [
        *cells.to_dict("records"),
        *({**one, "before": None, "after": one[figure]} for one in difference.added.to_dict("records")),
        *({**one, "before": one[figure], "after": None} for one in difference.removed.to_dict("records")),
    ]
    for one in sorted(found, key=lambda one: (one["agency_id"], one["year"], one[row], one[column])):
        if (one["agency_id"], int(one["year"])) not in moved:
            yield FigureChange(
                report=ReportOf(agency=names[one["agency_id"]], year=int(one["year"])),
                cell=f"{table}.{one[row]}.{one[column]}",
                label=_OF.format(
                    table=SCHEMAS[table].title,
                    row=_label(table, row, one[row]),
                    column=_label(table, column, one[column]),
                ),
                before=one["before"],
                after=one["after"],
            )


def _label(table: str, field: str, code: str) -> Text:
    name = next(one.list for one in SCHEMAS[table].fields if one.name == field)
    return next((one.label for one in LISTS[name] if one.code == code), Text(zh=code, en=code))
