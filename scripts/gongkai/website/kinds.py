"""Every kind of generated page: its template, its address, and the view that says what stands on each page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.text import Language
from gongkai.website.site import Site
from gongkai.website.stamp import Context
from gongkai.website.views import report


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is the template page (`templates/<name>.md`); `address` has Jinja names that the view's contexts give."""

    name: str
    address: str
    view: Callable[[Site, Language], Iterator[Context]]


KINDS: Final = (Kind("report", "agencies/{{ agency_id }}/{{ year }}.html", report.pages),)
