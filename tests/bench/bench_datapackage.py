"""The data package of many invented reports, in parts: what each step costs, what memory peaks at: `make bench`.

Arguments: how many reports (5,960 have a million request rows), and `frictionless` to have it check the package too.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from gongkai import datapackage
from gongkai.datapackage import Part, Totals, Writer
from gongkai.dataset import Dataset, Folder, History
from gongkai.register import Register
from gongkai.rules import judgements
from places import ROOT
from publishers import YEARS, agencies_of, invented

REPORTS = 5_960
AT_ONCE = 40


def main() -> None:
    """Write the package of so many reports part by part, check what is on disk, cut out the portions."""
    asked = next((int(argument) for argument in sys.argv[1:] if argument.isdecimal()), REPORTS)
    known = Folder(ROOT).register()
    agencies = {one.agency_id: one for one in agencies_of(list(known.regions.values()), -(-asked // len(YEARS)))}
    register = replace(known, agencies=dict(sorted(agencies.items())))
    clock = Clock(len(agencies) * len(YEARS))
    totals: list[Totals] = []
    own = datapackage.of_register(register)
    with tempfile.TemporaryDirectory() as name, Writer(Path(name) / "data") as writer:
        folder = Path(name) / "data"
        with clock.step("write, but for the rest"):
            datapackage.add_parts(writer, register, own, parts(register, clock, totals))
            made = writer.close()
        clock.say()
        with clock.step("verify what is on disk"):
            datapackage.verify(folder, totals)
        clock.say()
        wanted = datapackage.portions(own["agencies"], own["regions"], set(agencies))
        with clock.step("portions"):
            cut = datapackage.write_some(wanted, writer.shelf, own["codes"], Path(name) / "top", made.edition)
        clock.say()
        print(f"  {len(cut)} portions, {sum(file.bytes for files in cut.values() for file in files) / 1e6:.0f} MB")
        for file in sorted(made.files, key=lambda file: -file.bytes)[:12]:
            print(f"    {file.name:28} {file.bytes / 1e6:8.1f} MB {file.rows or '':>10} rows")
        if "frictionless" in sys.argv:
            with clock.step("frictionless, CSV and JSON"):
                assert datapackage.validate(folder) == ()
            clock.say()


@dataclass
class Clock:
    """Processor time of each step; a step within another is not counted twice."""

    reports: int
    taken: dict[str, float] = field(default_factory=dict)
    within: list[str] = field(default_factory=list)
    since: float = field(default_factory=time.process_time)

    def step(self, name: str) -> "Clock":
        """Have the coming block counted under a name."""
        self._count()
        self.within.append(name)
        return self

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """End."""
        self._count()
        self.within.pop()

    def _count(self) -> None:
        now = time.process_time()
        if self.within:
            self.taken[self.within[-1]] = self.taken.get(self.within[-1], 0) + now - self.since
        self.since = now

    def say(self) -> None:
        """Print what was taken, and the most memory so far."""
        for name, seconds in self.taken.items():
            print(f"  {name:28} {seconds:8.2f} s of a processor {seconds / self.reports * 1000:8.3f} ms a report")
        self.taken.clear()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  {'':28} {peak:8.0f} MB at the peak, {self.reports} reports", flush=True)


def parts(register: Register, clock: Clock, totals: list[Totals]) -> Iterator[Part]:
    """The parts of some agencies each, invented as they are asked for."""
    left = iter(register.agencies.values())
    while some := list(islice(left, AT_ONCE)):
        with clock.step("invent"):
            histories = tuple(History(one, {r.year: r for r in invented(one, 1)}) for one in some)
        with clock.step("judge"):
            judged = {(r.agency, r.year): said for history in histories for r, said in judgements(history)}
        dataset = Dataset(register, histories)
        with clock.step("totals"):
            totals.append(datapackage.totals(dataset.reports))
        with clock.step("derive"):
            part = datapackage.part(dataset, judged)
        yield part


if __name__ == "__main__":
    main()
