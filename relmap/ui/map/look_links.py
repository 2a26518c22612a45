"""How lines between things are drawn: what a tie taught, where a role was played, and every kind of link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.roles import Played
from relmap.ui.map import spoken
from relmap.ui.map.arcs import arc_dates
from relmap.ui.map.drafts import Drawn, is_covered
from relmap.ui.map.shapes import End, TieLook, Tone
from relmap.ui.map.sight import Sight


@dataclass(frozen=True, slots=True)
class _Line:
    tone: Tone
    end: End
    curve: float
    dashed: bool = False
    thin: bool = False


_LINES: Mapping[str, _Line] = {
    "counters": _Line("new", "bar", 0.08),
    "supports": _Line("affirming", "arrow", 0.1),
    "instead": _Line("affirming", "arrow", 0.14, dashed=True),
    "asks_for": _Line("role", "arrow", 0.14, dashed=True),
    "shown_with": _Line("faded", "none", 0.1, dashed=True, thin=True),
    "involves": _Line("faded", "none", 0.12, dashed=True, thin=True),
    "re_enacts": _Line("accent", "arrow", 0.16, dashed=True, thin=True),
    "here_too": _Line("accent", "arrow", 0.2, thin=True),
    "uses": _Line("affirming", "none", 0.08, thin=True),
    "about": _Line("context", "none", 0.1, dashed=True, thin=True),
    "made_of": _Line("faded", "arrow", 0.1, thin=True),
}


def draw_taught(sight: Sight, row: Taught) -> Drawn:
    """An arrow from whoever taught it to the lesson, in the lesson's tone."""
    lesson = sight.get(row.lesson)
    tone: Tone = lesson.valence if isinstance(lesson, Lesson) else "faded"
    yield TieLook(
        row.id,
        sight.stand(row.relationship),
        row.lesson,
        tone=tone,
        end="arrow",
        curve=0.14,
        covered=is_covered(row),
        disputed=row.disputed,
        kind=row.array,
        spoken=spoken.of_link(sight, row),
    )


def draw_played(sight: Sight, row: Played) -> Drawn:
    """A line from the role to whom it was played with."""
    yield TieLook(
        row.id,
        row.role,
        sight.stand(row.relationship),
        tone="role",
        curve=0.12,
        covered=is_covered(row),
        disputed=row.disputed,
        kind=row.array,
        spoken=spoken.of_link(sight, row),
    )


def draw_link(sight: Sight, link: Link) -> Drawn:
    """A line in the manner of its kind; a context that is a badge on something needs none."""
    if link.kind == "about" and sight.is_badge(link.from_):
        return
    line = _LINES[link.kind]
    arc = link.kind in ("here_too", "re_enacts") and not is_covered(link)
    yield TieLook(
        link.id,
        sight.stand(link.from_),
        sight.stand(link.to),
        tone=line.tone,
        end=line.end,
        curve=line.curve,
        dashed=line.dashed,
        thin=line.thin,
        label=link.text or "",
        dates=arc_dates(sight, link) if arc else (),
        ends=(link.from_, link.to) if arc else (),
        covered=is_covered(link),
        disputed=link.disputed,
        kind=link.array,
        spoken=spoken.of_link(sight, link),
    )
