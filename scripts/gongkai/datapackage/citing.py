"""How the data are cited, for programs that read `CITATION.cff`."""

from typing import Any, Final

import yaml

from gongkai.datapackage.edition import Edition

CITATION: Final = "CITATION.cff"


def citation(edition: Edition) -> str:
    """The citation file of one edition, Citation File Format 1.2."""
    package = edition.package
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "使用这些数据时，请这样引用。Please cite these data as below.",
        "title": f"{package.title.zh} / {package.title.en}",
        "abstract": f"{package.description.zh}\n{package.description.en}",
        "authors": [{"name": one.title} for one in package.contributors],
        "version": edition.version,
        **({"date-released": edition.created} if edition.created else {}),
        **({"url": f"{edition.url}data/index.html"} if edition.url else {}),
        "identifiers": [{"type": "other", "value": edition.id, "description": "This version of the data"}],
        "license": package.licences[0].name,
        "keywords": list(package.keywords),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
