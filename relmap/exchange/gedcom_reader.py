"""ged4py's reader over lines that were made safe for it, one record at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from ged4py.model import Record
from ged4py.parser import GedcomLine, GedcomReader


class RecordReader(GedcomReader):
    """Reads no file itself: a record's lines are laid before it, so that nothing of a file is looked at twice."""

    def __init__(self, codec: str) -> None:
        """Begin; `codec` is the alphabet of what the lines say."""
        super().__init__(io.BytesIO(b"0 HEAD\n0 TRLR\n"), encoding=codec, errors="replace")
        self._lines: list[GedcomLine] = []

    def GedcomLines(self, offset: int) -> Iterator[GedcomLine]:
        """The lines of the record that is read now."""
        return iter(self._lines)

    def records(self, lines: Iterable[GedcomLine]) -> Iterator[Record]:
        """All records but the first, in order; that is the header, by which ged4py learns what program wrote them."""
        for self._lines in _parted(lines):
            record = self.read_record(0) if self.header else None
            if record is not None:
                yield record


def _parted(lines: Iterable[GedcomLine]) -> Iterator[list[GedcomLine]]:
    part: list[GedcomLine] = []
    for line in lines:
        if line.level == 0 and part:
            yield part
            part = []
        part.append(line)
    if part:
        yield part
