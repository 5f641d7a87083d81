"""Statements about things with addresses, and how they are written: JSON-LD and Turtle, the same in both."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Iri:
    """A thing by its address, relative to the file where it stands, or by a prefixed name (`dcat:Dataset`)."""

    address: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Words, of a language or of a type (`xsd:date`)."""

    words: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with what is said of it: property → values. Without an address it stands inside another."""

    kind: str
    said: tuple[tuple[str, "Iri | Literal | Node"], ...]
    address: str = ""


def jsonld(prefixes: Mapping[str, str], nodes: Iterable[Node]) -> str:
    """The statements as JSON-LD, whose context is inside."""
    content = {"@context": dict(prefixes), "@graph": [_object(node) for node in nodes]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def turtle(prefixes: Mapping[str, str], nodes: Iterable[Node]) -> str:
    """The statements as Turtle."""
    lines = [f"@prefix {name}: <{address}> .\n" for name, address in prefixes.items()]
    lines += (f"\n<{_escaped(node.address)}>{_said(node, prefixes, 1)} .\n" for node in nodes)
    return "".join(lines)


def _object(value: Iri | Literal | Node) -> dict[str, Any]:
    if isinstance(value, Iri):
        return {"@id": _escaped(value.address)}
    if isinstance(value, Literal):
        about = {"@language": value.language, "@type": value.type}
        return {"@value": value.words, **{name: one for name, one in about.items() if one}}
    said: dict[str, list[Any]] = {}
    for name, one in value.said:
        said.setdefault(name, []).append(_object(one))
    return {**({"@id": _escaped(value.address)} if value.address else {}), "@type": value.kind, **said}


def _said(node: Node, prefixes: Mapping[str, str], depth: int) -> str:
    indent = "\n" + "  " * depth
    return " ;".join((f" a {node.kind}", *(f"{indent}{name} {one}" for name, one in _objects(node, prefixes, depth))))


def _objects(node: Node, prefixes: Mapping[str, str], depth: int) -> Iterator[tuple[str, str]]:
    for name, value in node.said:
        if isinstance(value, Node):
            yield name, f"[{_said(value, prefixes, depth + 1)} ]"
        elif isinstance(value, Iri):
            yield name, value.address if _is_prefixed(value.address, prefixes) else f"<{_escaped(value.address)}>"
        else:
            words = json.dumps(value.words, ensure_ascii=False)
            yield (
                name,
                words + (f"@{value.language}" if value.language else "") + (f"^^{value.type}" * bool(value.type)),
            )


def _is_prefixed(address: str, prefixes: Mapping[str, str]) -> bool:
    prefix, colon, local = address.partition(":")
    return bool(colon) and prefix in prefixes and _LOCAL.fullmatch(local) is not None


def _escaped(address: str) -> str:
    """An address without the characters that would end it."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda found: f"%{ord(found[0]):02X}", address)
