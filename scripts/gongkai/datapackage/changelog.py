"""Changes in words: a list of lines that people read, in both languages, and as Markdown and Atom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as ET

from gongkai.datapackage.changes import Changes, FigureChange, Named, ReportOf, RowChanges
from gongkai.datapackage.definitions import PACKAGE
from gongkai.datapackage.releases import Release
from gongkai.text import LANGUAGES, Language, Text

#: As many figures as a changelog spells out; the release's own record has them all.
MOST_FIGURES: Final = 200
_ATOM: Final = "http://www.w3.org/2005/Atom"

_STEPS: Final[Mapping[str, Text]] = {
    "first": Text(zh="首次发布。", en="The first release."),
    "major": Text(
        zh="主版本：有字段、代码或年报等被删去或改名，使用旧版的程序可能要修改。",
        en="Major: fields, codes or reports were removed or renamed; programs made for the last one may need changes.",
    ),
    "minor": Text(
        zh="次版本：新增了数据，原有的用法不变。", en="Minor: there are more data; what worked before still works."
    ),
    "patch": Text(zh="修订：只更正了原有的数据。", en="Patch: only what was there before was corrected."),
}
_LISTS: Final[Mapping[str, Text]] = {
    "reports_added": Text(zh="新收年报 {count} 份", en="Reports added: {count}"),
    "reports_removed": Text(zh="撤下年报 {count} 份", en="Reports removed: {count}"),
    "agencies_added": Text(zh="新登记机关 {count} 个", en="Agencies added: {count}"),
    "agencies_removed": Text(zh="撤下机关 {count} 个", en="Agencies removed: {count}"),
    "fields_added": Text(zh="新增字段 {count} 个", en="Fields added: {count}"),
    "fields_removed": Text(zh="删去或改变类型的字段 {count} 个", en="Fields removed or of another type: {count}"),
    "codes_added": Text(zh="新增代码 {count} 个", en="Codes added: {count}"),
    "codes_removed": Text(zh="删去代码 {count} 个", en="Codes removed: {count}"),
}
_WORDS: Final[Mapping[str, Text]] = {
    "title": Text(zh="数据更新记录", en="Changes of the data"),
    "heading": Text(zh="{version}（{date}）", en="{version} ({date})"),
    "figures": Text(zh="更正数字 {count} 处", en="Figures corrected: {count}"),
    "figure": Text(zh="{label}：{before} → {after}", en="{label}: {before} → {after}"),
    "more": Text(zh="其余 {count} 处见 {file}", en="{count} more in {file}"),
    "tables": Text(zh="各表的变化", en="By table"),
    "rows": Text(zh="{table}（{id}）：{counts}", en="{table} ({id}): {counts}"),
    "added": Text(zh="新增 {count} 行", en="rows added {count}"),
    "removed": Text(zh="减少 {count} 行", en="rows removed {count}"),
    "changed": Text(zh="改动 {count} 格", en="cells changed {count}"),
    "counts": Text(zh="，", en=", "),
    "code": Text(zh="{name}（{id}）", en="{name} ({id})"),
    "years": Text(zh="{name}：{years}", en="{name}: {years}"),
    "year": Text(zh="{year} 年", en="{year}"),
    "of_year": Text(zh="{name} {year} 年", en="{name}, {year}"),
    "blank": Text(zh="未填", en="blank"),
    "none": Text(zh="无此项", en="not there"),
    "joint": Text(zh="、", en=", "),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a changelog with those below it."""

    text: Text
    items: tuple["Item", ...] = ()


def items(release: Release) -> tuple[Item, ...]:
    """What a release changed, the most important first."""
    changes = release.changes
    return (Item(_STEPS[changes.step]), *_came_and_went(changes), *_figures(release), *_tables(changes))


def markdown(releases: Iterable[Release], language: Language) -> str:
    """All releases as a Markdown file, the newest first."""
    lines = [f"# {_WORDS['title'][language]}"]
    for release in releases:
        lines += ["", f"## {heading(release)[language]}", "", *_bullets(items(release), language, "")]
    return "\n".join(lines) + "\n"


def heading(release: Release) -> Text:
    """The version and its day."""
    return _WORDS["heading"].format(version=release.version, date=release.date)


