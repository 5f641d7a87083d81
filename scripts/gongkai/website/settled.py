"""What is the same on every page is settled when templates are compiled: the words of the interface, and imports."""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from gongkai.website.words import TEXTS, Words


class Settled(NodeTransformer):
    """Turns `t.key` into the text that it is, and has macros imported from files that are read once (`macros`).

    What is only known on the page (`t["outcome_" ~ outcome]`) stays.
    """

    def __init__(self, words: Words) -> None:
        """Speak these words."""
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802  the name that Jinja looks for
        """One attribute of anything."""
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and node.attr in TEXTS:
            return nodes.Const(self._words[node.attr], lineno=node.lineno)
        return self.generic_visit(node)

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
        super().visit_Template(Settled(words).visit(node) if isinstance(words, Words) else node, frame)
