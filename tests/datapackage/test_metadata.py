"""What describes the package to catalogues, search engines and people who cite: valid, and true of the files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mlcroissant
import pandas as pd
import pyshacl
import pytest
import rdflib
import yaml
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from gongkai import datapackage
from gongkai.datapackage import SCHEMAS
from gongkai.datapackage.dcat import PREFIXES
from gongkai.datapackage.graph import Iri, Literal, Node, jsonld, turtle

SHAPES = Path(__file__).with_name("dcat.shapes.ttl")
URL = "https://gongkai.example/"


@pytest.fixture(scope="module")
def addressed(tables: Mapping[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a site that has an address."""
    folder = tmp_path_factory.mktemp("addressed")
    datapackage.write(tables, folder, version="1.2.3", url=URL)
    return folder


def _read(path: Path) -> Any:  # noqa: ANN401  JSON
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_descriptor_says_what_when_and_where(addressed: Path) -> None:
    found = _read(addressed / "datapackage.json")
    assert (found["version"], found["homepage"]) == ("1.2.3", f"{URL}data/index.html")
    assert found["temporal"] == {"start": "2019", "end": "2025"}
    assert {area["code"]: area["name"] for area in found["spatial"]} == {
        "310000": "上海市",
        "320000": "江苏省",
        "450000": "广西壮族自治区",
    }
    for name in ("created", "licenses", "sources", "contributors", "keywords"):
        assert found[name], name


@pytest.mark.parametrize("folder", ["package", "addressed"])
def test_croissant_is_valid(folder: str, request: pytest.FixtureRequest) -> None:
    made: Path = request.getfixturevalue(folder)
    checked = mlcroissant.Dataset(jsonld=made / "croissant.json")
    assert not checked.metadata.ctx.issues.errors
    assert {one.uuid for one in checked.metadata.record_sets} == set(SCHEMAS)
    assert checked.metadata.version == _read(made / "datapackage.json")["version"]


@pytest.mark.parametrize("name", ["requests", "agencies", "codes", "rules"])
def test_croissant_reads_the_tables(name: str, package: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    records = list(mlcroissant.Dataset(jsonld=package / "croissant.json").records(name))
    assert len(records) == len(tables[name])
    key = f"{name}/{SCHEMAS[name].key[0]}"
    assert [record[key].decode() for record in records] == list(tables[name][SCHEMAS[name].key[0]])


def test_croissant_lists_the_files(package: Path) -> None:
    listed = {one["name"]: one["sha256"] for one in _read(package / "croissant.json")["distribution"]}
    lines = (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert listed == {name: sums[name] for name in listed}
    assert {"requests.csv", "requests.parquet", "gongkai.sqlite", "gongkai.xlsx", "gongkai.zip"} <= listed.keys()


@pytest.mark.parametrize("folder", ["package", "addressed"])
def test_the_catalogue_keeps_its_shapes(folder: str, request: pytest.FixtureRequest) -> None:
    made: Path = request.getfixturevalue(folder)
    graph = rdflib.Graph().parse(made / "dcat.ttl", publicID="https://made.example/data/")
    assert isomorphic(graph, rdflib.Graph().parse(made / "dcat.jsonld", publicID="https://made.example/data/"))
    valid, _, said = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert valid, said
    base = URL if folder == "addressed" else "https://made.example/"
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        name = graph.value(distribution, DCTERMS.title)
        assert str(graph.value(distribution, DCAT.downloadURL)) == f"{base}data/{name}"
        assert int(str(graph.value(distribution, DCAT.byteSize))) == (made / str(name)).stat().st_size


@pytest.mark.parametrize("lacking", [DCTERMS.title, DCTERMS.license, DCAT.byteSize, DCTERMS.temporal, DCAT["version"]])
def test_the_shapes_find_what_is_missing(lacking: rdflib.URIRef, package: Path) -> None:
    graph = rdflib.Graph().parse(package / "dcat.ttl")
    graph.remove((next(graph.subjects(lacking, None)), lacking, None))
    assert not pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))[0]


def test_words_of_any_kind_are_written_the_same_in_both() -> None:
    words = 'a "quoted" \\ back\nslash 年报 \u2028'
    said = (("dct:title", Literal(words, language="zh")), ("dct:relation", Iri("a b<c>.csv")))
    inner = Node("dct:Location", said)
    node = Node("dcat:Dataset", (*said, ("dct:spatial", inner), ("dct:type", Literal("1", type="xsd:gYear"))), "x#y")
    base = "https://made.example/"
    in_turtle = rdflib.Graph().parse(data=turtle(PREFIXES, [node]), publicID=base)
    assert (None, DCTERMS.title, rdflib.Literal(words, lang="zh")) in in_turtle
    assert isomorphic(in_turtle, rdflib.Graph().parse(data=jsonld(PREFIXES, [node]), format="json-ld", publicID=base))


def test_the_citation_names_the_version(addressed: Path) -> None:
    found = yaml.safe_load((addressed / "CITATION.cff").read_text(encoding="utf-8"))
    assert {
        "cff-version": "1.2.0",
        "type": "dataset",
        "version": "1.2.3",
        "license": "CC-BY-4.0",
    }.items() <= found.items()
    assert found["authors"] == [{"name": "The gongkai contributors"}]
    assert found["url"] == f"{URL}data/index.html"
    assert str(found["date-released"]) == _read(addressed / "datapackage.json")["created"][:10]
    assert found["title"]
    assert found["message"]
