"""The bytes of a GEDCOM file as lines of level, id, tag and text: whatever program wrote it, within limits.

The line grammar is small and both versions share it; the readers that there are stop at the first odd line, and real
files are full of them. So lines are read here and odd ones passed over; only ANSEL, a table of letters, is a package.
"""

from __future__ import annotations

import codecs
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from relmap.words import Trouble, say

LARGEST = 60_000_000
"""Bytes: 50,000 people with all that is usually said of them take a third of it."""
MOST_LINES, LONGEST_LINE, DEEPEST = 4_000_000, 100_000, 40
SECONDS = 30.0
"""How long reading may take before it is given up."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"0\x00", "utf-16-le"),
    (b"\x000", "utf-16-be"),
)
_CHARSET = re.compile(rb"^\s*1\s+CHAR\s+(\S+)", re.MULTILINE)
_LINE = re.compile(r"\s*(\d{1,2})\s+(?:@([^@\s][^@]{0,80})@\s+)?([A-Za-z0-9_]{1,31})(?: (.*))?", re.DOTALL)
_ENDS = re.compile(r"\r\n|\n\r|\n|\r")
_LOOK_EVERY = 2000


class NotReadable(Trouble):
    """The file is no family tree that can be read; nothing was taken from it."""


class Stopped(Exception):
    """Somebody asked to stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file; `id` and pointers in `text` without their at signs."""

    level: int
    id: str | None
    tag: str
    text: str


class Patience:
    """How long reading may go on: until the budget is spent, or somebody cancels."""

    def __init__(self, cancelled: Callable[[], bool] = lambda: False, seconds: float = SECONDS) -> None:
        """Start the clock."""
        self._cancelled, self._until, self._count = cancelled, time.monotonic() + seconds, 0

    def look(self) -> None:
        """Count a step. Raises Stopped, or NotReadable when it takes too long."""
        self._count += 1
        if self._count % _LOOK_EVERY:
            return
        if self._cancelled():
            raise Stopped
        if time.monotonic() > self._until:
            raise NotReadable(say("Reading this file takes too long. Nothing was taken from it."))


def read_lines(data: bytes, patience: Patience) -> Iterator[Line]:
    """The lines that can be read, in order. Raises NotReadable with one sentence, or Stopped."""
    if len(data) > LARGEST:
        raise NotReadable(say("This file is too large for a family tree that relmap reads. Nothing was taken from it."))
    encoding = _encoding(data)
    text = _decoded(data, encoding, patience).lstrip("\ufeff \t\r\n")
    if not re.match(r"0\s+HEAD\b", text):
        raise NotReadable(say("This is not a GEDCOM file: it does not begin as one. Nothing was taken from it."))
    for number, line in enumerate(_split(text)):
        patience.look()
        if number > MOST_LINES:
            raise NotReadable(say("This file has too many lines. Nothing was taken from it."))
        found = _LINE.fullmatch(line[:LONGEST_LINE].replace("\x00", ""))
        if found is not None and int(found[1]) <= DEEPEST:
            yield Line(int(found[1]), found[2], found[3].upper(), found[4] or "")


def _split(text: str) -> Iterator[str]:
    start = 0
    for end in _ENDS.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _encoding(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    said = _CHARSET.search(data[:10_000].replace(b"\r", b"\n"))
    name = said[1].decode("ascii", "replace").upper() if said else ""
    return "ansel" if name == "ANSEL" else "utf-8"


def _decoded(data: bytes, encoding: str, patience: Patience) -> str:
    if encoding.startswith("utf-16"):
        return data.decode(encoding, "replace")
    try:
        return data.decode()  # whatever the header claims: what is valid UTF-8 with letters beyond ASCII is UTF-8
    except UnicodeDecodeError:
        if encoding != "ansel":
            return data.decode("cp1252", "replace")
    return _from_ansel(data, patience)


def _from_ansel(data: bytes, patience: Patience) -> str:
    import ansel

    ansel.register()
    lines = []
    for line in data.splitlines():
        patience.look()
        text = line.decode("ascii") if line.isascii() else line[:LONGEST_LINE].decode("gedcom", "replace")
        lines.append(unicodedata.normalize("NFC", text))
    return "\n".join(lines)
