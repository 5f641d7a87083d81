"""How fast reports are judged: all rules on one core, from parsed data. Run by hand."""

import time
from itertools import cycle, islice

from gongkai.dataset import Folder, load
from gongkai.rules import around, judge
from places import ROOT

REPORTS = 20_000


def main() -> None:
    dataset = load(Folder(ROOT))
    real = [(history, report) for history in dataset.histories for report in history.reports.values()]
    cases = list(islice(cycle(real), REPORTS))
    surroundings = around(dataset)
    begin = time.process_time()
    for history, report in cases:
        judge(report, history.reports, history.agency, surroundings)
    seconds = time.process_time() - begin
    print(f"{REPORTS / seconds:,.0f} real reports a second, {1000 * seconds / REPORTS:.3f} ms each")


if __name__ == "__main__":
    main()
