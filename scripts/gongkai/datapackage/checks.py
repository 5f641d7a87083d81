"""Whether tables keep their own schemas, checked in bulk: every constraint, key and reference of every resource."""

from collections.abc import Iterator, Mapping

import pandas as pd

from gongkai.datapackage.derivation import SCHEMAS
from gongkai.datapackage.schema import Field, Reference, Resource

_SHOWN = 3


def faults(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """What breaks a schema: `resource.field: what is expected, and the first cells that differ`; mostly nothing."""
    return tuple(fault for name, table in tables.items() for fault in _faults(SCHEMAS[name], table, tables))


def _faults(resource: Resource, table: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for field in resource.fields:
        for expected, wrong in _wrong(field, table[field.name]):
            if wrong.any():
                yield _fault(f"{resource.name}.{field.name}", expected, table.loc[wrong, [*resource.key, field.name]])
    twice = table.duplicated(list(resource.key), keep=False)
    if twice.any():
        yield _fault(resource.name, "expected each key once", table.loc[twice, list(resource.key)])
    for reference in resource.references:
        missing = _dangling(table, reference, tables[reference.resource])
        if missing.any():
            place = f"{resource.name}.{'+'.join(reference.fields)}"
            expected = f"expected what {reference.resource}.{'+'.join(reference.to)} has"
            yield _fault(place, expected, table.loc[missing, list(reference.fields)])


def _wrong(field: Field, column: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    """Each constraint of a field with where it does not hold."""
    there = column.notna()
    if field.required:
        yield "expected a value", ~there
    if field.enum:
        yield f"expected a code of the list {field.list}", there & ~column.isin(field.enum)
    if field.minimum is not None:
        yield f"expected {field.minimum} or more", there & (column.fillna(field.minimum) < field.minimum)
    if field.pattern:
        yield f"expected the pattern {field.pattern}", there & ~column.fillna("").str.fullmatch(field.pattern)
    if field.type == "date":
        yield "expected a date", there & pd.to_datetime(column, format="%Y-%m-%d", errors="coerce").isna()


def _dangling(table: pd.DataFrame, reference: Reference, target: pd.DataFrame) -> pd.Series:
    """Where the reference points to nothing; a reference that is empty as a whole points nowhere and is none."""
    known = pd.MultiIndex.from_frame(target[list(reference.to)])
    used = table[list(reference.fields)]
    return used.notna().any(axis=1) & ~pd.MultiIndex.from_frame(used).isin(known)


def _fault(place: str, expected: str, wrong: pd.DataFrame) -> str:
    shown = "; ".join(", ".join(map(str, row)) for row in wrong.head(_SHOWN).itertuples(index=False))
    return f"{place}: {expected}, found {len(wrong)} otherwise: {shown}"
