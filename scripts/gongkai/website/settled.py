"""What is the same on every page is settled when templates are compiled: words, imports, and what is included.

What is left to do for a page is plain Python: `one.label` is an attribute and nothing else, `one["label"]` an item, a
macro is a function, and text is escaped without a class of its own. An unknown name or attribute is an error as before.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import markup_join
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from gongkai.website.words import TEXTS, Words

#: Marks a string as safe, without the questions that `Markup` asks.
safe: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)


def escaped(value: object) -> str:
    """What `escape` makes of a value, as a plain string; most values are safe as they stand."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
            return str(escape(text))
        return text
    return str(value if kind is int else escape(value))


def joined(values: Sequence[object]) -> str:
    """What `~` makes of values: a plain string, unless one is safe and the others are escaped beside it."""
    plain = [value for value in values if type(value) is str]
    return "".join(plain) if len(plain) == len(values) else markup_join(values)


def function(macro: Callable[..., str], names: Sequence[str]) -> Callable[..., Markup]:
    """A macro as a function of what it names; what is not given has its default."""
    left_out = (missing,) * len(names)

    def call(*given: object, **named: object) -> Markup:
        if named:
            given += tuple(named.pop(name, missing) for name in names[len(given) :])
        return safe(macro(*given, *left_out[len(given) :], **named))

    return call


class Settled(NodeTransformer):
    """Turns `t.key` into the text that it is, `one | label` into its text, imports into names of macros, read once.

    What is included stands in place. What is only known on the page (`t["outcome_" ~ outcome]`) stays.
    """

    def __init__(self, environment: Environment, words: Words) -> None:
        """Speak these words."""
        self._environment = environment
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802  the name that Jinja looks for
        """One attribute of anything."""
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and node.attr in TEXTS:
            return nodes.Const(self._words[node.attr], lineno=node.lineno)
        return self.generic_visit(node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802  likewise
        """`text | label` is the text in the page's language."""
        if node.name == "label" and node.node is not None:
            return nodes.Getattr(self.visit(node.node), self._words.language, "load").set_lineno(node.lineno)
        return self.generic_visit(node)

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802  likewise
        """`{% include "file" %}` is the file; what it sets stays within. A failure in it is reported at this line."""
        if not isinstance(node.template, nodes.Const) or self._environment.loader is None:
            return self.generic_visit(node)
        name = node.template.value
        source, _, _ = self._environment.loader.get_source(self._environment, name)
        body = self.visit(self._environment.parse(source, name)).body
        return nodes.Scope(body).set_lineno(node.lineno, override=True)

    def visit_FromImport(self, node: nodes.FromImport) -> list[nodes.Node]:  # noqa: N802  likewise
        """`{% from "file" import macro as name %}` is `{% set name = macros("file").macro %}`."""
        pairs = [name if isinstance(name, tuple) else (name, name) for name in node.names]
        return [self._set(node, macro, name) for macro, name in pairs]

    def _set(self, node: nodes.FromImport, macro: str, name: str) -> nodes.Node:
        module = nodes.Call(nodes.Name("macros", "load"), [node.template], [], None, None)
        made = nodes.Assign(nodes.Name(name, "store"), nodes.Getattr(module, macro, "load"))
        return made.set_lineno(node.lineno)


class Generator(CodeGenerator):
    """Compiles templates with what is settled."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  likewise
        """A whole template."""
        words = self.environment.globals["t"]
        settled = Settled(self.environment, words).visit(node) if isinstance(words, Words) else node
        self.writeline(f"from {__name__} import escaped, function, joined")
        super().visit_Template(settled, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  likewise
        """`one.label`: an attribute, never an item."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  likewise
        """`one["label"]`: an item, never an attribute."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  likewise
        """`one ~ other`."""
        self.write("joined((")
        for value in node.nodes:
            self.visit(value, frame)
            self.write(", ")
        self.write("))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """`{% macro name(value) %}`: a function, unless it takes what it does not name."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        self.write(f"function(macro, {[argument.name for argument in macro_ref.node.args]!r})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002  likewise
        """`macro(value)`: a call; no function of ours asks for the page's context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Before a value: everything that is shown is escaped."""
        del node, frame, finalize
        self.write("escaped(")
