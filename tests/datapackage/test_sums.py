"""What tables add up to: the same from the reports as from the rows, in however many parts."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pytest

from gongkai import datapackage
from gongkai.datapackage import SCHEMAS, sums
from gongkai.datapackage.derivation import figure_field, statutory
from gongkai.datapackage.frames import rows
from gongkai.dataset import Dataset


def _of_tables(tables: Mapping[str, pd.DataFrame], size: int) -> sums.Totals:
    whole = {name: rows(SCHEMAS[name], tables[name]) for name in statutory()}
    return sums.together(
        pa.concat_tables(
            sums.of_rows(name, figure_field(name), table.slice(start, size))
            for name, table in whole.items()
            for start in range(0, table.num_rows, size)
        )
    )


@pytest.mark.parametrize("size", [7, 100_000])
def test_reports_and_tables_add_up_to_the_same(dataset: Dataset, tables: dict[str, pd.DataFrame], size: int) -> None:
    of_reports = pa.concat_tables(datapackage.totals([report]) for report in dataset.reports)
    assert list(sums.unlike(sums.together(of_reports), _of_tables(tables, size))) == []
    assert sums.together(of_reports).num_rows == sum(len(report.figures) for report in dataset.reports)


def test_a_report_less_is_named(dataset: Dataset) -> None:
    first, *others = dataset.reports
    whole, less = (sums.together(datapackage.totals(reports)) for reports in (dataset.reports, others))
    found = list(sums.unlike(whole, less))
    assert len(found) == len(first.figures)
    assert all(f"('{first.agency}', {first.year})" in one and "found None" in one for one in found)
