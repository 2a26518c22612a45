"""The ledger of roles: each role with its other end, and for every tie pressure, cost and what it kept safe.

The three stand side by side, because they belong together (the central relational paradox, Miller & Stiver 1997).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from relmap.analysis.ledger import RoleLine, RoleOrder, RolePlayed, roles_in_order, roles_ledger
from relmap.model.roles import Role
from relmap.model.source import Source
from relmap.read.search import folded
from relmap.ui.map import pictograms
from relmap.ui.panels.dress import scaled
from relmap.ui.texts import capital, field_word, partner_title, title_of, value_word, when_words
from relmap.ui.theme import theme
from relmap.ui.views.lesson_cards import heading_height, paint_heading
from relmap.ui.views.lesson_rows import Heading
from relmap.ui.views.rows import CardDelegate
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import say, say_n

_FIELDS = ("pressure", "cost", "kept_safe")
_MARGIN = 14
_WHO = 132
_NARROW = 520
_MOST = 6


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role: its name, its other end, and whether it is still played."""

    id: str
    name: str
    facts: str
    other_pole: str
    disputed: bool = False

    @property
    def spoken(self) -> str:
        """All of it in words."""
        return " · ".join(fact for fact in (self.name, self.facts, self.other_pole) if fact)


@dataclass(frozen=True, slots=True)
class PlayedRow:
    """A role in one tie; `told` are label and words of pressure, cost and what was kept safe, in that order."""

    id: str
    role: str
    who: str
    when: str
    told: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        """All of it in words; what has not been told is left out."""
        words = [say("{field}: {words}", field=label, words=text) for label, text in self.told if text]
        with_whom = say("{role}, with {who}", role=self.role, who=self.who)
        return " · ".join(fact for fact in (with_whom, self.when, *words) if fact)


LedgerRow = RoleRow | PlayedRow | Heading


def role_rows(source: Source, wanted: str, order: str) -> list[LedgerRow]:
    """The roles with these words, each followed by its ties; a role stays with all its ties where any has them."""
    rows: list[LedgerRow] = []
    for group in roles_in_order(roles_ledger(source), cast("RoleOrder", order or "told")):
        found = [block for line in group.lines if _has_words(block := tuple(_block(source, line)), wanted)]
        if found and order == "state":
            rows.append(Heading(capital(value_word("state", group.key, "roles"))))
        rows.extend(row for block in found for row in block)
    return rows


def _has_words(block: tuple[LedgerRow, ...], wanted: str) -> bool:
    return any(wanted in folded(row.spoken) for row in block)


def _block(source: Source, line: RoleLine) -> Iterator[LedgerRow]:
    role = source.need(Role, line.role)
    facts = [value_word("state", line.state, "roles"), _asked_in(line)]
    if role.disputed:
        facts.append(say("not quite"))
    pole = say("the other end: {pole}", pole=line.other_pole) if line.other_pole else ""
    name = title_of(source, line.role)
    yield RoleRow(line.role, name, " · ".join(facts), pole, role.disputed)
    yield from (_played(source, tie, name) for tie in line.ties)


def _asked_in(line: RoleLine) -> str:
    number = len(line.ties)
    return say_n("in {n} relationship", "in {n} relationships", number) if number else say("no relationship named yet")


def _played(source: Source, tie: RolePlayed, name: str) -> PlayedRow:
    told = tuple((field_word("played", field), getattr(tie, field) or "") for field in _FIELDS)
    when = when_words(tie.period, tie.period_said)
    return PlayedRow(tie.id, name, partner_title(source, tie.relationship), when, told)


