"""Known violations in two of five invented reports: each found at its exact cells, and no alarm anywhere else."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from random import Random
from typing import Final, NamedTuple

from gongkai.cell import Cell
from gongkai.dataset import Dataset, Folder, History, load
from gongkai.finding import Finding, Outcome
from gongkai.forms import FORMS, IDENTITIES, LIMITS, RULES, SUBJECTS, Identity, Part
from gongkai.numerals import Value
from gongkai.report import Label, Mark, Named, Report, Statement
from gongkai.rules import around, judge
from invented import STATED, disclosed, meant, series, with_figure, without_table
from places import ROOT

AGENCIES = 200
YEARS = range(2019, 2029)
WRONG_YEARS = 4
REGISTER = load(Folder(ROOT)).register
COUNTY = REGISTER.agencies["shuyang-peoples-government"]
V, U = Outcome.VIOLATED, Outcome.UNCERTAIN


class Alarm(NamedTuple):
    """A place where a rule does not hold, with the other cells that it speaks of."""

    agency: str
    year: int
    rule: str
    outcome: Outcome
    cell: Cell
    others: frozenset[Cell] = frozenset()


class Injected(NamedTuple):
    """A report that was made wrong, and every alarm that is due for it."""

    report: Report
    alarms: frozenset[Alarm]


@dataclass(frozen=True)
class Setting:
    """A report to be made wrong, among those of its agency and beside that of another one."""

    chance: Random
    report: Report
    reports: Mapping[int, Report]
    neighbour: Report | None

    def alarm(self, rule: str, cell: Cell = Cell(""), outcome: Outcome = V) -> Alarm:  # noqa: B008  a value
        """An alarm in this very report."""
        return Alarm(self.report.agency, self.report.year, rule, outcome, cell)

    def any_cell(self, *, of: Callable[[Cell], object]) -> Cell | None:
        """A cell of the report chosen at random."""
        cells = [cell for cell, _ in self.report.cells() if of(cell)]
        return self.chance.choice(cells) if cells else None

    def value(self, cell: Cell) -> Value:
        """A figure, which is there."""
        value = self.report.figure(cell)
        assert value is not None
        return value


Injection = Callable[[Setting], Injected | None]


# What is due where one cell changes: worked out from the identities and subjects as declared, not by the rules' code.


def _through(setting: Setting, cell: Cell, outcome: Outcome) -> Iterator[Alarm]:
    """The alarms of the identities and of the text's figures that contain the cell."""
    yield from _identities(setting, cell, outcome)
    for subject, paths in STATED.items():
        if cell.table == subject.partition(".")[0] and cell in meant(setting.report, paths):
            yield _text(setting, subject, outcome)


def _identities(setting: Setting, cell: Cell, outcome: Outcome) -> Iterator[Alarm]:
    for identity in IDENTITIES:
        across = identity.axis == "columns"
        line, code = (cell.row, cell.column) if across else (cell.column, cell.row)
        for part in (Part(code=identity.total, weight=1), *identity.parts):
            if (identity.table, part.code) == (cell.table, code):
                yield from _line(setting, identity, line, setting.report.year + part.years_before, outcome)


def _line(setting: Setting, identity: Identity, line: str, year: int, outcome: Outcome) -> Iterator[Alarm]:
    """The alarm of one line of that year's report, where that report and the year before have all that it needs."""
    total, *parts = (
        (
            part.years_before,
            Cell(identity.table, *((line, part.code) if identity.axis == "columns" else (part.code, line))),
        )
        for part in (Part(code=identity.total, weight=1), *identity.parts)
    )
    report, before = setting.reports.get(year), setting.reports.get(year - 1)
    needed = (before and before.has(cell) for years_before, cell in parts if years_before)
    if report and report.has(total[1]) and all(needed):
        others = frozenset(cell for years_before, cell in parts if not years_before and report.has(cell))
        yield Alarm(report.agency, year, identity.rule, outcome, total[1], others)


def _text(setting: Setting, subject: str, outcome: Outcome) -> Alarm:
    """The alarm of a figure that the text states."""
    cells = meant(setting.report, SUBJECTS[subject].cells)
    cell = cells[0] if len(cells) == 1 else Cell(cells[0].table)
    return setting.alarm(SUBJECTS[subject].rule, cell, outcome)._replace(
        others=frozenset(cells) if len(cells) > 1 else frozenset()
    )


