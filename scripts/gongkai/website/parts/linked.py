"""A report as schema.org data, for search engines."""

import json
import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from gongkai.website.settled import safe

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Letters that could end the script, or that old script engines take for line ends.
_UNSAFE: Final = re.compile("[<>&\u2028\u2029]")


def script(data: Mapping[str, object]) -> Markup:
    """The data as JSON that is safe inside a `<script>`: no text in it can leave it."""
    return safe(_UNSAFE.sub(_escaped, _JSON.encode(data)))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
