"""A stamped page is the page that MkDocs itself would have written."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shutil import copytree

import pytest
from jinja2 import Environment

from gongkai import cache, contents, explanations, packaging, pipeline, stages, surveying
from gongkai.dataset import Folder, load
from gongkai.present import Present
from gongkai.website import Site, whole
from gongkai.website.kinds import KINDS
from gongkai.website.placeholders import Placeholders
from gongkai.website.staging import stage, template_source
from gongkai.website.stamp import Stamper, environment, ways
from gongkai.work import HERE
from places import ROOT

#: Pages of each kind that are built both ways.
SAMPLE = 3


def _pages(site: Site) -> list[tuple[str, str, Mapping[str, object]]]:
    """Kind, address and context of some pages of every kind."""
    return [
        (kind.name, kind.address.format_map(context), context)
        for kind in KINDS
        for context in islice(kind.view(site, "zh"), SAMPLE)
    ]


def test_templates_are_compiled_once_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    html = '{% from "shared/ways.html" import crumbs %}{{ crumbs(root, (), "") }}{{ said }}'
    first = Stamper(environment("zh", tmp_path), "{said}.html", html).page({"said": "<1>", "root": ""})
    monkeypatch.setattr(Environment, "compile", None)
    again = Stamper(environment("zh", tmp_path), "{said}.html", html).page({"said": "<1>", "root": ""})
    assert again == first
    assert first[1].endswith("&lt;1&gt;")
    with pytest.raises(TypeError):
        Stamper(environment("zh", tmp_path), "{said}.html", f"{html} ")


def test_what_another_version_compiled_is_removed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    copytree(ROOT / "docs", folder.docs)
    (old := folder.cache / "compiled" / "old" / "zh").mkdir(parents=True)
    themed = stage(folder, {}, "zh")
    assert not old.exists()
    assert themed.compiled.is_dir()
    assert themed.compiled.parent.name == cache.software()


def _settled(html: str) -> str:
    """White space between tags, which no reader sees, made one."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).replace("> ", ">").replace(" <", "<")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = Folder(tmp_path_factory.mktemp("publisher"))
    (folder.root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    copytree(ROOT / "datasets", folder.datasets)
    register = folder.register()
    found, alike = stages.read(folder, register, contents.of_agencies(folder), HERE)
    judging = stages.judge(folder, register, explanations.NONE, found, alike, HERE)
    making = packaging.making(folder, register, folder.build, Present())
    with packaging.package(making, judging, HERE, whole=True) as made:
        packs = packaging.portions(making, made, HERE)
        packed = surveying.with_package(pipeline.site_of(making, made, made.edition, packs.packed), made)
    dataset = load(folder)
    known = pipeline.judge(dataset)
    every = whole(dataset, known)
    made_of = packed.of(dataset.histories, known, every.briefs, every.besides)
    return replace(
        made_of,
        overall=every.overall,
        others=every.others,
        sums=every.sums,
        together=every.together,
        values=every.values,
    )


def test_stamped_pages_equal_those_that_mkdocs_writes(site: Site, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    copytree(ROOT / "docs", folder.docs)
    themed = stage(folder, {kind.name: kind.address for kind in KINDS}, "zh")
    filled = environment("zh")
    fast = {}
    for name, address, context in _pages(site):
        kind = next(kind for kind in KINDS if kind.name == name)
        fast[address] = Stamper(filled, kind.address, themed.template(name)).page(context)[1]
        hidden = Placeholders()
        source = filled.from_string(hidden.reveal(hidden.hide(template_source(folder, name))))
        target = folder.docs / Path(address).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.render(context, address=address, **ways(address, "zh")), encoding="utf-8")
    written = stage(folder, {}, "zh")
    slow = dict(written.pages())
    assert len(fast) >= len(KINDS)
    for address, html in fast.items():
        assert _settled(html) == _settled(written.html(slow[address])), address
