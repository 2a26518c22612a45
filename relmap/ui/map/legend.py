"""The legend: what each shape and stroke on this map means, and nothing that is not on it.

Its samples are painted by the same painters as the map. Entries are found from the Looks; the widget below and the
exported picture show the same ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmap.read.choices import value_word
from relmap.ui.guard import guarded
from relmap.ui.map.ground import Ground
from relmap.ui.map.items import Node, Tie
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.nodes import paint_node
from relmap.ui.map.outlines import POINT
from relmap.ui.map.palette import Palette
from relmap.ui.map.pictograms import wave
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import End, Look, MarkKind, NodeLook, Style, TieLook, Tone
from relmap.ui.map.tie_marks import paint_mark
from relmap.ui.map.ties import paint_soft, paint_strokes, paint_tapers
from relmap.words import say

ROW = 26.0
SAMPLE = 58.0
_GAP = 10.0
_COLUMN_GAP = 26.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a word, and a Look to show (`mark` names a mark instead)."""

    key: str
    words: str
    sample: Look | None = None
    mark: MarkKind | None = None


def entries(looks: Iterable[Look], ground: Ground) -> list[Entry]:
    """The lines a map needs, in a fixed order."""
    wanted: set[str] = {"rings"} if ground.rings else set()
    for look in looks:
        wanted.update(_keys(look))
    known = {entry.key: entry for entry in _all_entries()}
    return [entry for key, entry in known.items() if key in wanted]


def _keys(look: Look) -> Iterator[str]:
    if look.covered:
        yield "covered"
        return
    if look.disputed:
        yield "disputed"
    if isinstance(look, NodeLook):
        yield from _node_keys(look)
    else:
        yield from _tie_keys(look)


def _node_keys(look: NodeLook) -> Iterator[str]:
    yield f"lesson.{look.tone}" if look.shape == "lesson" else look.shape
    if look.shape == "lesson" and look.score is not None:
        yield "score"
    if look.dashed and look.shape in ("person", "place", "second"):
        yield "gone"
    if look.badges:
        yield "context"


def _tie_keys(look: TieLook) -> Iterator[str]:
    if look.kind == "relationships":
        yield f"tie.{look.style}"
        if look.taper:
            yield "taper"
        for mark in look.marks:
            yield mark.kind
    elif look.kind == "taught":
        yield f"taught.{look.tone}"
    elif look.kind == "played":
        yield "played"
    else:
        yield _LINK_KEYS.get((look.end, look.tone, look.dashed), "link")


_LINK_KEYS: Mapping[tuple[End, Tone, bool], str] = {
    ("bar", "new", False): "against",
    ("arrow", "affirming", False): "for",
    ("arrow", "affirming", True): "instead",
    ("arrow", "role", True): "asks",
    ("arrow", "accent", True): "here",
    ("arrow", "accent", False): "here",
    ("arrow", "faded", False): "made",
    ("none", "accent", False): "lived",
}


def _all_entries() -> list[Entry]:
    return [*_people(), *_things(), *_ties(), *_lines()]


def _people() -> list[Entry]:
    return [
        Entry("client", say("the client"), NodeLook("", "client", title="")),
        Entry("person", say("a person"), NodeLook("", "person")),
        Entry("therapist", say("the therapist"), NodeLook("", "therapist", tone="accent")),
        Entry(
            "place",
            say("an institution, a group, a place, a faith"),
            NodeLook("", "place", pictogram="place"),
        ),
        Entry("second", say("a second tie with the same person"), NodeLook("", "second")),
        Entry("gone", say("no longer there"), NodeLook("", "person", dashed=True)),
    ]


def _things() -> list[Entry]:
    return [
        Entry("lesson.diminishing", say("a lesson that diminished"), NodeLook("", "lesson", tone="diminishing")),
        Entry("lesson.affirming", say("a lesson that sustains"), NodeLook("", "lesson", tone="affirming")),
        Entry("lesson.mixed", say("a lesson that does both"), NodeLook("", "lesson", tone="mixed")),
        Entry("score", say("how true it feels today, of ten"), NodeLook("", "lesson", tone="mixed", score=6)),
        Entry("role", say("a role"), NodeLook("", "role", tone="role")),
        Entry("experience", say("something new that was lived"), NodeLook("", "experience", tone="new")),
        Entry("pattern", say("a pattern"), NodeLook("", "pattern")),
        Entry("event", say("a life event"), NodeLook("", "event", tone="faded")),
        Entry("way", say("a way of connecting"), NodeLook("", "way", tone="affirming")),
        Entry("moment", say("a moment in the room"), NodeLook("", "moment", tone="accent")),
        Entry("context", say("power and social context"), NodeLook("", "context", tone="context")),
        Entry(
            "disputed",
            say("words that are not quite right"),
            NodeLook("", "lesson", title="   ", disputed=True),
        ),
        Entry("covered", say("covered by the client"), NodeLook("", "person", covered=True)),
    ]


_QUALITIES: tuple[tuple[Style, Tone], ...] = (
    ("warm", "warm"),
    ("steady", "ink"),
    ("distant", "faded"),
    ("strained", "ink"),
    ("broken", "ink"),
    ("mended", "ink"),
)


def _ties() -> list[Entry]:
    found = [
        Entry(f"tie.{style}", value_word("quality", style, "relationships"), _tie(style, tone))
        for style, tone in _QUALITIES
    ]
    return [
        *found,
        Entry("tie.plain", say("a tie, nothing more said"), _tie("plain", "faded")),
        Entry("tie.room", say("this room"), _tie("room", "accent")),
        Entry("taper", say("wider towards whoever has more power"), replace(_tie("plain", "ink"), taper=1)),
        Entry("disruption", say("a disruption, still open"), mark="disruption"),
        Entry("mended", say("a disruption that is back on track"), mark="mended"),
        Entry("left_open", say("a disruption that was left open"), mark="left_open"),
        Entry("ended", say("a disruption that ended the therapy"), mark="ended"),
        Entry("helped", say("something that helped"), mark="helped"),
        Entry("repair", say("back on track, says the client"), mark="repair"),
        Entry("folded", say("earlier disruptions, counted"), mark="folded"),
    ]


