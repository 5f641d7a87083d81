"""The addresses for programs: described, and answering as described."""

import json
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from openapi_spec_validator import validate

from gongkai import indicators
from gongkai.datapackage import api, exact, judged
from gongkai.datapackage.derivation import SCHEMAS
from gongkai.dataset import Dataset, Folder
from gongkai.forms import INDICATORS

#: What only a list of many agencies has.
LATER = "/agencies/index-{part}.json"


def _read(path: Path) -> Any:  # noqa: ANN401  JSON
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def described(built: Folder) -> Any:  # noqa: ANN401  JSON
    """The description that the site carries."""
    return _read(built.site / "data" / "openapi.json")


def test_the_description_is_valid(described: Any) -> None:  # noqa: ANN401  JSON
    validate(described)


def _answers(site: Path, path: str) -> list[Path]:
    """Every file of an address with names to fill in."""
    pattern = path.strip("/")
    for name in ("{agency_id}", "{year}", "{indicator}", "{part}"):
        pattern = pattern.replace(name, "*")
    return [found for found in site.glob(pattern) if found.name != "index.json" or path.endswith("index.json")]


def test_every_address_answers_as_described(built: Folder, described: Any) -> None:  # noqa: ANN401  JSON
    for path, operations in described["paths"].items():
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        checker = jsonschema.Draft202012Validator(
            {**schema, "components": described["components"]}, format_checker=jsonschema.FormatChecker()
        )
        answers = _answers(built.site, path)
        assert bool(answers) == (path != LATER), path
        for answer in answers:
            errors = [error.message for error in checker.iter_errors(_read(answer))]
            assert errors == [], (path, answer)


def test_the_description_would_find_a_wrong_answer(described: Any, built: Folder) -> None:  # noqa: ANN401  JSON
    schema = {"$ref": "#/components/schemas/Agency", "components": described["components"]}
    right = _read(built.site / "agencies" / "suqian-peoples-government" / "index.json")
    for wrong in ({**right, "kind": "club"}, {**right, "name": None}, {**right, "reports": [{}]}):
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(wrong))


def test_every_link_leads_somewhere(built: Folder, dataset: Dataset) -> None:
    agencies = _read(built.site / "agencies" / "index.json")["agencies"]
    assert [one["agency_id"] for one in agencies] == [one.agency.agency_id for one in dataset.histories]
    indicators = _read(built.site / "indicators" / "index.json")["indicators"]
    for one in (*agencies, *indicators):
        found = _read(built.site / one["url"])
        for report in found.get("reports", ()):
            there = _read(built.site / report["url"])
            assert (there["agency"]["agency_id"], there["year"]) == (found["agency_id"], report["year"])


def test_indicators_have_the_values_of_the_table(built: Folder, tables: dict[str, Any]) -> None:
    indicator = _read(built.site / "indicators" / "disclosure_rate.json")
    found = [(part, _read(built.site / part["url"])["values"]) for part in indicator["parts"]]
    assert all(
        part["values"] == len(values) == sum(v["year"] == part["year"] for v in values) for part, values in found
    )
    table = tables["indicator_values"]
    expected = table[table.indicator == "disclosure_rate"].sort_values(["year", "agency_id"])
    assert [(v["agency_id"], v["year"], v["status"]) for _, values in found for v in values] == list(
        expected[["agency_id", "year", "status"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize("code", INDICATORS)
def test_a_value_is_a_row_of_the_table(code: str, dataset: Dataset) -> None:
    found = {one.agency.agency_id: indicators.measures(one.latest)[code] for one in dataset.histories}
    ((_, text),) = api.values(code, 2024, indicators.column(found.items()))
    rows = (judged.indicator_value(agency, 2024, found[agency]) for agency in sorted(found))
    assert text == exact.record({"values": [_row(row) for row in rows]})


def _row(values: dict[str, object]) -> dict[str, exact.Tree]:
    return {name: cast("exact.Tree", values[name]) for name in SCHEMAS["indicator_values"].names}


def test_no_list_grows_without_bound(monkeypatch: pytest.MonkeyPatch, dataset: Dataset, described: Any) -> None:  # noqa: ANN401  JSON
    monkeypatch.setattr(api, "MOST_RECORDS", 3)
    agencies = [history.agency for history in dataset.histories]
    measures = {one.agency.agency_id: indicators.measures(one.latest) for one in dataset.histories}
    values = indicators.column((agency, found["disclosure_rate"]) for agency, found in measures.items())
    lists = {address: json.loads(text) for address, text in api.lists(agencies, {2024: len(measures)})}
    parts = {address: json.loads(text) for address, text in api.values("disclosure_rate", 2024, values)}
    assert len(parts) == -(-len(measures) // 3)
    assert [(one["url"], one["values"]) for one in lists["indicators/disclosure_rate.json"]["parts"]] == [
        (address, len(part["values"])) for address, part in parts.items()
    ]
    assert [one["agency_id"] for part in parts.values() for one in part["values"]] == sorted(measures)
    following, found = "agencies/index.json", []
    while following:
        found.append([one["agency_id"] for one in lists[following]["agencies"]])
        following = lists[following]["next"]
    assert [agency for part in found for agency in part] == [one.agency_id for one in agencies]
    assert all(len(part) <= 3 for part in (*found, *(part["values"] for part in parts.values())))
    assert LATER in described["paths"]
