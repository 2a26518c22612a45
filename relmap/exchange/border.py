"""What a file must be before anybody looks at what it says: small enough, shallow enough, UTF-8, and honest JSON.

Everything here guards against files made to harm. It costs little: the caps are counted on the bytes, before a single
object is made. A number too large to keep, and NaN, become numbers that no field accepts, so that they are named at
their place. A byte order mark at the start is let through, because some editors write one; relmap never does.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

from relmap.exchange.refusing import Found, ImportRefused, refuse
from relmap.words import say

LARGEST_FILE = 200_000_000
"""Bytes: twenty thousand texts of nine thousand characters."""
DEEPEST = 16
"""Levels of objects and lists; the format itself needs four."""
MOST_VALUES = 4_000_000
_LONGEST_WHOLE = 18

_MARKS = b"[]{},"
_OTHERS = bytes(set(range(256)) - set(_MARKS))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1, ord(","): 0}


class Block(dict[str, Any]):
    """A JSON object that remembers which of its keys stood twice."""

    doubled: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises ImportRefused where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refuse(say("There is no file “{name}”.", name=path.name)) from None
    except OSError as error:
        raise refuse(say("“{name}” cannot be read ({reason}).", name=path.name, reason=error.strerror)) from None
    return data


def text_of(data: bytes) -> str:
    """The text of a file, once its size and depth are known to be harmless. Raises ImportRefused."""
    if len(data) > LARGEST_FILE:
        raise refuse(say("This file is larger than {n} megabytes.", n=LARGEST_FILE // 1_000_000))
    if not data.strip():
        raise refuse(say("This file is empty."))
    _check_shape(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(say("This file is not text in UTF-8.")) from None


def tree_of(text: str) -> Any:
    """The JSON value of a text; its objects are `Block`s. Raises ImportRefused where it is not JSON."""
    try:
        return json.loads(text, object_pairs_hook=_block, parse_int=_whole)
    except json.JSONDecodeError as error:
        sentence = say("This is not valid JSON (column {column}).", column=error.colno)
        raise ImportRefused([Found(say("line {line}", line=error.lineno), sentence)]) from None
    except RecursionError:
        raise _too_deep() from None


def _check_shape(data: bytes) -> None:
    bare = data.replace(rb"\\", b"").replace(rb"\"", b"")
    if bare.count(b'"') > 4 * MOST_VALUES:
        raise too_much()
    marks = b"".join(bare.split(b'"')[::2]).translate(None, _OTHERS)
    if len(marks) > MOST_VALUES:
        raise too_much()
    if max(accumulate(_STEPS[mark] for mark in marks), default=0) > DEEPEST:
        raise _too_deep()


def too_much() -> ImportRefused:
    """The refusal of a file with more in it than anybody's case."""
    return refuse(say("This file holds more things than a case can have."))


def _too_deep() -> ImportRefused:
    return refuse(say("This file is nested more deeply than a case can be."))


def _block(pairs: list[tuple[str, Any]]) -> Block:
    block = Block(pairs)
    if len(block) != len(pairs):
        block.doubled = tuple(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
    return block


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else math.inf
