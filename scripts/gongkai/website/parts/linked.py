"""A report as schema.org data, for search engines."""

import json
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

#: Letters that could end the script, or that old script engines take for line ends.
_UNSAFE: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script(data: Mapping[str, object]) -> Markup:
    """The data as JSON that is safe inside a `<script>`: no text in it can leave it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return Markup(text)  # noqa: S704  every letter that HTML knows is escaped above
