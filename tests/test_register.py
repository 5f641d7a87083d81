"""The registers of agencies and regions."""

import csv
import re

import pytest

from gongkai.errors import DataError
from gongkai.register import Agency, read_register, write_agencies
from places import ROOT

REGIONS = (ROOT / "datasets" / "regions.csv").read_bytes()
AGENCIES = (ROOT / "datasets" / "agencies.csv").read_bytes()
HEADER = "agency_id,name,name_en,short_names,region_code,level,kind,valid_from,valid_to,successor_id\n"
GOOD = "a-bureau,某局,A Bureau,,320800,prefecture,department,,,\n"


def _said(agencies: str, regions: bytes = REGIONS) -> str:
    with pytest.raises(DataError) as caught:
        read_register(agencies.encode(), regions)
    return caught.value.text("en")


def test_the_divisions_of_gb_t_2260_are_there() -> None:
    rows = list(csv.DictReader(REGIONS.decode().splitlines()))
    count = {level: sum(row["level"] == level for row in rows) for level in ("province", "prefecture", "county")}
    assert count == {"province": 34, "prefecture": 333, "county": 2847}
    assert [row["region_code"] for row in rows] == sorted({row["region_code"] for row in rows})


def test_every_region_lies_in_its_parent_and_has_a_latin_name() -> None:
    regions = read_register(AGENCIES, REGIONS).regions
    for region in regions.values():
        width = {"province": 0, "prefecture": 2}.get(region.level, 2 if region.parent_code[2:] == "0000" else 4)
        assert region.region_code[:width] == region.parent_code[:width]
        assert bool(region.parent_code) == (region.level != "province")
        assert re.fullmatch(r"[A-Za-zü' -]+", region.name_en), region


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("320813", ["江苏省", "淮安市", "洪泽区"]),
        ("310000", ["上海市"]),
        ("429004", ["湖北省", "仙桃市"]),
    ],
)
def test_a_region_knows_where_it_lies(code: str, names: list[str]) -> None:
    assert [region.name for region in read_register(AGENCIES, REGIONS).ancestry(code)] == names


def test_the_register_reads_back_as_written() -> None:
    register = read_register(AGENCIES, REGIONS)
    assert write_agencies(register.agencies.values()).encode() == AGENCIES


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD.replace("320800", "999999"), "agencies.csv:2:1: region_code: There is no “999999”"),
        (GOOD.replace("a-bureau", "../etc"), "agencies.csv:2:1: agency_id: Expected lower-case"),
        (GOOD.replace("prefecture", "city"), "level: Expected one of state, province"),
        (GOOD.replace("department", "bureau"), "kind: Expected one of government"),
        (GOOD.replace(",,,\n", ",2019,,\n"), "valid_from: Expected a date"),
        (GOOD.replace("某局", ""), "name: The name is missing"),
        (GOOD.replace("A Bureau", ""), "name_en: The English name"),
        (GOOD + GOOD, "agencies.csv:3:1: agency_id: “a-bureau” stands twice"),
        (GOOD.replace(",,,\n", ",,,nobody\n"), "successor_id: There is no “nobody”"),
        ("a-bureau,某局\n", "agencies.csv:2:1: The line has not as many cells"),
    ],
)
def test_a_fault_of_the_register_is_said_at_its_line(line: str, said: str) -> None:
    assert said in _said(HEADER + line)


def test_a_wrong_header_is_said() -> None:
    assert "Expected the header agency_id,name" in _said("id,name\n")
    assert "Not a CSV file in UTF-8" in _said(HEADER, b"\xff\xfe")


def test_an_agency_is_expected_in_the_years_of_its_existence() -> None:
    agency = Agency(
        agency_id="a", name="甲", name_en="A", region_code="310000", level="province", kind="department",
        valid_from="2019-03-01", valid_to="2022-06-30",
    )  # fmt: skip
    assert [agency.expected(year) for year in (2018, 2019, 2022, 2023)] == [False, True, True, False]
