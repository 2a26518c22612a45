"""The bytes of a GEDCOM file made safe for ged4py to read: sound lines of people and families, within limits.

ged4py knows records, the alphabets, names and dates; but it looks at a file byte by byte and stops at the first line
that is not as it should be. Real files are full of such lines, and nobody need mean well: so lines are split here, and
odd ones passed over before it sees them.
"""

from __future__ import annotations

import codecs
import io
import re
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from relmap.words import Trouble, say

if TYPE_CHECKING:
    from ged4py.parser import GedcomLine

LARGEST = 60_000_000
"""Bytes: 50,000 people with all that is usually said of them take a third of it."""
MOST_LINES, LONGEST_LINE, DEEPEST = 4_000_000, 100_000, 40
LONGEST_RECORD, LONGEST_VALUE = 10_000, 1_000
"""Lines of one person or family, and bytes of one line's words; what is beyond is passed over."""
SECONDS = 60.0
"""How long reading may take before it is given up."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"0\x00", "utf-16-le"),
    (b"\x000", "utf-16-be"),
)
_LINE = re.compile(rb"\s*(\d{1,2})\s+(?:@([^@\s][^@]{0,80})@\s+)?([A-Za-z0-9_]{1,31})(?: (.*))?", re.DOTALL)
_ENDS = re.compile(rb"\r\n|\n\r|\n|\r")
_WANTED = frozenset({b"HEAD", b"INDI", b"FAM"})
_NOT_WANTED = frozenset({b"CONC", b"CONT"})
"""How long notes go on; joined line by line, a hostile file's would take for ever."""
_LOOK_EVERY = 2000


class NotReadable(Trouble):
    """The file is no family tree that can be read; nothing was taken from it."""


class Stopped(Exception):
    """Somebody asked to stop."""


class Patience:
    """How long reading may go on: until the budget is spent, or somebody cancels."""

    def __init__(self, cancelled: Callable[[], bool] = lambda: False, seconds: float = SECONDS) -> None:
        """Start the clock."""
        self._cancelled, self._until, self._count = cancelled, time.monotonic() + seconds, 0

    def count(self) -> None:
        """Count a small step, and look now and then."""
        self._count += 1
        if self._count % _LOOK_EVERY == 0:
            self.look()

    def look(self) -> None:
        """Raises Stopped, or NotReadable when it takes too long."""
        if self._cancelled():
            raise Stopped
        if time.monotonic() > self._until:
            raise NotReadable(say("Reading this file takes too long. Nothing was taken from it."))


def sound_lines(data: bytes, patience: Patience) -> tuple[Iterator[GedcomLine], str]:
    """The header, people and families, and the name of their alphabet.

    Raises NotReadable with one sentence, or Stopped; going through the lines does so too.
    """
    if len(data) > LARGEST:
        raise NotReadable(say("This file is too large for a family tree that relmap reads. Nothing was taken from it."))
    data, codec = _single_bytes(data)
    data = data.lstrip(b" \t\r\n")
    if not re.match(rb"0\s+HEAD\b", data):
        raise NotReadable(say("This is not a GEDCOM file: it does not begin as one. Nothing was taken from it."))
    codec = codec or _codec(data)
    return _sound(data, codec, patience), codec


def _sound(data: bytes, codec: str, patience: Patience) -> Iterator[GedcomLine]:
    """Lines that hang together: each at most a level below the last that was kept, and of a record that is read."""
    from ged4py.parser import GedcomLine

    last, length = -1, 0
    for number, line in enumerate(_split(data)):
        patience.count()
        if number > MOST_LINES:
            raise NotReadable(say("This file has too many lines. Nothing was taken from it."))
        found = _LINE.fullmatch(line[:LONGEST_LINE].replace(b"\x00", b""))
        if found is None or int(found[1]) > DEEPEST:
            continue
        level, tag = int(found[1]), found[3].upper()
        if level == 0:
            length = 0 if tag in _WANTED else LONGEST_RECORD
        length += 1
        if level > last + 1 or length > LONGEST_RECORD or tag in _NOT_WANTED:
            continue
        last = level
        id = found[2].decode(codec, "replace") if found[2] else None
        yield GedcomLine(level, id, tag.decode("ascii"), (found[4] or b"")[:LONGEST_VALUE], 0)


def _split(data: bytes) -> Iterator[bytes]:
    start = 0
    for end in _ENDS.finditer(data):
        yield data[start : end.start()]
        start = end.end()
    yield data[start:]


def _single_bytes(data: bytes) -> tuple[bytes, str]:
    """Without its mark, and UTF-16 as UTF-8: ged4py joins bytes. The name of the alphabet where known."""
    name = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    if name.startswith("utf-16"):
        data, name = data.decode(name, "replace").encode("utf-8", "replace"), "utf-8"
    return data.removeprefix(codecs.BOM_UTF8), name


def _codec(data: bytes) -> str:
    """The alphabet: what is valid UTF-8 with letters beyond ASCII is UTF-8, whatever the header claims."""
    from ged4py.parser import CodecError, guess_codec

    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    try:
        name = guess_codec(io.BytesIO(_ENDS.sub(b"\n", data[:10_000])), errors="replace", warn=False)[0]
    except (CodecError, OSError, ValueError):
        return "cp1252"
    return "cp1252" if name in ("ascii", "utf-8") or name.startswith(("utf-16", "utf_16")) else name
