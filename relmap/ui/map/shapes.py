"""Looks: everything there is to say about how one thing on the map is drawn, in words instead of colours.

A Look names a shape, a tone (a colour role of the theme), its words and its place; the same Look is painted on the
map, in the legend, on paper and in the client's window. Looks are plain values: they know neither Qt nor the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "client",
    "person",
    "therapist",
    "place",
    "second",
    "lesson",
    "role",
    "experience",
    "pattern",
    "event",
    "context",
    "moment",
    "way",
]
"""What a thing is drawn as; `second` is the smaller circle of a further tie with the same person."""

Tone = Literal["ink", "faded", "accent", "warm", "diminishing", "affirming", "mixed", "role", "new", "context"]
"""What a thing's colour means; the theme has the colours."""

Style = Literal["plain", "warm", "steady", "distant", "strained", "broken", "mended", "room"]
"""How a line is drawn: the quality of a tie, `room` for the tie with the therapist, `plain` for every link."""

End = Literal["none", "arrow", "bar"]
MarkKind = Literal["disruption", "mended", "left_open", "ended", "helped", "repair", "folded"]
"""A disruption that is open, that is back on track, was left open or ended the therapy; what helped; the client's word
that it is back on track; and several earlier ones, counted."""
Pictogram = Literal["", "institution", "school", "group", "community", "place", "faith"]
Side = Literal["below", "left", "right"]
Part = Literal["body", "rim", "tie", "mark"]

ROUND_SHAPES = frozenset({"client", "person", "therapist", "second", "moment"})
"""Shapes whose outline is a circle."""
JOINABLE_SHAPES = frozenset({"client", "person", "therapist", "place", "second"})
"""Shapes with a rim from which a tie can be drawn."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A small context badge below a thing; `subjects` are the ids of the contexts it stands for."""

    text: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TieMark:
    """A disruption or a repair on a tie; `subject` is its id, `members` all that a folded one stands for."""

    kind: MarkKind
    subject: str
    spoken: str = ""
    members: tuple[str, ...] = ()
    count: int = 0

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of everything it stands for."""
        return self.members or (self.subject,)


@dataclass(frozen=True, slots=True)
class NodeLook:
    """One thing with a place. `id` is unique on the map; `subject` is the entity it stands for (as a rule the same).

    `quotes` are the marks round spoken words in their own language; `score` is 0..10, or None when not asked.
    `whose` names which of two clients it is of. `attached` names a node this one is joined to and moves with, `side` is
    where its words stand; `covered` leaves nothing but an outline.
    """

    id: str
    shape: Shape
    x: float = 0.0
    y: float = 0.0
    tone: Tone = "ink"
    title: str = ""
    initial: str = ""
    subtitle: str = ""
    quotes: tuple[str, str] = ("", "")
    badges: tuple[Badge, ...] = ()
    score: int | None = None
    score_text: str = ""
    pictogram: Pictogram = ""
    dashed: bool = False
    ghosted: bool = False
    disputed: bool = False
    whose: str = ""
    covered: bool = False
    attached: str = ""
    side: Side = "below"
    kind: str = ""
    spoken: str = ""
    subject: str = ""

    @property
    def entity(self) -> str:
        """The id of the entity it stands for."""
        return self.subject or self.id


@dataclass(frozen=True, slots=True)
class TieLook:
    """One line between two things; `a` and `b` name nodes, or ties or tie marks (then their middle is meant).

    `taper` is -1 when `a` has more power, +1 when `b` has, 0 when nothing is said. `curve` bends the line outward,
    away from the middle of the map (a share of its length; 0 is straight, below 0 inward). `end` is drawn at `b`.
    A line with `ends` (entities) is faint until it or one of them is chosen; then its `dates` stand beside it.
    """

    id: str
    a: str
    b: str
    style: Style = "plain"
    tone: Tone = "ink"
    taper: Literal[-1, 0, 1] = 0
    end: End = "none"
    curve: float = 0.0
    dashed: bool = False
    thin: bool = False
    label: str = ""
    dates: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    marks: tuple[TieMark, ...] = ()
    ghosted: bool = False
    covered: bool = False
    disputed: bool = False
    kind: str = ""
    spoken: str = ""
    subject: str = ""

    @property
    def entity(self) -> str:
        """The id of the entity it stands for."""
        return self.subject or self.id


Look = NodeLook | TieLook


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: the entity's id, which part of it, and the id of the Look."""

    id: str
    part: Part
    look: str


Place = tuple[float, float]
"""A point in scene units."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a tool shows of a gesture before it is done: a line being drawn, a lasso, words beside the pointer."""

    line: tuple[Place, Place] | None = None
    lasso: tuple[Place, ...] = ()
    words: str = ""
    words_at: Place = (0.0, 0.0)
    tone: Tone = "accent"
