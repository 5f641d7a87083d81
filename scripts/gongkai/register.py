"""Who the agencies are and where: `datasets/agencies.csv` and `datasets/regions.csv`."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from gongkai.dates import is_day
from gongkai.errors import DataError, Problem
from gongkai.forms import CODELISTS
from gongkai.text import Text

_ID: Final = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_REGION_CODE: Final = re.compile(r"\d{6}(?:\d{3})?")

#: An agency that reading documents added to the register and nobody has looked at yet.
PROPOSED: Final = "proposed"
_LEVELS: Final = CODELISTS["level"].codes
_KINDS: Final = CODELISTS["kind"].codes


@dataclass(frozen=True, kw_only=True)  # without slots: processes are sent thousands, which takes a fifth of the time so
class Region:
    """A division of GB/T 2260; `parent_code` is empty for provinces."""

    region_code: str
    name: str
    name_en: str
    parent_code: str = ""
    level: str


@dataclass(frozen=True, kw_only=True)  # likewise
class Agency:
    """An agency; its id is lasting and survives renaming. Dates in ISO, empty where not known."""

    agency_id: str
    name: str
    name_en: str
    short_names: str = ""
    region_code: str
    level: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""
    successor_id: str = ""
    status: str = ""

    @property
    def shorts(self) -> tuple[str, ...]:
        """Other names under which people look for it, `;` between them in the file."""
        return tuple(name for name in self.short_names.split(";") if name)

    def expected(self, year: int) -> bool:
        """Whether the agency existed in some part of the year, as far as its dates are known."""
        return (not self.valid_from or self.valid_from[:4] <= str(year)) and (
            not self.valid_to or str(year) <= self.valid_to[:4]
        )


@dataclass(frozen=True)
class Register:
    """All agencies and regions, by id and code."""

    agencies: Mapping[str, Agency]
    regions: Mapping[str, Region]

    def ancestry(self, region_code: str) -> tuple[Region, ...]:
        """The region and those it lies in, the province first; shorter where a parent is not in the register."""
        found: list[Region] = []
        code = region_code
        while code in self.regions and len(found) < 6:  # noqa: PLR2004  the state has five levels
            found.insert(0, self.regions[code])
            code = self.regions[code].parent_code
        return tuple(found)

    def names(self, agency_id: str) -> tuple[str, ...]:
        """The agency's name and its other names."""
        agency = self.agencies[agency_id]
        return (agency.name, *agency.shorts)


def read_register(agencies: bytes, regions: bytes) -> Register:
    """Both files together; raises `DataError` with every problem of either, `file:line`."""
    problems: list[Problem] = []
    known_regions = _table(regions, "datasets/regions.csv", Region, _region_faults, problems)
    known_agencies = _table(agencies, "datasets/agencies.csv", Agency, _agency_faults, problems)
    register = Register(
        {agency.agency_id: agency for _, agency in known_agencies},
        {region.region_code: region for _, region in known_regions},
    )
    problems += _missing_references(register, known_agencies, known_regions)
    if problems:
        raise DataError(tuple(problems))
    return register