def feed(releases: Iterable[Release], language: Language, url: str) -> bytes:
    """All releases as an Atom feed; `url` is the site's address, with a slash at its end, or empty."""
    listed = list(releases)
    page = f"{url}{'' if language == LANGUAGES[0] else f'{language}/'}data/"
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN" if language == "zh" else language})
    _element(root, "title", f"{PACKAGE.title[language]} · {_WORDS['title'][language]}")
    _element(root, "id", f"urn:gongkai:feed:{language}" if not url else f"{page}feed.xml")
    _element(root, "updated", f"{listed[0].date if listed else '1970-01-01'}T00:00:00Z")
    _element(ET.SubElement(root, "author"), "name", PACKAGE.contributors[0].title)
    if url:
        ET.SubElement(root, "link", {"rel": "self", "href": f"{page}feed.xml"})
        ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{page}changes.html"})
    for release in listed:
        entry = ET.SubElement(root, "entry")
        _element(entry, "title", heading(release)[language])
        _element(entry, "id", f"{release.id}:{language}")
        _element(entry, "updated", f"{release.date}T00:00:00Z")
        if url:
            ET.SubElement(entry, "link", {"rel": "alternate", "href": f"{page}changes.html#v{release.version}"})
        content = "\n".join(_bullets(items(release), language, ""))
        _element(entry, "content", content, {"type": "text"})
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _element(parent: ET.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, dict(attributes or {})).text = text


def _bullets(listed: Iterable[Item], language: Language, indent: str) -> Iterator[str]:
    for item in listed:
        yield f"{indent}- {item.text[language]}"
        yield from _bullets(item.items, language, f"{indent}  ")


def _came_and_went(changes: Changes) -> Iterator[Item]:
    for name, words in _LISTS.items():
        found: tuple[Named | ReportOf, ...] = getattr(changes, name)
        if found:
            yield Item(words.format(count=len(found)), tuple(_entries(found)))


def _entries(found: Iterable[Named | ReportOf]) -> Iterator[Item]:
    """A line for each, but one for all the reports of an agency."""
    yield from (Item(_WORDS["code"].format(name=one.name, id=one.id)) for one in found if isinstance(one, Named))
    reports = (one for one in found if isinstance(one, ReportOf))
    for agency, group in groupby(reports, key=lambda one: one.agency):
        years = [_WORDS["year"].format(year=one.year) for one in group]
        yield Item(_WORDS["years"].format(name=agency.name, years=_joined("joint", years)))


def _joined(joint: str, words: Iterable[Text]) -> Text:
    found = list(words)
    return Text(**{lang: _WORDS[joint][lang].join(one[lang] for one in found) for lang in LANGUAGES})


def _figures(release: Release) -> Iterator[Item]:
    found = release.changes.figures
    if not found:
        return
    shown = tuple(
        Item(_WORDS["of_year"].format(name=report.agency.name, year=report.year), tuple(map(_figure, group)))
        for report, group in groupby(found[:MOST_FIGURES], key=lambda one: one.report)
    )
    more = len(found) - MOST_FIGURES
    rest = (Item(_WORDS["more"].format(count=more, file=f"data/{release.version}/changes.json")),) if more > 0 else ()
    yield Item(_WORDS["figures"].format(count=len(found)), (*shown, *rest))


def _figure(change: FigureChange) -> Item:
    return Item(
        _WORDS["figure"].format(label=change.label, before=_written(change.before), after=_written(change.after))
    )


def _written(value: str | None) -> Text:
    if value is None:
        return _WORDS["none"]
    return Text(zh=value, en=value) if value else _WORDS["blank"]


def _tables(changes: Changes) -> Iterator[Item]:
    if changes.tables:
        rows = (
            _WORDS["rows"].format(table=one.table.name, id=one.table.id, counts=_joined("counts", _counts(one)))
            for one in changes.tables
        )
        yield Item(_WORDS["tables"], tuple(map(Item, rows)))


def _counts(changes: RowChanges) -> Iterator[Text]:
    """What happened in a table, and not what did not."""
    for name in ("added", "removed", "changed"):
        if count := getattr(changes, name):
            yield _WORDS[name].format(count=count)
