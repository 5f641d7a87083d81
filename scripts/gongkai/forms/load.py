"""The files of `forms/` as values; a mistake in them is a clear error at load."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from gongkai.errors import FormError
from gongkai.forms.limits import Limits
from gongkai.forms.model import Codelist, Form, Identity, Indicator, Part, Rule, Table
from gongkai.forms.wording import Subject, Wording

T = TypeVar("T")


def load(source: Traversable, shape: type[T]) -> T:
    """One YAML file in the shape of a dataclass; `FormError` names file and place of every mistake."""
    try:
        content = yaml.load(source.read_bytes(), Loader=_Words)  # noqa: S506  a SafeLoader underneath
        return TypeAdapter(shape).validate_python(content)
    except yaml.YAMLError as error:
        raise FormError(f"{source.name}: not YAML: {error}") from error
    except ValidationError as error:
        faults = "\n".join(
            f"{source.name}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise FormError(faults) from error


class _Words(yaml.CSafeLoader):
    """YAML in which dates stay words and codes stay strings."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def forms(folder: Traversable | None = None) -> dict[str, Form]:
    """Every form by code, the oldest first: each file whose name is a year."""
    folder = folder or files("gongkai.forms")
    sources = sorted((f for f in folder.iterdir() if f.name.removesuffix(".yml").isdigit()), key=lambda f: f.name)
    loaded = [load(source, Form) for source in sources]
    for source, form in zip(sources, loaded, strict=True):
        _require(source.name, _faults(form, source.name.removesuffix(".yml")))
    return {form.code: form for form in loaded}


def identities(known: Mapping[str, Form], folder: Traversable | None = None) -> tuple[Identity, ...]:
    """The arithmetic of the forms, parts gathered by total."""
    source = (folder or files("gongkai.forms")) / "identities.yml"
    rows = load(source, list[dict[str, Any]])
    try:
        found = tuple(
            Identity(
                rule=key[0],
                table=key[1],
                axis=key[2],
                total=key[3],
                parts=tuple(
                    Part(code=r["part"], weight=r["weight"], years_before=r.get("years_before", 0)) for r in group
                ),
            )
            for key, group in groupby(rows, key=lambda r: (r["rule"], r["table"], r["axis"], r["total"]))
        )
    except KeyError as error:
        raise FormError(f"{source.name}: a row lacks {error}") from error
    _require(source.name, (fault for identity in found for fault in _identity_faults(identity, known)))
    return found


def rules(folder: Traversable | None = None) -> dict[str, Rule]:
    """Every rule by code, in the order in which pages list them."""
    return _by_code(folder, "rules.yml", Rule)


def indicators(known: Mapping[str, Form], folder: Traversable | None = None) -> dict[str, Indicator]:
    """Every indicator by code."""
    found = _by_code(folder, "indicators.yml", Indicator)
    paths = [(i.code, path) for i in found.values() for path in (*i.numerator, *i.denominator)]
    _require("indicators.yml", _unknown_cells(paths, known))
    return found


def subjects(known: Mapping[str, Form], folder: Traversable | None = None) -> dict[str, Subject]:
    """Everything that sections state in figures, by code."""
    found = _by_code(folder, "statements.yml", Subject)
    paths = [(one.code, path) for one in found.values() for sums in (one.cells, *one.also) for path in sums]
    _require("statements.yml", _unknown_cells(paths, known))
    return found


def wording(folder: Traversable | None = None) -> Wording:
    """What documents print around the statutory words."""
    return load((folder or files("gongkai.forms")) / "wording.yml", Wording)


def limits(folder: Traversable | None = None) -> Limits:
    """What rules go by besides the forms."""
    return load((folder or files("gongkai.forms")) / "limits.yml", Limits)


def codelists(folder: Traversable | None = None) -> dict[str, Codelist]:
    """Every fixed list of codes, by code."""
    return _by_code(folder, "codelists.yml", Codelist)


def matches(pattern: str, cell: str) -> bool:
    """Whether `requests.denied_*.total` means the cell `requests.denied_state_secret.total`."""
    head, star, tail = pattern.partition("*")
    return cell == pattern if not star else cell.startswith(head) and cell.endswith(tail)


def _unknown_cells(paths: Iterable[tuple[str, str]], known: Mapping[str, Form]) -> Iterator[str]:
    cells = {
        f"{table.code}.{row}.{column.code}"
        for form in known.values()
        for table in form.tables
        for row in table.rows
        for column in table.columns(row)
    }
    for code, path in paths:
        if not any(matches(path, cell) for cell in cells):
            yield f"{code}: no form has the cell {path}"


def _by_code(folder: Traversable | None, name: str, shape: Any) -> dict[str, Any]:  # noqa: ANN401
    source = (folder or files("gongkai.forms")) / name
    found: list[Any] = load(source, list[shape])
    _require(name, (f"the code {code} stands twice" for code in _twice(item.code for item in found)))
    return {item.code: item for item in found}


def _require(name: str, faults: Iterable[str]) -> None:
    listed = list(faults)
    if listed:
        raise FormError("\n".join(f"{name}: {fault}" for fault in listed))


def _faults(form: Form, expected: str) -> Iterator[str]:
    if form.code != expected:
        yield f"form: is “{form.code}”, the file's name says “{expected}”"
    sections = {section.code for section in form.sections}
    for table in form.tables:
        if table.section not in sections:
            yield f"tables.{table.code}.section: no section “{table.section}”"
        yield from (f"tables.{table.code}.{fault}" for fault in _table_faults(table))


def _table_faults(table: Table) -> Iterator[str]:
    yield from (f"rows: the code {code} stands twice" for code in _twice(r.code for b in table.blocks for r in b.rows))
    column_groups = {group.code for group in table.column_groups}
    for block in table.blocks:
        yield from (f"columns: the code {code} stands twice" for code in _twice(c.code for c in block.columns))
        yield from (
            f"columns.{c.code}: no group “{c.group}”" for c in block.columns if c.group and c.group not in column_groups
        )
        for row in block.rows:
            if row.group and row.group not in table.groups:
                yield f"rows.{row.code}: no group “{row.group}”"
            yield from (
                f"rows.{row.code}.instead_of: no row “{code}”" for code in row.instead_of if code not in table.rows
            )


def _identity_faults(identity: Identity, known: Mapping[str, Form]) -> Iterator[str]:
    tables = [form.table[identity.table] for form in known.values() if identity.table in form.table]
    if not tables:
        yield f"{identity.rule}: no form has a table “{identity.table}”"
    codes = {
        code
        for table in tables
        for row in table.rows
        for code in ((row,) if identity.axis == "rows" else (c.code for c in table.columns(row)))
    }
    for code in (identity.total, *(part.code for part in identity.parts)):
        if tables and code not in codes:
            yield f"{identity.rule}: no form has “{code}” on the {identity.axis} of {identity.table}"


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]
