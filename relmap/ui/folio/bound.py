"""What can be shown page by page, saved and printed: sheets of one size, each painted in points."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QPainter

from relmap.ui.folio.sheet import Sheet


class Bound(Protocol):
    """Sheets in order. It holds words of the case for as long as it lives."""

    @property
    def sheet(self) -> Sheet:
        """The paper."""
        ...

    @property
    def count(self) -> int:
        """How many sheets; one at least."""
        ...

    @property
    def language(self) -> str:
        """The language of its words (BCP 47)."""
        ...

    def paint(self, painter: QPainter, place: int) -> None:
        """Paint the sheet `place` (from 0), in points from its left top corner."""
        ...
