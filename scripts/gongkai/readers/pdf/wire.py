"""How a reader of PDFs and its program talk, through pipes.

A question is how many bytes follow (8 bytes), and a document. An answer is how many bytes follow for the head and for
the numbers (8 bytes each), the head in JSON (the `pages`, or an `error` and its `page`), and the numbers: page by page,
8 for each character (box, place on the line, size, turn) and 4 for each ruling (box); of a box the smaller ends first.
"""

import json
import struct
from array import array
from typing import IO, Any, Final, TypeAlias

#: Numbers of a character and of a ruling.
PER_CHAR: Final = 8
PER_RULE: Final = 4

#: What a page holds but its numbers; of all pages, or the reason why there are none.
Head = dict[str, Any]
#: The numbers of a document.
Numbers: TypeAlias = "array[float]"

_QUESTION: Final = struct.Struct("<Q")
_ANSWER: Final = struct.Struct("<QQ")


def ask(sink: IO[bytes], content: bytes) -> None:
    """Hand over a document."""
    sink.write(_QUESTION.pack(len(content)))
    sink.write(content)
    sink.flush()


def asked(source: IO[bytes]) -> bytes:
    """The next document; raises `EOFError` where there is none any more."""
    return _exactly(source, *_QUESTION.unpack(_exactly(source, _QUESTION.size)))


def answer(sink: IO[bytes], head: Head, numbers: Numbers) -> None:
    """Tell what a document shows."""
    told = json.dumps(head).encode()
    sink.write(_ANSWER.pack(len(told), len(numbers) * numbers.itemsize) + told)
    sink.write(numbers)
    sink.flush()


def answered(source: IO[bytes]) -> tuple[Head, Numbers]:
    """What was told; raises `EOFError` where the answer breaks off."""
    told, counted = _ANSWER.unpack(_exactly(source, _ANSWER.size))
    head: Head = json.loads(_exactly(source, told))
    numbers = array("f")
    numbers.frombytes(_exactly(source, counted))
    return head, numbers


def _exactly(source: IO[bytes], count: int) -> bytes:
    found = source.read(count)
    if len(found) < count:
        raise EOFError
    return found
