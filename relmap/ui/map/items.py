"""The things on the map as the scene holds them: a Look, a body, a place, and words laid out when first needed.

An item is no QGraphicsItem: ten thousand of those cost more than their painting. It decides nothing and knows no model.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from relmap.ui.map.curves import Course, course, mark_shares
from relmap.ui.map.grid import Box
from relmap.ui.map.lettering import Lettering, Voice, Words
from relmap.ui.map.outlines import MARK_RADIUS, Body, body, chip_room
from relmap.ui.map.shapes import JOINABLE_SHAPES, NodeLook, Place, Shape, TieLook
from relmap.words import say

LABEL_ROOM = 184.0
"""The widest a label below a thing gets before it elides."""
OUTLINE_ROOM = 9.0
"""What the selection's outline needs round a body."""
_LABEL_GAP = 6.0
_BADGE_HEIGHT = 20.0
_TIE_MARGIN = 15.0
_MARK_SPACING = 29.0
_CHIP_VOICES: dict[Shape, Voice] = {
    "role": "ticket",
    "pattern": "ticket",
    "event": "ticket",
    "context": "badge",
    "way": "ticket",
}


@dataclass(frozen=True, slots=True)
class Label:
    """The words below or inside a thing, and the room they take, measured from its middle."""

    title: Words | None
    subtitle: Words | None
    badges: tuple[Words, ...]
    box: Box | None


class Node:
    """A thing with a place."""

    __slots__ = ("_label", "_lettering", "body", "look", "order", "x", "y")

    def __init__(self, look: NodeLook, order: int, lettering: Lettering) -> None:
        self.look = look
        self.order = order
        self.x, self.y = look.x, look.y
        self.body = _body_of(look, lettering)
        self._lettering = lettering
        self._label: Label | None = None

    @property
    def place(self) -> Place:
        """Its middle, in scene units."""
        return self.x, self.y

    @property
    def label(self) -> Label:
        """Its words, laid out now if they were not yet."""
        if self._label is None:
            self._label = lay_out(self.look, self.body, self._lettering)
        return self._label

    @property
    def lettering(self) -> Lettering:
        """The fonts its words are set in."""
        return self._lettering

    def box(self) -> Box:
        """All it may paint on, its label and the selection's outline included."""
        w, h = self.body.half_width + OUTLINE_ROOM, self.body.half_height + OUTLINE_ROOM
        if self.look.shape not in JOINABLE_SHAPES or self.look.covered:
            below = h + (18.0 if self.look.disputed or self.look.badges else 0.0)
            return self.x - w, self.y - h, self.x + w, self.y + below
        side = max(w, LABEL_ROOM / 2 + 4.0)
        below = self.body.half_height + (66.0 if self.look.badges else 46.0) + (14.0 if self.look.disputed else 0.0)
        return self.x - side, self.y - h, self.x + side, self.y + below

    def rect(self) -> QRectF:
        """Its body with its label: what a reader of the screen is told it covers."""
        w, h = self.body.half_width, self.body.half_height
        rect = QRectF(self.x - w, self.y - h, 2 * w, 2 * h)
        box = self.label.box
        if box is not None:
            rect = rect.united(QRectF(self.x + box[0], self.y + box[1], box[2] - box[0], box[3] - box[1]))
        return rect


class Tie:
    """A line between two anchors."""

    __slots__ = ("course", "look", "marks", "order", "parts", "words")

    def __init__(self, look: TieLook, order: int) -> None:
        self.look = look
        self.order = order
        self.course = Course((0.0, 0.0), (0.0, 0.0), None)
        self.marks: tuple[Place, ...] = ()
        self.parts: object | None = None
        self.words: Words | None = None

    def lead(self, a: Place, body_a: Body, b: Place, body_b: Body) -> None:
        """Draw it anew between two anchors."""
        gap = 3.0 if self.look.end != "none" else 0.0
        self.course = course(a, body_a, b, body_b, self.look.curve, gap)
        shares = mark_shares(len(self.look.marks), self.course.length, _MARK_SPACING)
        self.marks = tuple(self.course.at(share) for share in shares)
        self.parts = None

    @property
    def middle(self) -> Place:
        """Where a link to the tie itself arrives, and where its label stands."""
        return self.course.at(0.5)

    def boxes(self) -> list[Box]:
        """All it may paint on."""
        boxes = self.course.boxes(_TIE_MARGIN)
        if self.look.label:
            x, y = self.middle
            boxes.append((x - LABEL_ROOM / 2 - 6.0, y - 14.0, x + LABEL_ROOM / 2 + 6.0, y + 14.0))
        return boxes

    def rect(self) -> QRectF:
        """The rectangle round its line."""
        (x0, y0), (x1, y1) = self.course.start, self.course.end
        return QRectF(min(x0, x1), min(y0, y1), max(abs(x1 - x0), 1.0), max(abs(y1 - y0), 1.0))


def mark_box(place: Place) -> Box:
    """What a mark paints on."""
    reach = MARK_RADIUS + OUTLINE_ROOM
    return place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach


def lay_out(look: NodeLook, here: Body, lettering: Lettering) -> Label:
    """Set the words of a thing in the room its shape gives them."""
    if look.covered:
        return Label(None, None, (), None)
    if look.shape in JOINABLE_SHAPES:
        return _label_below(look, here, lettering)
    if look.shape == "lesson":
        title = lettering.words("card", look.title, 2 * here.half_width - 32.0, 2, look.quotes)
        return Label(title, None, (), None)
    if look.shape == "experience":
        return _pill_words(look, here, lettering)
    voice = _CHIP_VOICES.get(look.shape, "small")
    room = chip_room(look.shape) or LABEL_ROOM
    title = lettering.words(voice, look.title, room, 1, look.quotes) if look.title else None
    return Label(title, None, (), None)


def _body_of(look: NodeLook, lettering: Lettering) -> Body:
    voice = _CHIP_VOICES.get(look.shape)
    return body(look.shape, lettering.width(voice, look.title) if voice is not None else 0.0)


def _label_below(look: NodeLook, here: Body, lettering: Lettering) -> Label:
    title = lettering.words("name", look.title, LABEL_ROOM, 1, centred=True) if look.title else None
    line = lettering.words("line", look.subtitle, LABEL_ROOM, 1, centred=True) if look.subtitle else None
    badges = tuple(lettering.words("badge", badge.text, LABEL_ROOM / 2) for badge in look.badges)
    width = max((words.width for words in (title, line) if words is not None), default=0.0)
    top = here.half_height + (_LABEL_GAP if look.shape != "client" else _LABEL_GAP - 1.0)
    height = sum(words.height for words in (title, line) if words is not None)
    row = sum(words.width + 30.0 for words in badges)
    if badges:
        width, height = max(width, row), height + _BADGE_HEIGHT + 3.0
    if look.disputed:
        width, height = max(width, lettering.width("small", say("not quite"))), height + 15.0
    box = (-width / 2 - 3.0, top, width / 2 + 3.0, top + height) if height else None
    return Label(title, line, badges, box)


def _pill_words(look: NodeLook, here: Body, lettering: Lettering) -> Label:
    room = 2 * here.half_width - 62.0
    title = lettering.words("card", look.title, room, 1 if look.subtitle else 2, look.quotes)
    line = lettering.words("small", look.subtitle, room, 1) if look.subtitle else None
    return Label(title, line, (), None)
