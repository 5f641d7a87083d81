"""The package for catalogues of open data: DCAT 3, a catalogue of one data set with every file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gongkai.datapackage.croissant import MEDIA_TYPES
from gongkai.datapackage.definitions import Contributor
from gongkai.datapackage.edition import Area, Edition
from gongkai.datapackage.graph import Iri, Literal, Node
from gongkai.datapackage.published import PublishedFile
from gongkai.text import LANGUAGES, Text

PREFIXES: Final[Mapping[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
_ANNUAL: Final = "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"

_Said = tuple[str, Iri | Literal | Node]


def catalogue(edition: Edition, files: Iterable[PublishedFile]) -> tuple[Node, ...]:
    """The catalogue, the data set, and a distribution a file; addresses are relative where the site has none."""
    at = f"{edition.url}data/" if edition.url else ""
    listed = [file for file in files if file.name.rpartition(".")[2] in MEDIA_TYPES]
    page = f"{at}index.html"
    package = edition.package
    return (
        Node(
            "dcat:Catalog",
            (
                *_both("dct:title", package.title),
                *_both("dct:description", package.description),
                ("dct:publisher", _agent(package.contributors[0])),
                ("dct:license", Iri(package.licences[0].path)),
                ("dcat:dataset", Iri(f"{page}#dataset")),
            ),
            f"{page}#catalog",
        ),
        Node("dcat:Dataset", tuple(_dataset(edition, listed, page)), f"{page}#dataset"),
        *(_distribution(file, at, page, package.licences[0].path) for file in listed),
    )


def _dataset(edition: Edition, files: Iterable[PublishedFile], page: str) -> Iterator[_Said]:
    package = edition.package
    yield from _both("dct:title", package.title)
    yield from _both("dct:description", package.description)
    yield "dct:identifier", Literal(edition.id)
    yield "dcat:version", Literal(edition.version)
    if edition.created:
        yield "dct:modified", Literal(edition.created, type="xsd:date")
    yield "dct:publisher", _agent(package.contributors[0])
    yield from (("dct:creator", _agent(one)) for one in package.contributors if "creator" in one.roles)
    yield "dct:license", Iri(package.licences[0].path)
    yield from (("dcat:keyword", Literal(word)) for word in package.keywords)
    yield from (("dct:language", Iri(_LANGUAGE + code)) for code in ("ZHO", "ENG"))
    yield "dct:accrualPeriodicity", Iri(_ANNUAL)
    yield "dcat:landingPage", Iri(page)
    if edition.years:
        first, last = (Literal(str(year), type="xsd:gYear") for year in edition.years)
        yield "dct:temporal", Node("dct:PeriodOfTime", (("dcat:startDate", first), ("dcat:endDate", last)))
    yield from (("dct:spatial", _place(area)) for area in edition.areas)
    yield from (("dcat:distribution", Iri(_address(file, page))) for file in files)


def _distribution(file: PublishedFile, at: str, page: str, licence: str) -> Node:
    checksum = (
        ("spdx:algorithm", Iri("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", Literal(file.sha256, type="xsd:hexBinary")),
    )
    return Node(
        "dcat:Distribution",
        (
            ("dct:title", Literal(file.name)),
            ("dcat:accessURL", Iri(page)),
            ("dcat:downloadURL", Iri(at + file.name)),
            ("dcat:mediaType", Iri(_MEDIA + MEDIA_TYPES[file.name.rpartition(".")[2]])),
            ("dcat:byteSize", Literal(str(file.bytes), type="xsd:nonNegativeInteger")),
            ("dct:license", Iri(licence)),
            ("spdx:checksum", Node("spdx:Checksum", checksum)),
        ),
        _address(file, page),
    )


def _address(file: PublishedFile, page: str) -> str:
    return f"{page}#file-{file.name}"


def _agent(contributor: Contributor) -> Node:
    return Node("foaf:Organization", (("foaf:name", Literal(contributor.title)),))


def _place(area: Area) -> Node:
    return Node("dct:Location", (("dct:identifier", Literal(area.code)), *_both("skos:prefLabel", area.name)))


def _both(name: str, text: Text) -> Iterator[_Said]:
    return ((name, Literal(text[language], language=language)) for language in LANGUAGES)
