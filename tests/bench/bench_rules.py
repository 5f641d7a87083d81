"""How fast reports are judged: all rules on one core from parsed data, and near-duplicates over many texts. By hand."""

import random
import time
from dataclasses import replace
from itertools import cycle, islice

from gongkai.dataset import Dataset, Folder, History, load
from gongkai.recognise.prints import prints
from gongkai.report import Facts, Report
from gongkai.rules import around, judge
from places import ROOT

REPORTS = 100_000
TEXTS = 10_000
SENTENCES = 3_000
COPIES = 0.2


def main() -> None:
    dataset = load(Folder(ROOT))
    _judging("real reports", dataset, list(dataset.reports))
    full = [report for report in dataset.reports if report.agency != "shuyang-development-reform-bureau"]
    _judging("without those that are mostly blank", dataset, [r for r in full if r.form == "2021"])
    _near_duplicates(dataset)


def _judging(label: str, dataset: Dataset, reports: list[Report]) -> None:
    """All rules but the making of fingerprints; CPU time, so that a busy machine says the same."""
    surroundings = around(dataset)
    histories = {history.agency.agency_id: history for history in dataset.histories}
    cases = [(histories[report.agency], report) for report in islice(cycle(reports), REPORTS)]
    begin = time.process_time()
    for history, report in cases:
        judge(report, history.reports, history.agency, surroundings)
    seconds = time.process_time() - begin
    print(f"{label}: {REPORTS / seconds:,.0f} a second, {1000 * seconds / REPORTS:.3f} ms each")


def _near_duplicates(dataset: Dataset) -> None:
    """Invented texts, one in five of them copied from another with a few sentences changed."""
    chance = random.Random(2026)  # noqa: S311  the same texts in every run
    sentences = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(30)) + "。" for _ in range(SENTENCES)]
    texts: list[list[str]] = []
    for _ in range(TEXTS):
        copied = bool(texts) and chance.random() < COPIES
        lines = list(chance.choice(texts)) if copied else chance.sample(sentences, 40)
        lines[chance.randrange(40)] = chance.choice(sentences)
        texts.append(lines)
    begin = time.process_time()
    made = [Facts(sketches=prints({"overview": "".join(lines)})) for lines in texts]
    middle = time.process_time()
    example, some = next(dataset.reports), next(iter(dataset.register.agencies.values()))
    agencies = {f"a{i}": replace(some, agency_id=f"a{i}") for i in range(TEXTS)}
    reports = (replace(example, agency=f"a{i}", year=2024, facts=facts) for i, facts in enumerate(made))
    histories = tuple(History(agencies[report.agency], {2024: report}) for report in reports)
    found = around(Dataset(replace(dataset.register, agencies=agencies), histories)).resemblances
    end = time.process_time()
    characters = sum(len("".join(lines)) for lines in texts) // TEXTS
    print(f"{TEXTS:,} texts of {characters} characters: fingerprints {middle - begin:.1f} s,", end=" ")
    print(f"near-duplicates {end - middle:.1f} s, {len(found):,} texts that are like another")


if __name__ == "__main__":
    main()
