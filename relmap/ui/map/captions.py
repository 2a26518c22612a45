"""The words of a thing, set in the room its shape gives them: inside it, below it, and on its badges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from relmap.ui.map.grid import Box
from relmap.ui.map.lettering import Lettering, Voice, Words
from relmap.ui.map.outlines import Body, chip_room
from relmap.ui.map.shapes import JOINABLE_SHAPES, NodeLook, Place, Shape
from relmap.words import say

LABEL_ROOM = 184.0
"""The widest the words below a thing get before they elide."""
BADGE_HEIGHT = 20.0
BADGE_MARGIN = 30.0
CHIP_VOICES: Mapping[Shape, Voice] = {
    "role": "ticket",
    "pattern": "ticket",
    "event": "ticket",
    "context": "badge",
    "way": "ticket",
}
_BADGE_GAP = 4.0
_BELOW_GAP = 6.0
_CARD_MARGIN = 30.0
_PILL_MARGIN = 58.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written in a thing and below it; `box` is what the words below take, measured from its middle.

    `rows` are the boxes of single lines, `badges` are (words, left) pairs at the height `badge_top`; `remark` says
    whose it is of two clients, and that the words are disputed; `shift` moves all but `inside` to the thing's side.
    """

    inside: Words | None = None
    title: Words | None = None
    subtitle: Words | None = None
    badges: tuple[tuple[Words, float], ...] = ()
    badge_top: float = 0.0
    remark: Words | None = None
    box: Box | None = None
    rows: tuple[Box, ...] = ()
    shift: Place = (0.0, 0.0)

    def badge_boxes(self) -> list[Box]:
        """Where each badge is, measured from the thing's middle."""
        top, bottom = self.badge_top, self.badge_top + BADGE_HEIGHT
        boxes = [(left, top, left + words.width + BADGE_MARGIN, bottom) for words, left in self.badges]
        return [moved(box, self.shift) for box in boxes]


def caption(look: NodeLook, here: Body, lettering: Lettering) -> Caption:
    """Set the words of a thing; a covered one has none."""
    if look.covered:
        return Caption()
    if look.shape in JOINABLE_SHAPES:
        return _person(look, here, lettering)
    title: Words | None = None
    subtitle: Words | None = None
    if look.shape == "lesson":
        title = lettering.words("card", look.title, 2 * here.half_width - _CARD_MARGIN, 2, look.quotes)
    elif look.shape == "experience":
        title, subtitle = _pill(look, here, lettering)
    elif look.shape in CHIP_VOICES:
        voice = CHIP_VOICES[look.shape]
        title = lettering.words(voice, look.title, chip_room(look.shape), 1, look.quotes)
    return _below(look, here, lettering, None, title, subtitle, drawn_below=False)


def _person(look: NodeLook, here: Body, lettering: Lettering) -> Caption:
    inside: Words | None = None
    title: Words | None = None
    if look.shape == "client" and lettering.width("me", look.title) <= 1.6 * here.half_width:
        inside = lettering.words("me", look.title, 2 * here.half_width, 1, centred=True)
    else:
        voice: Voice = "name" if look.shape == "second" else "initial"
        if look.initial and not look.pictogram:
            inside = lettering.words(voice, look.initial, 2 * here.half_width, 1, centred=True)
        if look.title:
            title = lettering.words("name", look.title, LABEL_ROOM, 1, centred=True)
    subtitle = lettering.words("line", look.subtitle, LABEL_ROOM, 1, centred=True) if look.subtitle else None
    below = _below(look, here, lettering, inside, title, subtitle, drawn_below=True)
    return below if look.side == "below" else _aside(below, look, here)


def _aside(below: Caption, look: NodeLook, here: Body) -> Caption:
    """The same words beside the thing instead of below it."""
    if below.box is None:
        return below
    left, top, right, bottom = below.box
    reach = here.half_width + _BELOW_GAP - 2.0
    shift = (reach - left if look.side == "right" else -reach - right, -(top + bottom) / 2)
    rows = tuple(moved(row, shift) for row in below.rows)
    return replace(below, shift=shift, box=moved(below.box, shift), rows=rows)


def _pill(look: NodeLook, here: Body, lettering: Lettering) -> tuple[Words | None, Words | None]:
    room = 2 * here.half_width - _PILL_MARGIN
    line = lettering.words("small", look.subtitle, room, 1) if look.subtitle else None
    return (lettering.words("pill", look.title, room, 2, look.quotes) if look.title else None), line


def _below(
    look: NodeLook,
    here: Body,
    lettering: Lettering,
    inside: Words | None,
    title: Words | None,
    subtitle: Words | None,
    *,
    drawn_below: bool,
) -> Caption:
    """Put title, subtitle, badges and remark below one another and measure them."""
    rows = [words for words in (title, subtitle) if words is not None] if drawn_below else []
    top = bottom = here.half_height + _BELOW_GAP
    bottom += sum(words.height for words in rows)
    width = max((words.width for words in rows), default=0.0)
    badges, row_width = _badges(look, lettering)
    badge_top = bottom + (_BADGE_GAP if rows else 0.0)
    if badges:
        bottom, width = badge_top + BADGE_HEIGHT, max(width, row_width)
    remarks = [*([look.whose] if look.whose else []), *([say("not quite")] if look.disputed else [])]
    remark = lettering.words("small", " · ".join(remarks), LABEL_ROOM, 1) if remarks else None
    if remark is not None:
        bottom, width = bottom + remark.height, max(width, remark.width)
    box = (-width / 2 - 4.0, top - 1.0, width / 2 + 4.0, bottom + 2.0) if bottom > top else None
    lines = _rows(rows, top)
    if remark is not None:
        lines += ((-remark.width / 2 - 3.0, bottom - remark.height, remark.width / 2 + 3.0, bottom),)
    return Caption(inside, title, subtitle, badges, badge_top, remark, box, lines)


def moved(box: Box, by: Place) -> Box:
    """A box, moved."""
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def _rows(rows: list[Words], top: float) -> tuple[Box, ...]:
    boxes: list[Box] = []
    for words in rows:
        boxes.append((-words.width / 2 - 4.0, top, words.width / 2 + 4.0, top + words.height))
        top += words.height
    return tuple(boxes)


def _badges(look: NodeLook, lettering: Lettering) -> tuple[tuple[tuple[Words, float], ...], float]:
    words = [lettering.words("badge", badge.text, LABEL_ROOM) for badge in look.badges]
    width = sum(each.width + BADGE_MARGIN for each in words) + 4.0 * max(0, len(words) - 1)
    placed: list[tuple[Words, float]] = []
    left = -width / 2
    for each in words:
        placed.append((each, left))
        left += each.width + BADGE_MARGIN + 4.0
    return tuple(placed), width
