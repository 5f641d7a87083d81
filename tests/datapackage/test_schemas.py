"""What the package says of itself derives from the forms and is complete in both languages."""

import json
from pathlib import Path

import pandas as pd
import pytest

from gongkai.datapackage import SCHEMAS, codebook
from gongkai.datapackage.codes import LISTS
from gongkai.datapackage.definitions import DEFINITIONS
from gongkai.datapackage.parts import OF_REGISTER, OF_REPORTS
from gongkai.datapackage.schema import Resource
from gongkai.forms import CODELISTS, FORMS

CONTRACT = {
    "agencies": "agency_id",
    "regions": "region_code",
    "reports": "agency_id year title form",
    "proactive_disclosure": "agency_id year item measure value unit",
    "requests": "agency_id year outcome applicant count is_total",
    "legal_challenges": "agency_id year route result count is_total",
    "statements": "agency_id year section subject value unit parts",
    "codes": "list code label label_en parent form_2019 form_2021 clause",
    "findings": "finding_id agency_id year rule outcome severity table row column expected actual message message_en",
    "rules": "rule severity label label_en statement why",
    "indicators": "indicator label label_en",
    "indicator_values": "agency_id year indicator numerator denominator value status",
    "coverage": "agency_id year status",
    "reports_wide": "agency_id year requests__received_new__total legal_challenges__reconsideration__upheld",
}

each_resource = pytest.mark.parametrize("resource", SCHEMAS.values(), ids=list(SCHEMAS))


def test_the_contract_holds() -> None:
    assert list(SCHEMAS) == list(CONTRACT)
    assert sorted([*OF_REGISTER, *OF_REPORTS]) == sorted(CONTRACT)
    for name, fields in CONTRACT.items():
        assert set(fields.split()) <= set(SCHEMAS[name].names)


@each_resource
def test_every_field_speaks_both_languages(resource: Resource) -> None:
    for text in (resource.title, resource.description, resource.blank):
        assert text.zh
        assert text.en
    for field in resource.fields:
        for text in (field.title, field.description):
            assert text.zh, field.name
            assert text.en, field.name
            assert "{" not in text.zh + text.en, field.name


@each_resource
def test_keys_and_references_name_fields(resource: Resource) -> None:
    assert set(resource.key) <= set(resource.names)
    assert all(field.required for field in resource.fields if field.name in resource.key)
    for reference in resource.references:
        assert set(reference.fields) <= set(resource.names)
        assert set(reference.to) <= set(SCHEMAS[reference.resource].names)


def test_every_definition_is_used() -> None:
    described = {field.description for resource in SCHEMAS.values() for field in resource.fields}
    assert [name for name, known in DEFINITIONS.items() if "{" not in name and known.about not in described] == []


def test_every_row_column_and_codelist_has_its_code() -> None:
    for form in FORMS.values():
        for table in form.tables:
            rows = {code.code: code for code in LISTS[table.row_list]}
            columns = {code.code: code for code in LISTS[table.column_list]}
            for row in table.rows.values():
                assert f"{row.number}{row.zh}" in rows[row.code].printed[form.code]
                assert {column.code for column in table.columns(row.code)} <= columns.keys()
    for codelist in CODELISTS.values():
        assert tuple(code.code for code in LISTS[codelist.code]) == codelist.codes


def test_labels_are_those_of_the_newest_form() -> None:
    codes = {code.code: code for code in LISTS["item"]}
    assert codes["normative_documents"].label.zh == "行政规范性文件"
    assert codes["normative_documents"].printed == {"2019": "规范性文件", "2021": "行政规范性文件"}
    assert codes["procurement"].printed.keys() == {"2019"}
    outcomes = {code.code: code for code in LISTS["outcome"]}
    assert outcomes["denied"].is_heading
    assert not outcomes["other"].is_heading
    assert outcomes["denied_state_secret"].parent == "denied"


def test_descriptors_carry_both_languages(package: Path) -> None:
    for name in ("datapackage.json", "datapackage-json.json"):
        described = json.loads((package / name).read_text(encoding="utf-8"))
        assert described["created"] == "2026-11-23T00:00:00Z"
        for resource in described["resources"]:
            for thing in (resource, *resource["schema"]["fields"]):
                for key in ("title", "title_en", "description", "description_en"):
                    assert thing[key]


def test_the_codebook_has_every_field_in_words(tables: dict[str, pd.DataFrame]) -> None:
    entries = codebook({name: len(table) for name, table in tables.items()})
    assert [entry.name for entry in entries] == list(SCHEMAS)
    for entry in entries:
        assert entry.rows == len(tables[entry.name])
        assert tuple(field.name for field in entry.fields) == SCHEMAS[entry.name].names
    requests = next(entry for entry in entries if entry.name == "requests")
    outcome = next(field for field in requests.fields if field.name == "outcome")
    assert [text.en for text in outcome.constraints] == ["part of the key", "never empty", "a code of the list outcome"]
    assert requests.references[0].zh == "agency_id, year 指向 reports（agency_id, year）"
