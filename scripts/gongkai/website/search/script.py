"""Data as a script that hands it over: `gongkaiSearch("<version>", {…});`."""

import json


def plain(data: object) -> str:
    """Plain JSON on one line; what a script would read as a line end is escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def call(version: str, data: str) -> bytes:
    """The content of one file."""
    return f'gongkaiSearch("{version}",{data});\n'.encode()
