"""How to cite: one report's data, and what any other page shows; GB/T 7714, APA, BibTeX."""

import re
from dataclasses import dataclass, replace
from typing import Final

from gongkai.datapackage import Edition
from gongkai.dataset import History
from gongkai.register import Agency
from gongkai.report import Report
from gongkai.text import Text
from gongkai.website.site import Site
from gongkai.website.words import TEXTS

_OF: Final = Text(zh="{part}：{whole}", en="{part}: {whole}")
#: Letters that TeX would take for commands.
_TEX: Final = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_LETTERS: Final = re.compile("[" + re.escape("".join(_TEX)) + "]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names; `url` is empty where the site has no address of its own."""

    agency: Agency
    report: Report
    version: str
    url: str = ""

    @property
    def gb(self) -> str:
        """GB/T 7714—2015, an electronic data set."""
        kind = "DS/OL" if self.url else "DS"
        read = f"[{self.report.source.retrieved}]" if self.report.source.retrieved else ""
        site = TEXTS["site"].zh
        return f"{self.agency.name}. {self.report.title}：数据[{kind}]. {site}，版本 {self.version}{read}." + (
            f" {self.url}." if self.url else ""
        )

    @property
    def apa(self) -> str:
        """APA, 7th edition, a data set."""
        title = f"{self.report.title} [Annual report on government information disclosure, {self.report.year}]"
        return (
            f"{self.agency.name_en}. ({self._year or 'n.d.'}). {title} (Version {self.version}) [Data set]. "
            f"{TEXTS['site'].en}." + (f" {self.url}" if self.url else "")
        )

    @property
    def bibtex(self) -> str:
        """One BibTeX entry."""
        fields = {
            "author": f"{{{_tex(self.agency.name)}}}",
            "title": f"{{{_tex(self.report.title)}}}",
            "year": self._year,
            "version": self.version,
            "publisher": _tex(TEXTS["site"].en),
            "url": self.url,
            "urldate": self.report.source.retrieved,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{{self.agency.agency_id}-{self.report.year},\n{lines}\n}}"

    @property
    def _year(self) -> str:
        """The year in which the report came out, as far as it is known."""
        return self.report.published[:4] or self.report.source.retrieved[:4]


@dataclass(frozen=True, slots=True)
class PageCitation:
    """How a page is cited, as of the edition.

    `part` is what it shows of the data, nothing where it is all of them; `address` is from the site's top; `created`
    is the day when what it shows was last added to, empty where none is known.
    """

    edition: Edition
    part: Text | None
    address: str
    created: str

    @property
    def gb(self) -> str:
        """GB/T 7714—2015, an electronic data set."""
        kind = "DS/OL" if self._url else "DS"
        said = [
            f"{self._author}. {self._title.zh}[{kind}].",
            f"{TEXTS['site'].zh}，版本 {self.edition.version}.",
            f"({self.created})." if self.created else "",
            f"{self._url}." if self._url else "",
        ]
        return " ".join(filter(None, said))

    @property
    def apa(self) -> str:
        """APA, 7th edition, a data set."""
        title = f"{self._title.en} (Version {self.edition.version}) [Data set]"
        return f"{self._author}. ({self._year or 'n.d.'}). {title}. {TEXTS['site'].en}." + (
            f" {self._url}" if self._url else ""
        )

    @property
    def bibtex(self) -> str:
        """One BibTeX entry."""
        key = re.sub(r"[^a-z0-9]+", "-", self.address.removesuffix(".html").removesuffix("/index"))
        fields = {
            "author": f"{{{_tex(self._author)}}}",
            "title": f"{{{_tex(self._title.en)}}}",
            "year": self._year,
            "version": self.edition.version,
            "publisher": _tex(TEXTS["site"].en),
            "url": self._url,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{{self.edition.package.name}-{key},\n{lines}\n}}"

    @property
    def _title(self) -> Text:
        whole = self.edition.package.title
        return _OF.format(part=self.part, whole=whole) if self.part else whole

    @property
    def _author(self) -> str:
        return self.edition.package.contributors[0].title

    @property
    def _url(self) -> str:
        return f"{self.edition.url}{self.address}" if self.edition.url else ""

    @property
    def _year(self) -> str:
        return self.created[:4]


def cited(site: Site, part: Text | None, address: str) -> PageCitation | None:
    """How a page is cited; not at all where the site comes without data."""
    return PageCitation(site.edition, part, address, site.edition.created) if site.edition else None


def cited_of(site: Site, history: History) -> PageCitation | None:
    """How an agency's page is cited, as of the day when its own reports were last added to."""
    agency = history.agency
    days = [day for one in history.reports.values() for day in (one.source.retrieved, one.published) if day]
    found = cited(site, Text(zh=agency.name, en=agency.name_en), f"agencies/{agency.agency_id}/index.html")
    return replace(found, created=max(days, default="")) if found else None


def _tex(text: str) -> str:
    """Words in which TeX finds no command."""
    return _TEX_LETTERS.sub(lambda found: _TEX[found[0]], text)