def _lines() -> list[Entry]:
    return [
        Entry("taught.diminishing", say("taught this lesson"), _line("diminishing", "arrow")),
        Entry("taught.affirming", say("taught this lesson"), _line("affirming", "arrow")),
        Entry("taught.mixed", say("taught this lesson"), _line("mixed", "arrow")),
        Entry("played", say("played this role with"), _line("role", "none")),
        Entry("asks", say("the role it asks for"), _line("role", "arrow", dashed=True)),
        Entry("against", say("speaks against"), _line("new", "bar")),
        Entry("for", say("speaks for"), _line("affirming", "arrow")),
        Entry("instead", say("a truer lesson"), _line("affirming", "arrow", dashed=True)),
        Entry("lived", say("lived with"), _line("accent", "none", thin=True)),
        Entry("here", say("here too"), _line("accent", "arrow", thin=True)),
        Entry("made", say("what I made of it"), _line("faded", "arrow", thin=True)),
        Entry("link", say("belongs together"), _line("faded", "none", thin=True, dashed=True)),
        Entry("rings", say("rings: the nearer, the closer"), None),
    ]


def _tie(style: Style, tone: Tone) -> TieLook:
    return TieLook("", "", "", style, tone)


def _line(tone: Tone, end: End, *, thin: bool = False, dashed: bool = False) -> TieLook:
    return TieLook("", "", "", tone=tone, end=end, thin=thin, dashed=dashed)


class LegendSheet:
    """The lines of a legend laid out in columns; the same on a widget and on paper."""

    def __init__(self, lines: Sequence[Entry], pens: Palette, lettering: Lettering) -> None:
        self._lines, self._pens, self._lettering = lines, pens, lettering
        widths = [lettering.width("line", line.words) for line in lines]
        self.column = SAMPLE + _GAP + max(widths, default=0.0) + _COLUMN_GAP

    def height(self, width: float) -> float:
        """How high it is when it is so wide."""
        return math.ceil(len(self._lines) / self._columns(width)) * ROW

    def paint(self, painter: QPainter, left: float, top: float, width: float) -> None:
        """Paint it, as wide as `width`, from its left top."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rows = max(1, math.ceil(len(self._lines) / self._columns(width)))
        for number, line in enumerate(self._lines):
            x, y = left + number // rows * self.column, top + number % rows * ROW
            self._paint_sample(painter, line, QRectF(x, y, SAMPLE, ROW))
            words = self._lettering.words("line", line.words, 400.0)
            painter.setPen(self._pens.ink)
            words.draw_tight(painter, x + SAMPLE + _GAP, y + (ROW - words.height) / 2)

    def _columns(self, width: float) -> int:
        return max(1, int((width + _COLUMN_GAP) // self.column))

    def _paint_sample(self, painter: QPainter, line: Entry, rect: QRectF) -> None:
        middle = rect.center()
        if line.key == "disputed":
            painter.setPen(self._pens.pen("diminishing", 1.2))
            painter.drawPath(wave(rect.left() + 8.0, middle.y(), rect.width() - 20.0))
        elif line.key == "rings":
            painter.setPen(self._pens.line_pen(self._pens.faded, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for share in (0.45, 0.9):
                painter.drawEllipse(middle, rect.width() / 2 * share, rect.height() / 2 * share)
        elif line.mark:
            paint_mark(painter, line.mark, (middle.x(), middle.y()), self._pens)
        elif isinstance(line.sample, NodeLook):
            self._paint_node(painter, line.sample, rect)
        elif isinstance(line.sample, TieLook):
            self._paint_tie(painter, line.sample, rect)

    def _paint_node(self, painter: QPainter, look: NodeLook, rect: QRectF) -> None:
        node = Node(look, 0, self._lettering)
        room = 2.0 * max(node.body.half_width / (rect.width() - 6.0), node.body.half_height / (rect.height() - 5.0))
        painter.save()
        painter.translate(rect.center())
        painter.scale(1.0 / room, 1.0 / room)
        paint_node(painter, node, self._pens)
        painter.restore()

    def _paint_tie(self, painter: QPainter, look: TieLook, rect: QRectF) -> None:
        tie = Tie(look, 0)
        y = rect.center().y()
        tie.lead((rect.left() + 3.0, y), POINT, (rect.right() - 5.0, y), POINT)
        paint_tapers(painter, [tie], self._pens)
        paint_soft(painter, [tie], self._pens)
        paint_strokes(painter, [tie], self._pens)


class Legend(QWidget):
    """A widget that shows the legend of a scene and keeps up with it."""

    def __init__(self, scene: MapScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._sheet = self._made()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(say("What the shapes and lines mean"))
        scene.altered.connect(self.renew)
        scene.stale.connect(self._renew_if_all)

    def renew(self) -> None:
        """Read the scene anew."""
        self._sheet = self._made()
        self.updateGeometry()
        self.update()

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._sheet.height(width))

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        width = math.ceil(self._sheet.column)
        return QSize(width, math.ceil(self._sheet.height(width)))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._sheet.paint(painter, 0.0, 0.0, self.width())
        painter.end()

    def _made(self) -> LegendSheet:
        scene = self._scene
        return LegendSheet(entries(scene.looks(), scene.ground), scene.pens, scene.board.lettering)

    def _renew_if_all(self, boxes: object) -> None:
        if boxes is None:
            self.renew()
