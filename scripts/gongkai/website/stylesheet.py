"""Of a style sheet, what some page can use: rules for other classes, tags and schemes go, as do variables nobody reads.

A rule stays where every class, id, tag and attribute that one of its selectors names occurs in the pages, in the
templates or in the scripts. What a page could become by a pseudo-class (`:hover`, `:not(…)`) is not looked into: in
doubt a rule stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import tinycss2

#: A tag with its attributes, in HTML and in templates.
_TAG: Final = re.compile(r"<[^>]+>")
_WORD: Final = re.compile(r"[\w-]+")
_READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
#: Rules with rules in them.
_NESTING: Final = ("media", "supports")
#: A token of a style sheet, as tinycss2 gives it.
Token = Any


def words(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """What occurs in the tags of pages, and anywhere in scripts."""
    found = {word for page in pages for tag in _TAG.findall(page) for word in _WORD.findall(tag)}
    return frozenset(found.union(*(_WORD.findall(script) for script in scripts)))


def used(sheet: str, known: frozenset[str], others: Iterable[str] = ()) -> str:
    """The sheet without what no page can use; `others` are sheets and pages whose variables are read too."""
    kept = _rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), known)
    elsewhere = set(_READ.findall(" ".join(others)))
    text, before = sheet, ""
    while text != before:
        read = frozenset(elsewhere.union(_READ.findall(text)))
        before, text = text, "".join(_written(rule, read) for rule in kept)
    return text


def _rules(rules: Iterable[Token], known: frozenset[str]) -> list[Token]:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            wanted = [one for one in _split(rule.prelude) if _possible(one, known)]
            rule.prelude = _joined(wanted)
            if wanted:
                kept.append(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTING:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = _rules(inside, known)
            if rule.content:
                kept.append(rule)
        elif rule.type == "at-rule":
            kept.append(rule)
    return kept


def _split(prelude: Sequence[Token]) -> list[list[Token]]:
    """The selectors between commas."""
    selectors: list[list[Token]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _joined(selectors: Sequence[Sequence[Token]]) -> list[Token]:
    comma = tinycss2.ast.LiteralToken(0, 0, ",")
    return [token for place, one in enumerate(selectors) for token in ((comma, *one) if place else one)]


def _possible(selector: Sequence[Token], known: frozenset[str]) -> bool:
    return all(name in known for name in _names(selector))


def _names(selector: Sequence[Token]) -> Iterator[str]:
    """Classes, ids, tags, attributes and their values; nothing of what follows a colon."""
    before = ""
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            yield token.value
        elif token.type == "[] block":
            yield from _of_attribute(token.content)
        before = token.value if token.type == "literal" else ""


def _of_attribute(content: Sequence[Token]) -> Iterator[str]:
    """The attribute's name, and its value where it is one word and must be equal."""
    yield from (token.value for token in content[:1] if token.type == "ident")
    exact = any(token.type == "literal" and token.value == "=" for token in content)
    if exact and content[-1].type in ("ident", "string") and _WORD.fullmatch(content[-1].value):
        yield content[-1].value


def _written(rule: Token, read: frozenset[str]) -> str:
    if rule.type == "at-rule" and rule.lower_at_keyword in _NESTING:
        inside = "".join(_written(one, read) for one in rule.content)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}" if inside else ""
    if rule.type == "at-rule":
        return str(rule.serialize())
    body = ";".join(_declarations(rule.content, read))
    return f"{tinycss2.serialize(rule.prelude).strip()}{{{body}}}" if body else ""


def _declarations(content: Sequence[Token], read: frozenset[str]) -> Iterator[str]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and (not one.name.startswith("--") or one.name in read):
            important = "!important" if one.important else ""
            yield f"{one.name}:{tinycss2.serialize(one.value).strip()}{important}"
