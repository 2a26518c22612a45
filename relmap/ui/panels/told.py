"""A sentence in a panel with chips that lead to what it speaks of, in small quiet words that wrap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.tile import Tile
from relmap.ui.sentences import DOT, Chip, closes, read_out


class Told(QWidget):
    """The words and chips of a sentence, in order; a chip goes to its thing."""

    def __init__(self, pieces: Iterable[Chip], go_to: Callable[[str], object]) -> None:
        """`go_to` is given the id of a chip that was pressed."""
        super().__init__()
        told = tuple(pieces)
        self.setAccessibleName(read_out(told))
        flow = Flow(self, gap=4)
        for piece in _phrases(told):
            if piece.id:
                chip = Tile(piece.words, piece.tone)
                chip.clicked.connect(partial(_go, go_to, piece.id))
                flow.addWidget(chip)
            else:
                flow.addWidget(plain_label(piece.words, "small"))


def _phrases(pieces: Iterable[Chip]) -> list[Chip]:
    """Words that follow each other as one piece; marks alone are left out, for a chip needs none."""
    found: list[Chip] = []
    for piece in pieces:
        last = found[-1] if found else None
        if piece.id or last is None or last.id:
            if not closes(piece) and piece.words != DOT.words:
                found.append(piece)
        else:
            found[-1] = Chip("", f"{last.words} {piece.words}")
    return found


def _go(go_to: Callable[[str], object], id: str, checked: bool = False) -> None:
    go_to(id)
