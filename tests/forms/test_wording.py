"""Aliases, subjects of statements and the words around the forms."""

import re
from collections import defaultdict

import pytest

from gongkai.forms import FORMS, SUBJECTS, WORDING, Subject
from gongkai.recognise.keys import key
from gongkai.recognise.labels import LABELS


def test_no_wording_means_two_rows_or_two_columns_of_one_table() -> None:
    for wording, meanings in LABELS.items():
        places = [(meaning.table, meaning.kind) for meaning in meanings]
        assert len(places) == len(set(places)), wording


def test_every_label_of_every_form_is_known() -> None:
    for form in FORMS.values():
        for table in form.tables:
            labels = {group.code: group.zh for group in (*table.row_groups, *table.column_groups)}
            for block in table.blocks:
                labels |= {coded.code: coded.zh for coded in (*block.rows, *block.columns)}
            for code, label in labels.items():
                assert code in {meaning.code for meaning in LABELS[key(label)] if meaning.table == table.code}


def test_forms_agree_on_what_a_wording_means() -> None:
    """A code has one meaning in all forms: readers need not know the form before they know a row."""
    meant = defaultdict(set)
    for wording, meanings in LABELS.items():
        for meaning in meanings:
            meant[(wording, meaning.table, meaning.kind)].add(meaning.code)
    assert all(len(codes) == 1 for codes in meant.values())


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda subject: subject.code)
def test_subjects_have_labels_and_patterns_that_find_a_number(subject: Subject) -> None:
    assert subject.label.zh
    assert subject.patterns
    for pattern in subject.patterns:
        assert "{n}{u}" in pattern
        re.compile(pattern.replace("{n}", r"\d").replace("{u}", "件"))


def test_every_reason_for_leaving_words_out_has_both_languages() -> None:
    for item in WORDING.ignorable:
        assert item.label.zh
        assert item.label.en
        re.compile(item.pattern)


def test_kinds_of_agencies_are_listed_with_longer_endings_first() -> None:
    for i, kind in enumerate(WORDING.agencies.kinds):
        for longer in WORDING.agencies.kinds[i + 1 :]:
            assert not longer.suffix.endswith(kind.suffix), f"{longer.suffix} would never be reached"


def test_traditional_characters_stand_in_pairs() -> None:
    pairs = list(WORDING.simplified)
    assert len(dict(pairs)) == len(pairs)
    assert all(old != new for old, new in pairs)