def _changed(setting: Setting, cell: Cell, value: Value | None, *alarms: Alarm) -> Injected:
    """One cell with another figure, or blank."""
    due = {*alarms, *_through(setting, cell, U if value is None else V)}
    if cell.row == "regulations" and value:
        due.add(setting.alarm("regulations-without-power", cell, V if cell.column in LIMITS.regulations.made else U))
    return Injected(with_figure(setting.report, cell, value), frozenset(due))


# One kind of violation for each rule. `None`: this report cannot have it.


def _identity(rule: str, setting: Setting) -> Injected | None:
    """Some more or fewer in any cell of the identity, also where only the next year's report shows it."""
    cell = setting.any_cell(of=lambda cell: any(due.rule == rule for due in _identities(setting, cell, V)))
    if cell is None:
        return None
    value, more = setting.value(cell), setting.chance.randrange(1, 10)
    return _changed(setting, cell, value - more if value >= more and setting.chance.random() < 0.5 else value + more)


def _stated(rule: str, setting: Setting) -> Injected:
    """Another figure in the text."""
    subject = setting.chance.choice([code for code in STATED if SUBJECTS[code].rule == rule])
    more = setting.chance.randrange(1, 10)
    stated = (one._replace(value=one.value + more) if one.subject == subject else one for one in setting.report.stated)
    return Injected(replace(setting.report, stated=tuple(stated)), frozenset({_text(setting, subject, V)}))


def _parts(setting: Setting) -> Injected:
    """Parts in the text that are more than their total."""

    def more(one: Statement) -> Statement:
        return one._replace(parts=(*one.parts, setting.chance.randrange(1, 10))) if one.parts else one

    report = replace(setting.report, stated=tuple(more(one) for one in setting.report.stated))
    return Injected(report, frozenset({setting.alarm("text-parts", Cell("overview"))}))


def _undivided_rows(report: Report) -> Mapping[str, tuple[Value | None, ...]]:
    """Table 3 with one row for all that the form of 2021 divides."""
    row, rows = FORMS["2021"].table["requests"].rows["other"], report.figures["requests"]
    divided = [[value or 0 for value in rows[code]] for code in row.instead_of]
    merged = tuple(sum(column) for column in zip(*divided, strict=True))
    return {**{code: rows[code] for code in rows if code not in row.instead_of}, "other": merged}


def _undivided(setting: Setting) -> Injected | None:
    report = setting.report
    if report.form != "2021":
        return None
    figures = {**report.figures, "requests": _undivided_rows(report)}
    alarm = setting.alarm("form-undivided-other", Cell("requests", "other"))
    return Injected(replace(report, figures=figures), frozenset({alarm}))


def _outdated(setting: Setting) -> Injected | None:
    """The form of 2019 in a later year."""
    report, form = setting.report, FORMS["2019"]
    if report.form == form.code:
        return None
    table = disclosed(setting.chance, form, None)
    figures = {**report.figures, "proactive_disclosure": table, "requests": _undivided_rows(report)}
    return Injected(replace(report, form=form.code, figures=figures), frozenset({setting.alarm("form-outdated")}))


def _without_section(setting: Setting) -> Injected:
    """A section without heading that has no table by which it could be known."""
    section = setting.chance.choice(("overview", "problems", "other_matters"))
    sections = tuple(code for code in _facts(setting.report, "sections") if code != section)
    return _with_facts(setting, setting.alarm("section-missing", Cell(section)), sections=sections)


def _without_table(setting: Setting) -> Injected:
    table = setting.chance.choice(list(setting.report.figures))
    return Injected(without_table(setting.report, table), frozenset({setting.alarm("table-missing", Cell(table))}))


