"""Echoes in sentences, each with chips that lead to what it speaks of. They say what is there, never what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from relmap.analysis.echoes import Echo, SharedKind, echoes
from relmap.model.source import Source
from relmap.read.search import folded
from relmap.ui.panels.dress import scaled
from relmap.ui.sentences import Chip, hole, read_out, sentence, thing_chip, tie_chips
from relmap.ui.texts import partner_title
from relmap.ui.theme import theme
from relmap.ui.views.chips import ChipCard
from relmap.ui.views.running import Placed, place, placed_height
from relmap.ui.views.writing import card_font, line_height, write
from relmap.words import say

TWO = 2


@dataclass(frozen=True, slots=True)
class EchoRow:
    """One echo as a sentence."""

    id: str
    pieces: tuple[Chip, ...]
    spoken: str

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be gone to."""
        return tuple(piece for piece in self.pieces if piece.id)


@dataclass(frozen=True, slots=True)
class Above:
    """Words above the rows that follow."""

    spoken: str
    id: str = ""
    chips: tuple[Chip, ...] = ()


def echo_rows(source: Source, wanted: str, order: str) -> tuple[EchoRow | Above, ...]:
    """Every echo, under what is shared, or under each tie that shares it; only what has the words of `wanted`."""
    found = echoes(source)
    if order == "who":
        ties = sorted({tie for echo in found for tie in echo.ties}, key=lambda tie: folded(partner_title(source, tie)))
        groups = [(partner_title(source, tie), [echo for echo in found if tie in echo.ties]) for tie in ties]
    else:
        groups = [(_heading(array), [echo for echo in found if echo.array == array]) for array in _ARRAYS]
    return tuple(_grouped(source, groups, wanted))


def _grouped(source: Source, groups: Sequence[tuple[str, list[Echo]]], wanted: str) -> Iterator[EchoRow | Above]:
    for title, found in groups:
        rows = [_row(source, echo) for echo in found]
        rows = [row for row in rows if wanted in folded(row.spoken)]
        if rows:
            yield Above(title)
        yield from rows


def echo_sentence(source: Source, echo: Echo) -> tuple[Chip, ...]:
    """What an echo says, in words and chips."""
    sessions = [thing_chip(source, id) for id in echo.here]
    return sentence(
        _sentences(several=len(echo.ties) >= TWO, back=bool(sessions))[echo.array],
        thing=[thing_chip(source, echo.thing)],
        people=tie_chips(source, echo.ties),
        sessions=sessions,
    )


def _sentences(*, several: bool, back: bool) -> dict[SharedKind, str]:
    holes = {name: hole(name) for name in ("thing", "people", "sessions")}
    if back:
        return {
            "lessons": say("{thing} was learned with {people} and came up here, between us, in {sessions}", **holes),
            "roles": say("{thing} was played with {people} and came up here, between us, in {sessions}", **holes),
            "patterns": say("{thing} is seen with {people} and came up here, between us, in {sessions}", **holes),
        }
    holes.pop("sessions")
    assert several  # one tie alone is no echo
    return {
        "lessons": say("{thing} was learned with {people}", **holes),
        "roles": say("{thing} is the same role with {people}", **holes),
        "patterns": say("{thing} is seen with {people}", **holes),
    }


def _row(source: Source, echo: Echo) -> EchoRow:
    pieces = echo_sentence(source, echo)
    return EchoRow(echo.thing, pieces, read_out(pieces))


def _heading(array: SharedKind) -> str:
    headings: dict[SharedKind, str] = {
        "lessons": say("The same lesson"),
        "roles": say("The same role"),
        "patterns": say("The same pattern"),
    }
    return headings[array]


_ARRAYS: tuple[SharedKind, ...] = ("lessons", "roles", "patterns")


class EchoCard(ChipCard):
    """Paints a sentence with its chips."""

    def card_height(self, row: Any, width: int) -> int:
        if isinstance(row, Above):
            return round(line_height(card_font(bold=True)) + scaled(10))
        placed = self.placed(row, QRectF(0, 0, width, 0), rightward=False)
        return round(placed_height(placed) + 2 * scaled(11))

    def placed(self, row: Any, box: QRectF, *, rightward: bool) -> tuple[Placed, ...]:
        room = box.adjusted(scaled(14), scaled(11), -scaled(14), 0)
        return place(row.pieces, room, card_font(), rightward=rightward) if isinstance(row, EchoRow) else ()

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        if isinstance(row, Above):
            write(
                painter, box.adjusted(0, scaled(8), 0, 0), row.spoken, card_font(bold=True), theme().colour("faded"), 1
            )
            return
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.paint_row(painter, self.placed(row, box, rightward=rightward))