def write_agencies(agencies: Iterable[Agency]) -> str:
    """`agencies.csv`, sorted by id, LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in fields(Agency)]
    writer.writerow(names)
    for agency in sorted(agencies, key=lambda agency: agency.agency_id):
        writer.writerow([getattr(agency, name) for name in names])
    return out.getvalue()


R = TypeVar("R", Agency, Region)
#: A line of a file and what it says.
Lines = list[tuple[int, R]]


def _table(
    content: bytes,
    file: str,
    shape: type[R],
    faults: Callable[[R], Iterable[tuple[str, Text]]],
    problems: list[Problem],
) -> Lines[R]:
    names = [field.name for field in fields(shape)]
    column, reader = names[0], _opened(content, file, names, problems)
    if reader is None:
        return []
    found: Lines[R] = []
    seen: set[str] = set()
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            problems.append(
                Problem(
                    file,
                    line,
                    1,
                    "",
                    Text(zh="列数与表头不符。", en="The line has not as many cells as the header."),
                )
            )
            continue
        record = shape(**{key: (value or "").strip() for key, value in row.items()})
        key = getattr(record, column)
        problems += [Problem(file, line, 1, path, message) for path, message in faults(record)]
        if key in seen:
            problems.append(Problem(file, line, 1, column, Text(zh=f"“{key}”重复。", en=f"“{key}” stands twice.")))
        seen.add(key)
        found.append((line, record))
    return found


def _opened(content: bytes, file: str, names: list[str], problems: list[Problem]) -> "csv.DictReader[str] | None":
    """The file after its header; `None`, with a problem, where it is no CSV in UTF-8 or has other columns."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = set(reader.fieldnames or [])
    except (UnicodeDecodeError, csv.Error):
        problems.append(Problem(file, 0, 0, "", Text(zh="不是UTF-8编码的CSV文件。", en="Not a CSV file in UTF-8.")))
        return None
    if not set(names) - {"status"} <= header <= set(names):
        wanted = ",".join(names)
        problems.append(Problem(file, 1, 1, "", Text(zh=f"表头应为：{wanted}", en=f"Expected the header {wanted}")))
        return None
    return reader


def _region_faults(region: Region) -> Iterable[tuple[str, Text]]:
    if not _REGION_CODE.fullmatch(region.region_code):
        yield (
            "region_code",
            Text(zh="应为6位（乡级9位）区划代码。", en="Expected a code of 6 digits (townships 9)."),
        )
    yield from _level_fault(region.level)
    yield from _name_faults(region.name, region.name_en)


def _agency_faults(agency: Agency) -> Iterable[tuple[str, Text]]:
    if not _ID.fullmatch(agency.agency_id):
        yield (
            "agency_id",
            Text(zh="应由小写字母、数字、连字符组成。", en="Expected lower-case letters, digits, hyphens."),
        )
    yield from _level_fault(agency.level)
    yield from _name_faults(agency.name, agency.name_en)
    if agency.kind not in _KINDS:
        yield "kind", Text(zh=f"应为 {'、'.join(_KINDS)} 之一。", en=f"Expected one of {', '.join(_KINDS)}.")
    for name, date in (("valid_from", agency.valid_from), ("valid_to", agency.valid_to)):
        if date and not is_day(date):
            yield name, Text(zh="应为日期，例如 2019-01-01。", en="Expected a date such as 2019-01-01.")
    if agency.status not in ("", PROPOSED):
        yield "status", Text(zh=f"应为空或 {PROPOSED}。", en=f"Expected nothing or {PROPOSED}.")


def _level_fault(level: str) -> Iterable[tuple[str, Text]]:
    if level not in _LEVELS:
        yield "level", Text(zh=f"应为 {'、'.join(_LEVELS)} 之一。", en=f"Expected one of {', '.join(_LEVELS)}.")


def _name_faults(name: str, name_en: str) -> Iterable[tuple[str, Text]]:
    if not name:
        yield "name", Text(zh="缺少名称。", en="The name is missing.")
    if not name_en:
        yield "name_en", Text(zh="缺少英文名或拼音。", en="The English name (or pinyin) is missing.")


def _missing_references(register: Register, agencies: Lines[Agency], regions: Lines[Region]) -> list[Problem]:
    found = []
    for line, region in regions:
        if region.parent_code and region.parent_code not in register.regions:
            found.append(_no_such("datasets/regions.csv", line, "parent_code", region.parent_code))
    for line, agency in agencies:
        if agency.region_code not in register.regions:
            found.append(_no_such("datasets/agencies.csv", line, "region_code", agency.region_code))
        if agency.successor_id and agency.successor_id not in register.agencies:
            found.append(_no_such("datasets/agencies.csv", line, "successor_id", agency.successor_id))
    return found


def _no_such(file: str, line: int, column: str, code: str) -> Problem:
    return Problem(file, line, 1, column, Text(zh=f"表中没有“{code}”。", en=f"There is no “{code}”."))