def _facts(report: Report, name: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(report.facts, name)
    return found


def _with_facts(setting: Setting, alarm: Alarm, **changed: object) -> Injected:
    assert setting.report.facts is not None
    facts = setting.report.facts._replace(**changed)  # type: ignore[arg-type]  # fields of Facts by name
    return Injected(replace(setting.report, facts=facts), frozenset({alarm}))


def _blank(setting: Setting) -> Injected | None:
    cell = setting.any_cell(of=bool)
    return _changed(setting, cell, None, setting.alarm("cell-blank", cell)) if cell else None


def _unreadable(setting: Setting) -> Injected | None:
    cell = setting.any_cell(of=bool)
    if cell is None:
        return None
    report, alarms = _changed(setting, cell, None, setting.alarm("cell-unreadable", cell))
    return Injected(replace(report, marks=(Mark(cell=cell, written="若干"),)), alarms)


def _marked(rule: str, written: str, setting: Setting) -> Injected | None:
    """A figure with words around it, which is read all the same."""
    cell = setting.any_cell(of=lambda cell: _unit(setting.report, cell))
    if cell is None:
        return None
    mark = Mark(cell=cell, written=written.format(setting.value(cell), unit=_unit(setting.report, cell)))
    return Injected(replace(setting.report, marks=(mark,)), frozenset({setting.alarm(rule, cell)}))


def _unit(report: Report, cell: Cell) -> str | None:
    table = report.layout.table[cell.table]
    return table.columns(cell.row)[table.column_index[cell.row][cell.column]].unit


def _unknown_row(setting: Setting) -> Injected:
    label = Label(cell=Cell(setting.chance.choice(list(setting.report.figures))), written="其他主动公开文件")
    return _with_facts(setting, setting.alarm("row-unknown", label.cell), unknown_rows=(label,))


def _variant(setting: Setting) -> Injected:
    table, rows = setting.chance.choice(list(setting.report.figures.items()))
    label = Label(cell=Cell(table, setting.chance.choice(list(rows))), written="某某数量")
    return _with_facts(setting, setting.alarm("label-variant", label.cell), variants=(label,))


def _regulations(setting: Setting) -> Injected | None:
    cell = setting.any_cell(of=lambda cell: cell.row == "regulations")
    return _changed(setting, cell, setting.chance.randrange(1, 5)) if cell else None


def _no_fees(setting: Setting) -> Injected | None:
    if setting.report.form not in LIMITS.fees.forms:
        return None
    return _with_facts(setting, setting.alarm("fees-unexplained", Cell("other_matters")), fees=())


def _no_problems(setting: Setting) -> Injected:
    return _with_facts(setting, setting.alarm("problems-empty", Cell("problems")), silent=("problems",))


def _elsewhere(setting: Setting) -> Injected:
    name, outcome = setting.chance.choice((("投资合肥", V), ("洪泽区人民政府网站", V), ("洪泽发布", U)))
    named = (*_names(setting.report), Named(section="overview", kind="account", name=name))
    return _with_facts(setting, setting.alarm("other-place", Cell("overview"), outcome), named=named)


def _names(report: Report) -> tuple[Named, ...]:
    return report.facts.named if report.facts else ()


def _repeated(rule: str, section: str, setting: Setting) -> Injected | None:
    """A section of the year before, or of the neighbour, whose report is then like this one."""
    own = rule == "repeats-last-year"
    other = setting.reports.get(setting.report.year - 1) if own else setting.neighbour
    if other is None or other.facts is None or setting.report.facts is None:
        return None
    taken = [one for one in other.facts.sketches if one.section == section]
    kept = [one for one in setting.report.facts.sketches if one.section != section]
    report, alarms = _with_facts(setting, setting.alarm(rule, Cell(section)), sketches=(*kept, *taken))
    likewise = Alarm(other.agency, other.year, rule, V, Cell(section))
    return Injected(report, alarms if own else alarms | {likewise})


def _late(setting: Setting) -> Injected:
    report = replace(setting.report, published=f"{setting.report.year + 1}-06-01")
    return Injected(report, frozenset({setting.alarm("published-late")}))


def _gap(setting: Setting) -> Injected | None:
    """The last report turns out to be that of a year later."""
    if setting.report.year != YEARS[-1]:
        return None
    report = replace(setting.report, year=setting.report.year + 1)
    return Injected(report, frozenset({replace(setting, report=report).alarm("year-gap", outcome=U)}))


def _outlier(setting: Setting) -> Injected | None:
    """Twenty times as many as usual, where most other years have the figure."""
    others = [one for year, one in setting.reports.items() if year != setting.report.year]
    cell = setting.any_cell(
        of=lambda cell: str(cell) in LIMITS.outliers.cells and sum(one.has(cell) for one in others) > len(others) / 2
    )
    return _changed(setting, cell, setting.value(cell) * 20, setting.alarm("outlier", cell)) if cell else None


INJECTIONS: Final[Mapping[str, Injection]] = {
    **{identity.rule: partial(_identity, identity.rule) for identity in IDENTITIES},
    **{rule: partial(_stated, rule) for rule in ("text-requests", "text-outcomes", "text-challenges")},
    "text-parts": _parts,
    "form-outdated": _outdated,
    "form-undivided-other": _undivided,
    "section-missing": _without_section,
    "table-missing": _without_table,
    "cell-blank": _blank,
    "cell-unreadable": _unreadable,
    "cell-unit": partial(_marked, "cell-unit", "{}{unit}"),
    "cell-note": partial(_marked, "cell-note", "{}（含自然失效的）"),
    "row-unknown": _unknown_row,
    "label-variant": _variant,
    "regulations-without-power": _regulations,
    "fees-unexplained": _no_fees,
    "problems-empty": _no_problems,
    "other-place": _elsewhere,
    "repeats-last-year": partial(_repeated, "repeats-last-year", "overview"),
    "repeats-other": partial(_repeated, "repeats-other", "problems"),
    "published-late": _late,
    "year-gap": _gap,
    "outlier": _outlier,
}


class World(NamedTuple):
    """All agencies with their reports, the alarms that are due, and how often each rule was broken on purpose."""

    histories: tuple[History, ...]
    due: frozenset[Alarm]
    broken: Counter[str]


@cache
def _world() -> World:
    """The same in every run. The rule broken longest ago is broken next, as soon as a report can have it."""
    chance, queue = Random(2026), list(INJECTIONS)  # noqa: S311  figures, no secrets
    histories: list[History] = []
    due: set[Alarm] = set()
    broken: Counter[str] = Counter()
    for number in range(AGENCIES):
        agency = replace(COUNTY, agency_id=f"made-up-county-{number:03}")
        reports = series(chance, agency.agency_id, YEARS)
        for year in _wrong_years(chance):
            neighbour = histories[-1].reports.get(year) if histories else None
            rule, injected = _first(queue, Setting(chance, reports[year], reports, neighbour))
            reports = {one.year: one for one in ({**reports, year: injected.report}).values()}
            queue.append(queue.pop(queue.index(rule)))
            due |= injected.alarms
            broken[rule] += 1
        histories.append(History(agency, reports))
    return World(tuple(histories), frozenset(due), broken)


def _wrong_years(chance: Random) -> list[int]:
    """Years of which no two follow each other, so that no violation hides another."""
    chosen = sorted(chance.sample(range(len(YEARS) - WRONG_YEARS + 1), WRONG_YEARS))
    return [YEARS[place + i] for i, place in enumerate(chosen)]


def _first(queue: list[str], setting: Setting) -> tuple[str, Injected]:
    """The first violation that the report can have."""
    tried = ((rule, INJECTIONS[rule](setting)) for rule in queue)
    return next((rule, injected) for rule, injected in tried if injected)


def _alarms(world: World) -> Iterator[Alarm]:
    register = replace(REGISTER, agencies={one.agency.agency_id: one.agency for one in world.histories})
    surroundings = around(Dataset(register, world.histories))
    for history in world.histories:
        for report in history.reports.values():
            for finding in judge(report, history.reports, history.agency, surroundings).findings:
                if finding.outcome is not Outcome.NOT_ASSESSABLE:
                    yield _alarm(finding)


def _alarm(finding: Finding) -> Alarm:
    others = frozenset(finding.others)
    return Alarm(finding.agency_id, finding.year, finding.rule, finding.outcome, finding.cell, others)


def test_every_rule_is_broken_on_purpose_in_two_of_five_reports() -> None:
    broken = _world().broken
    assert INJECTIONS.keys() == broken.keys() == RULES.keys()
    assert sum(len(history.reports) for history in _world().histories) == 2_000
    assert broken.total() == 800
    assert min(broken.values()) >= 20


def test_what_was_put_in_is_found_at_its_cells_and_nothing_else() -> None:
    world = _world()
    found = list(_alarms(world))
    assert set(found) == world.due
    assert len(found) == len(world.due)
