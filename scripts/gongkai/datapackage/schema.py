"""What each table of the package looks like: its fields with their constraints, its key and references."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from gongkai.text import Text

#: The field that says whose row it is.
AGENCY: Final = "agency_id"

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a table with its constraints; `list` names the code list that `enum` holds the codes of."""

    name: str
    type: Type
    title: Text
    description: Text
    required: bool = False
    unique: bool = False
    minimum: int | None = None
    pattern: str = ""
    list: str = ""
    enum: tuple[str, ...] = ()

    @property
    def is_free_text(self) -> bool:
        """Whether anything may stand in the cells: words as documents and registers have them."""
        return self.type == "string" and not self.enum and not self.pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Fields whose values must stand in the fields `to` of another resource."""

    fields: tuple[str, ...]
    resource: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A table of the package; `blank` says what an empty cell means, a derived one is made from the others."""

    name: str
    title: Text
    description: Text
    blank: Text
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    references: tuple[Reference, ...]
    derived: bool = False

    def __hash__(self) -> int:
        """Found by name; the many fields would take their time."""
        return hash(self.name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The fields that rows are sorted by: the key, and before it the agency where that is another field."""
        return self.key if AGENCY in self.key or AGENCY not in self.names else (AGENCY, *self.key)