class RoleCard(CardDelegate):
    """Paints a role as its ticket, and each tie as three columns."""

    def card_height(self, row: LedgerRow, width: int) -> int:
        if isinstance(row, Heading):
            return heading_height(row.spoken)
        if isinstance(row, RoleRow):
            below = written_height(row.other_pole, card_font(-1), width - 2 * scaled(_MARGIN), 2)
            return round(_ticket_height() + below + scaled(6) + 2 * scaled(_MARGIN - 2))
        columns = self._columns(width - 2 * scaled(_MARGIN))
        heights = [self._told_height(label, words, columns) for label, words in row.told]
        narrow = width < scaled(_NARROW)
        body = sum(heights) if narrow else max(heights)
        who = self._who_height(row, width - 2 * scaled(_MARGIN) if narrow else scaled(_WHO))
        return round((who + scaled(4) + body if narrow else max(who, body)) + 2 * scaled(_MARGIN - 2))

    def paint_card(self, painter: QPainter, box: QRectF, row: LedgerRow) -> None:
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = box.adjusted(scaled(_MARGIN), scaled(_MARGIN - 2), -scaled(_MARGIN), -scaled(_MARGIN - 2))
        if isinstance(row, Heading):
            paint_heading(painter, box, row.spoken)
        elif isinstance(row, RoleRow):
            self._paint_role(painter, inner, row, rightward=rightward)
        elif box.width() < scaled(_NARROW):
            self._paint_below(painter, inner, row)
        else:
            self._paint_beside(painter, inner, row, rightward=rightward)

    # measures

    def _columns(self, width: float) -> float:
        """How wide one of the three is."""
        if width + 2 * scaled(_MARGIN) < scaled(_NARROW):
            return width
        return (width - scaled(_WHO) - 3 * scaled(14)) / 3

    def _told_height(self, label: str, words: str, width: float) -> float:
        caption = written_height(label, card_font(-2), width, 2)
        return caption + written_height(words or _untold(), card_font(), width, _MOST) + scaled(4)

    def _who_height(self, row: PlayedRow, width: float) -> float:
        return written_height(row.who, card_font(bold=True), width, 2) + written_height(
            row.when, card_font(-2), width, 3
        )

    # parts

    def _paint_role(self, painter: QPainter, box: QRectF, row: RoleRow, *, rightward: bool) -> None:
        worn, font = theme(), card_font(1, bold=True)
        words = QFontMetricsF(font).horizontalAdvance(row.name)
        width, height = min(box.width() * 0.62, words + scaled(44)), _ticket_height()
        left = box.right() - width if rightward else box.left()
        painter.setPen(QPen(worn.stroke("role"), 1.5))
        painter.setBrush(worn.ground("role"))
        painter.drawPath(pictograms.ticket(width / 2, height / 2).translated(left + width / 2, box.top() + height / 2))
        at = QRectF(left + scaled(20), box.top() + (height - line_height(font)) / 2, width - scaled(40), height)
        write(painter, at, row.name, font, worn.words("role"), 1)
        if row.disputed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(worn.stroke("diminishing"), 1.2))
            painter.drawPath(pictograms.wave(at.left(), at.top() + line_height(font) - 1, min(words, at.width())))
        beside = (
            box.adjusted(width + scaled(12), 0, 0, 0) if not rightward else box.adjusted(0, 0, -width - scaled(12), 0)
        )
        small = card_font(-1)
        beside.setTop(box.top() + (height - line_height(small)) / 2)
        write(painter, beside, row.facts, small, worn.colour("faded"), 1)
        below = QRectF(box.left(), box.top() + height + scaled(6), box.width(), box.height())
        write(painter, below, row.other_pole, small, worn.colour("faded"), 2)

    def _paint_who(self, painter: QPainter, box: QRectF, row: PlayedRow) -> float:
        worn = theme()
        top = box.top() + write(painter, box, row.who, card_font(bold=True), worn.colour("ink"), 2)
        part = QRectF(box.left(), top, box.width(), box.height())
        return top + write(painter, part, row.when, card_font(-2), worn.colour("faded"), 3)

    def _paint_told(self, painter: QPainter, box: QRectF, label: str, words: str) -> float:
        worn = theme()
        top = box.top() + write(painter, box, label, card_font(-2), worn.words("role"), 2)
        part = QRectF(box.left(), top, box.width(), box.height())
        colour = worn.colour("ink" if words else "faded")
        return top + write(painter, part, words or _untold(), card_font(), colour, _MOST) + scaled(4)

    def _paint_beside(self, painter: QPainter, box: QRectF, row: PlayedRow, *, rightward: bool) -> None:
        width, gap, who = self._columns(box.width()), scaled(14), scaled(_WHO)
        left = box.right() - who if rightward else box.left()
        self._paint_who(painter, QRectF(left, box.top(), who, box.height()), row)
        for number, (label, words) in enumerate(row.told):
            before = who + gap + number * (width + gap)
            left = box.right() - before - width if rightward else box.left() + before
            self._paint_told(painter, QRectF(left, box.top(), width, box.height()), label, words)

    def _paint_below(self, painter: QPainter, box: QRectF, row: PlayedRow) -> None:
        top = self._paint_who(painter, box, row) + scaled(4)
        for label, words in row.told:
            top = self._paint_told(painter, QRectF(box.left(), top, box.width(), box.height()), label, words)


def _untold() -> str:
    return say("not told yet")


def _ticket_height() -> float:
    return line_height(card_font(1, bold=True)) + scaled(10)
