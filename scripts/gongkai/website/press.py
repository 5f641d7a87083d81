"""The template pages of one language, compiled once, which print the pages of any number of sites and chapters."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from gongkai.website.kinds import Kind
from gongkai.website.site import Site
from gongkai.website.staging import Themed
from gongkai.website.stamp import Stamper, environment


class Press:
    """One language's pages; each kind is compiled when it is first printed."""

    def __init__(self, theme: Themed) -> None:
        """Take what MkDocs made."""
        self.theme = theme
        self._stampers: dict[str, Stamper] = {}

    def print(self, kinds: Iterable[Kind], site: Site, target: Path) -> Iterator[str]:
        """Write every page of some kinds below the site's top; yields the addresses from there."""
        base = self.theme.base
        for kind in kinds:
            stamper = self._stamper(kind)
            for context in kind.view(site, self.theme.language):
                yield base + stamper.write(context, target / base)

    @cached_property
    def _environment(self) -> Environment:
        return environment(self.theme.language, self.theme.compiled)

    def _stamper(self, kind: Kind) -> Stamper:
        if kind.name not in self._stampers:
            self._stampers[kind.name] = Stamper(self._environment, kind.address, self.theme.template(kind.name))
        return self._stampers[kind.name]
