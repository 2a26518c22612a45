"""The things on the map as the scene holds them: a Look, a body, a place, and words laid out when first needed.

An item is no QGraphicsItem: ten thousand of those cost more than their painting. It decides nothing and knows no model.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF

from relmap.ui.map.captions import CHIP_VOICES, LABEL_ROOM, Caption, caption
from relmap.ui.map.curves import Course, course, mark_shares
from relmap.ui.map.grid import Box
from relmap.ui.map.lettering import Lettering, Words
from relmap.ui.map.outlines import MARK_RADIUS, Body, body
from relmap.ui.map.shapes import JOINABLE_SHAPES, NodeLook, Place, TieLook

OUTLINE_ROOM = 9.0
"""What the selection's outline needs round a body."""
_TIE_MARGIN = 15.0
_MARK_SPACING = 29.0


class Node:
    """A thing with a place."""

    __slots__ = ("_caption", "_lettering", "body", "look", "order", "x", "y")

    def __init__(self, look: NodeLook, order: int, lettering: Lettering) -> None:
        self.look = look
        self.order = order
        self.x, self.y = look.x, look.y
        self.body = _body_of(look, lettering)
        self._lettering = lettering
        self._caption: Caption | None = None

    @property
    def place(self) -> Place:
        """Its middle, in scene units."""
        return self.x, self.y

    @property
    def caption(self) -> Caption:
        """Its words, laid out now if they were not yet."""
        if self._caption is None:
            self._caption = caption(self.look, self.body, self._lettering)
        return self._caption

    @property
    def lettering(self) -> Lettering:
        """The fonts its words are set in."""
        return self._lettering

    def box(self) -> Box:
        """All it may paint on, its caption and the selection's outline included."""
        look, w, h = self.look, self.body.half_width + OUTLINE_ROOM, self.body.half_height + OUTLINE_ROOM
        side, below = w, 0.0
        if look.side != "below":
            side, below = w + LABEL_ROOM, 20.0
        elif look.shape in JOINABLE_SHAPES and not look.covered:
            side, below = max(w, LABEL_ROOM / 2 + 6.0), 42.0
        if look.badges:
            side, below = max(side, LABEL_ROOM / 2 + 16.0), below + 26.0
        if look.disputed or look.whose:
            side, below = max(side, 60.0), below + 18.0
        return self.x - side, self.y - h, self.x + side, self.y + h + below

    def solid(self) -> Box:
        """What its body and its words cover."""
        rect = self.rect()
        return rect.left(), rect.top(), rect.right(), rect.bottom()

    def rect(self) -> QRectF:
        """Its body with its caption: what a reader of the screen is told it covers."""
        w, h = self.body.half_width, self.body.half_height
        rect = QRectF(self.x - w, self.y - h, 2 * w, 2 * h)
        box = self.caption.box
        if box is not None:
            rect = rect.united(QRectF(self.x + box[0], self.y + box[1], box[2] - box[0], box[3] - box[1]))
        return rect


class Tie:
    """A line between two anchors."""

    __slots__ = ("chord", "course", "dates_at", "dates_half", "label_at", "look", "marks", "order", "parts", "words")

    def __init__(self, look: TieLook, order: int) -> None:
        self.look = look
        self.order = order
        self.course = Course((0.0, 0.0), (0.0, 0.0), None)
        self.chord = QLineF()
        self.marks: tuple[Place, ...] = ()
        self.parts: object | None = None
        self.words: Words | None = None
        self.label_at: Place | None = None
        self.dates_at: Place = (0.0, 0.0)
        self.dates_half = LABEL_ROOM / 2 + 7.0

    def lead(self, a: Place, body_a: Body, b: Place, body_b: Body) -> None:
        """Draw it anew between two anchors."""
        gap = 3.0 if self.look.end != "none" else 0.0
        line = self.course = course(a, body_a, b, body_b, self.look.curve, gap)
        self.chord = QLineF(*line.start, *line.end)
        self.parts = None
        self.label_at = self.middle if self.look.label else None
        self.dates_at = self.middle
        if self.look.marks:
            shares = mark_shares(len(self.look.marks), line.length, _MARK_SPACING)
            self.marks = tuple(line.at(share) for share in shares)

    @property
    def middle(self) -> Place:
        """Where a link to the tie itself arrives."""
        return self.course.at(0.5)

    def boxes(self) -> list[Box]:
        """All it may paint on."""
        boxes = self.course.boxes(_TIE_MARGIN)
        if self.look.dates:
            boxes = [*boxes, self.dates_box(self.dates_at), self.dates_box(self.middle)]
        return [*boxes, self.label_box(self.middle)] if self.look.label else boxes

    def label_words(self, lettering: Lettering) -> Words:
        """The words on it, laid out now if they were not yet."""
        if self.words is None:
            self.words = lettering.words("label", self.look.label, LABEL_ROOM, 1)
        return self.words

    def label_box(self, at: Place) -> Box:
        """What its words take at a place: all they may take as long as they are not laid out."""
        half = (self.words.width if self.words is not None else LABEL_ROOM) / 2 + 5.0
        return at[0] - half, at[1] - 11.0, at[0] + half, at[1] + 11.0

    def dates_box(self, at: Place) -> Box:
        """What its dates may take at a place."""
        half, high = self.dates_half, 9.0 * len(self.look.dates)
        return at[0] - half, at[1] - high, at[0] + half, at[1] + high

    def rect(self) -> QRectF:
        """The rectangle round its line."""
        (x0, y0), (x1, y1) = self.course.start, self.course.end
        return QRectF(min(x0, x1), min(y0, y1), max(abs(x1 - x0), 1.0), max(abs(y1 - y0), 1.0))


def mark_box(place: Place) -> Box:
    """What a mark covers."""
    reach = MARK_RADIUS + 2.0
    return place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach


def _body_of(look: NodeLook, lettering: Lettering) -> Body:
    voice = CHIP_VOICES.get(look.shape)
    words = lettering.width(voice, look.quotes[0] + look.title + look.quotes[1]) if voice is not None else 0.0
    return body(look.shape, words)
