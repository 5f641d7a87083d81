"""The statutory forms: what the official documents print, and clear errors for mistakes in the files."""

from pathlib import Path
from shutil import copytree

import pytest

import gongkai.forms
from gongkai.errors import FormError
from gongkai.forms import CODELISTS, FORMS, IDENTITIES, INDICATORS, RULES, form_of, load
from gongkai.forms.model import Coded

FOLDER = Path(gongkai.forms.__file__).parent


def _coded() -> list[Coded]:
    found: list[Coded] = []
    for form in FORMS.values():
        found += form.sections
        for table in form.tables:
            found += [table, *table.row_groups, *table.column_groups, *table.rows.values()]
            found += [column for block in table.blocks for column in block.columns]
    return found + [item for one in CODELISTS.values() for item in (one, *one.items)]


def test_table_3_has_the_rows_of_the_forms() -> None:
    rows_2021 = FORMS["2021"].table["requests"].rows
    assert len([row for row in rows_2021.values() if not row.instead_of]) == 25
    assert len(FORMS["2019"].table["requests"].rows) == 23
    assert next(iter(rows_2021)) == "received_new"
    assert list(rows_2021)[-1] == "carried_out"


def test_table_3_has_seven_columns_and_table_4_fifteen_figures() -> None:
    for form in FORMS.values():
        assert len(form.table["requests"].columns("granted")) == 7
        challenges = form.table["legal_challenges"]
        assert sum(len(challenges.columns(row)) for row in challenges.rows) == 15


def test_table_2_has_the_items_and_measures_of_each_form() -> None:
    measures = {
        code: {
            row: tuple(form.table["proactive_disclosure"].column_index[row])
            for row in form.table["proactive_disclosure"].rows
        }
        for code, form in FORMS.items()
    }
    assert measures["2021"]["regulations"] == ("issued", "repealed", "in_force")
    assert measures["2021"]["administrative_fees"] == ("amount",)
    assert measures["2019"]["licences"] == ("items_last_year", "change", "decisions")
    assert measures["2019"]["procurement"] == ("projects", "amount")
    assert "procurement" not in measures["2021"]


def test_each_year_has_its_form() -> None:
    assert [form.code if (form := form_of(year)) else None for year in (2018, 2019, 2020, 2021, 2025)] == [
        None, "2019", "2019", "2021", "2021",
    ]  # fmt: skip


def test_every_label_is_in_both_languages_and_english_is_english() -> None:
    for label in _coded():
        assert label.zh.strip()
        assert label.en.strip()
        assert label.en.isascii(), label.en


def test_every_identity_has_a_rule_and_every_rule_its_words() -> None:
    assert {identity.rule for identity in IDENTITIES} <= RULES.keys()
    for rule in RULES.values():
        for text in (rule.label, rule.statement, rule.why, *rule.messages.values()):
            assert text.zh.strip()
            assert text.en.strip()


def test_every_indicator_is_explained_in_both_languages() -> None:
    for indicator in INDICATORS.values():
        for text in (indicator.label, indicator.meaning, indicator.caution):
            assert text.zh.strip()
            assert text.en.strip()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("2021.yml", 'code: "2021"', 'code: "2022"', "the file's name says"),
        ("2021.yml", "code: granted,", "code: received_new,", "stands twice"),
        ("2021.yml", "group: denied}", "group: refused}", "no group “refused”"),
        ("2021.yml", "kind: amount", "kind: money", "kind"),
        ("2021.yml", "en: Overview, ", "", "en: Field required"),
        ("2021.yml", "sections:", "secti0ns:", "secti0ns"),
        ("2021.yml", "section: requests", "section: nowhere", "no section “nowhere”"),
        ("2021.yml", "tables:", "tables: [", "not YAML"),
        ("identities.yml", "part: upheld", "part: upholded", "no form has “upholded”"),
        ("identities.yml", "table: legal_challenges", "table: nothing", "no form has a table"),
        ("indicators.yml", "requests.granted.total", "requests.grantd.total", "no form has the cell"),
        ("rules.yml", "code: balance", "code: row-total", "stands twice"),
    ],
)
def test_a_mistake_in_the_files_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = tmp_path / "forms"
    copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FormError, match=said):
        _load_all(folder)


def _load_all(folder: Path) -> None:
    known = load.forms(folder)
    load.identities(known, folder)
    load.rules(folder)
    load.indicators(known, folder)
    load.codelists(folder)
