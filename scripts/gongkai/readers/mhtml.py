"""Web pages saved with their pictures in one file (.mht, often named .doc) → paragraphs and grids."""

import email
import email.policy
from typing import Final

from gongkai.document import Piece
from gongkai.errors import DocumentError
from gongkai.readers import html
from gongkai.text import Text

#: Larger files are refused; pictures make most of them.
LARGEST: Final = 20_000_000
_MOST_PARTS: Final = 2_000
_PART: Final = b"content-type:"


def read(content: bytes, name: str) -> tuple[Piece, ...]:
    """Read the page of such a file; raises `DocumentError` where it holds none, or is too large."""
    if len(content) > LARGEST or content.lower().count(_PART) > _MOST_PARTS:
        raise DocumentError(_TOO_LARGE.format(name=name))
    try:
        parts = email.message_from_bytes(content, policy=email.policy.default).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        body = page.get_payload(decode=True) if page else None
    except (ValueError, LookupError, RecursionError):
        body = None
    if not isinstance(body, bytes):
        raise DocumentError(_NO_PAGE.format(name=name))
    return html.read(body, name)


_TOO_LARGE: Final = Text(
    zh="{name}：网页归档过大（超过20 MB或2000个部件），未读取。请用浏览器打开，另存为“仅HTML”。",
    en="{name}: the saved page is too large (over 20 MB or 2,000 parts). Open it in a browser and save the HTML only.",
)
_NO_PAGE: Final = Text(
    zh="{name}：网页归档里没有网页，或已损坏。请用浏览器打开，另存为“仅HTML”。",
    en="{name}: there is no page in this saved page, or it is broken. Open it in a browser and save the HTML only.",
)
