"""Pages weigh little, and the theme's styles cut to what they use look like the whole ones."""

import gzip
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, Route

from gongkai.dataset import Folder
from gongkai.website.stylesheet import used, words

#: The report with the most findings and the one with the largest figures.
REPORTS = ("agencies/hongze-peoples-government/2023.html", "agencies/huaian-peoples-government/2024.html")
KINDS = (
    "index.html",
    REPORTS[0],
    "agencies/suqian-peoples-government/index.html",
    "indicators/disclosure_rate.html",
    "help/glossary.html",
    "help/publish.html",
    "en/data/index.html",
    "404.html",
)
#: Where every element stands and how it looks, its signs before and after included.
LOOK = """() => {
  const looks = ["display", "visibility", "color", "backgroundColor", "fontSize", "fontWeight", "lineHeight", "content",
    "borderTopWidth", "borderBottomWidth", "borderLeftWidth", "textAlign", "opacity", "position", "maskImage",
    "transform", "textDecorationLine", "listStyleType", "whiteSpace", "overflowX", "boxShadow", "cursor"];
  return [...document.querySelectorAll("body, body *")].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const styles = [null, "::before", "::after"].map((part) => getComputedStyle(one, part));
    return [one.tagName, one.className.baseVal ?? one.className, x, y, width, height,
      ...styles.flatMap((style) => looks.map((look) => style[look]))];
  });
}"""
#: Bytes of a first visit, compressed.
LARGEST = 60_000


@pytest.mark.browser
@pytest.mark.parametrize("report", REPORTS)
def test_a_first_visit_to_a_report_is_light(
    built: Folder, served: Callable[[Path], str], page: Page, report: str
) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  playwright marks it
    page.goto(f"{served(built.site)}/{report}", wait_until="networkidle")
    sizes = {response.url: len(gzip.compress(response.body(), 9)) for response in responses}
    assert len(sizes) > 5
    assert sum(sizes.values()) <= LARGEST, sizes


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "media"), [(1280, "light", "screen"), (390, "dark", "screen"), (800, "light", "print")]
)
def test_cut_styles_look_like_the_whole_ones(
    built: Folder, served: Callable[[Path], str], page: Page, width: int, scheme: str, media: str
) -> None:
    whole = files("material") / "templates" / "assets" / "stylesheets"

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(body=(whole / name).read_text(encoding="utf-8"), content_type="text/css")

    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(
        reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
        media="print" if media == "print" else "screen",
    )
    for address in KINDS:
        page.goto(f"{served(built.site)}/{address}", wait_until="load")
        page.wait_for_load_state("networkidle")
        cut = page.evaluate(LOOK)
        page.route("**/assets/stylesheets/*.css", answer)
        page.reload(wait_until="load")
        page.wait_for_load_state("networkidle")
        whole_look = page.evaluate(LOOK)
        assert len(whole_look) == len(cut)
        assert [pair for pair in zip(cut, whole_look, strict=True) if pair[0] != pair[1]][:3] == [], address
        page.unroute("**/assets/stylesheets/*.css")


KNOWN = words(['<html><body data-scheme="dark"><p class="one two" id="x">three</p>'], ["list.add('four')"])


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("p.one{color:red}.three{color:red}", "p.one{color:red}"),
        (".none,.two>#x:hover{margin:0}", ".two>#x:hover{margin:0}"),
        (".four{margin:0}.five{margin:0}", ".four{margin:0}"),
        ("[data-scheme=dark] p{margin:0}[data-scheme=light] p{margin:0}", "[data-scheme=dark] p{margin:0}"),
        ("p:not(.none):is(.other)::before{margin:0}", "p:not(.none):is(.other)::before{margin:0}"),
        ("@media print{.one{margin:0}.none{margin:0}}@media print{.none{margin:0}}", "@media print{.one{margin:0}}"),
        ("p{--a:1;--b:var(--c);--c:2;margin:var(--a)!important}", "p{--a:1;margin:var(--a)!important}"),
        ("@font-face{font-family:x}", "@font-face{font-family:x}"),
    ],
)
def test_what_no_page_uses_goes(sheet: str, kept: str) -> None:
    assert used(sheet, KNOWN) == kept


def test_a_variable_that_another_sheet_reads_stays() -> None:
    assert used("p{--a:1;--b:2}", KNOWN, ["p{margin:var(--b)}"]) == "p{--b:2}"
