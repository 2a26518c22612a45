"""Where everything in the picture of a lesson's life stands: in life, at the lesson's card, along the sessions.

A plan is plain values in units of the map (text of 14 at a scale of 1), drawn from left to right; `mirrored` turns it
round for scripts that run the other way. It knows no painter and no widget.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from relmap.ui.map.lettering import Voice
from relmap.ui.map.shapes import NodeLook, TieLook, Tone
from relmap.ui.views.life_words import Event

Ink = Literal["ink", "faded"]
End = Literal["bar", "arrow", "both"]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units: its left top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Note:
    """Words in a box: at most `lines`, in its middle or at their own side."""

    text: str
    box: Box
    voice: Voice
    ink: Ink = "ink"
    lines: int = 1
    quotes: tuple[str, str] = ("", "")
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Dot:
    """A number at its place; `series` is whose it is, 0 for the first."""

    at: Place
    value: int
    series: int
    label: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A session on the line: whether anybody was asked, and its label where there is room for one."""

    x: float
    asked: bool
    label: str


@dataclass(frozen=True, slots=True)
class Stem:
    """The line from an experience to where it stands, by way of points; its end says which way it speaks."""

    points: tuple[Place, ...]
    end: End


@dataclass(frozen=True, slots=True)
class Spot:
    """What can be pointed at: the event it stands for, and where."""

    event: Event
    box: Box

    @property
    def id(self) -> str:
        """What it stands for."""
        return self.event.id


@dataclass
class Plan:
    """The whole picture, as it is put down from left to right.

    `base` is the height of the line, which runs from `start` to `end`; `graph` spans the numbers from 10 to 0.
    """

    base: float
    tone: Tone = "ink"
    start: float = 0.0
    end: float = 0.0
    right: float = 0.0
    foot: float = 0.0
    nodes: list[NodeLook] = field(default_factory=list)
    ties: list[TieLook] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    joins: list[tuple[int, int]] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    stems: list[Stem] = field(default_factory=list)
    sprouts: list[Place] = field(default_factory=list)
    diamonds: list[Place] = field(default_factory=list)
    hairs: list[tuple[Place, Place]] = field(default_factory=list)
    graph: Box | None = None
    spots: list[Spot] = field(default_factory=list)
    arrow: bool = False
    from_right: bool = False

    def put(self, look: NodeLook, x: float, y: float) -> None:
        """Stand a thing at a place."""
        self.nodes.append(replace(look, x=x, y=y))

    def spot(self, event: Event, box: Box) -> None:
        """Let something be pointed at."""
        self.spots.append(Spot(event, box))
        self.foot = max(self.foot, box.bottom)
        self.right = max(self.right, box.right)

    def spot_at(self, x: float, y: float, reach: float = 0.0) -> int | None:
        """The number of the spot at a point, the smallest where several lie over one another."""
        found = [
            (spot.box.width * spot.box.height, number)
            for number, spot in enumerate(self.spots)
            if spot.box.x - reach <= x <= spot.box.right + reach and spot.box.y - reach <= y <= spot.box.bottom + reach
        ]
        return min(found)[1] if found else None


def mirrored(plan: Plan, width: float) -> Plan:
    """The same picture from right to left, on paper of a width."""

    def turn(box: Box) -> Box:
        return replace(box, x=width - box.right)

    def point(at: Place) -> Place:
        return width - at[0], at[1]

    return replace(
        plan,
        start=width - plan.start,
        end=width - plan.end,
        nodes=[replace(node, x=width - node.x) for node in plan.nodes],
        notes=[replace(note, box=turn(note.box)) for note in plan.notes],
        dots=[replace(dot, at=point(dot.at)) for dot in plan.dots],
        ticks=[replace(tick, x=width - tick.x) for tick in plan.ticks],
        stems=[replace(stem, points=tuple(map(point, stem.points))) for stem in plan.stems],
        sprouts=list(map(point, plan.sprouts)),
        diamonds=list(map(point, plan.diamonds)),
        hairs=[(point(one), point(other)) for one, other in plan.hairs],
        graph=turn(plan.graph) if plan.graph is not None else None,
        spots=[replace(spot, box=turn(spot.box)) for spot in plan.spots],
        from_right=not plan.from_right,
    )


@dataclass
class Tracks:
    """How far the line, and what stands above and below it, are taken: things beside one another never overlap."""

    gap: float
    _taken: dict[str, float] = field(default_factory=dict)

    def place(self, start: float, halves: dict[str, float]) -> float:
        """The first middle from `start` on where something of these half widths, by track, has room; it is taken."""
        taken = [
            self._taken.get(track, start) + half + self.gap * (track in self._taken) for track, half in halves.items()
        ]
        middle = max(taken)
        for track, half in halves.items():
            self._taken[track] = middle + half
        return middle

    @property
    def right(self) -> float:
        """The right edge of all."""
        return max(self._taken.values(), default=0.0)


@dataclass
class Lanes:
    """Rows of pills that hang below the line from their own stems. They are placed from the last to the first."""

    width: float
    least: float
    most: int
    gap: float = 10.0
    hang: float = 26.0
    _edges: list[float] = field(default_factory=list)

    def place(self, x: float) -> tuple[int, float] | None:
        """Lane and left edge of a pill whose stem comes from `x`; None where there is no room for one."""
        for lane in range(self.most):
            passing = min((edge - self.hang / 2 for edge in self._edges[:lane]), default=x)
            beside = self._edges[lane] - self.gap - self.width + self.hang if lane < len(self._edges) else x
            stem = min(x, passing)
            if beside < stem:
                continue
            left = stem - self.hang
            if left < self.least:
                return None
            self._edges[:lane] = [min(edge, stem) for edge in self._edges[:lane]]  # its stem passes them
            self._edges[lane : lane + 1] = [left]
            return lane, left
        return None


def labelled(count: int, spacing: float, room: float, last_room: float) -> Sequence[int]:
    """Which of some sessions have a label, every one where there is room: the last always, and none that touch."""
    if count <= 0:
        return ()
    step = max(1, math.ceil(room / spacing))
    chosen = [number for number in range(0, count - 1, step) if (count - 1 - number) * spacing >= last_room]
    return (*chosen, count - 1)
