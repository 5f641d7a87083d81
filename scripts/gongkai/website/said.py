"""The words of the interface, put into templates when they are compiled: on every page they are the same."""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from gongkai.website.words import TEXTS, Words


class Said(NodeTransformer):
    """Turns `t.key` into the text that it is; what is only known on the page (`t["outcome_" ~ outcome]`) stays."""

    def __init__(self, words: Words) -> None:
        """Speak these words."""
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802  the name that Jinja looks for
        """One attribute of anything."""
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and node.attr in TEXTS:
            return nodes.Const(self._words[node.attr], lineno=node.lineno)
        return self.generic_visit(node)


class Generator(CodeGenerator):
    """Compiles templates with the words in them."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  likewise
        """A whole template."""
        words = self.environment.globals["t"]
        super().visit_Template(Said(words).visit(node) if isinstance(words, Words) else node, frame)
