"""How to cite one report's data: GB/T 7714, APA, BibTeX."""

from dataclasses import dataclass
from typing import Final

from gongkai.register import Agency
from gongkai.report import Report
from gongkai.website.words import TEXTS

#: Letters that TeX would take for commands.
_TEX: Final = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


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


def _tex(text: str) -> str:
    """Words in which TeX finds no command."""
    return "".join(_TEX.get(letter, letter) for letter in text)
