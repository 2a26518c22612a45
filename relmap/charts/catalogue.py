"""Every chart there is, by its key: what it is called, what can be chosen for it, and how it is read from a case.

It imports no matplotlib, so that a list of charts costs nothing; `charts.drawing` makes the pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from relmap.analysis.numbers import Noted
from relmap.charts import bands, closeness, disruptions, felt, lesson_lines, matrix, repertoire
from relmap.charts.marks import ChartData
from relmap.model.source import Source
from relmap.words import say

Subjects = tuple[tuple[str, str], ...]
"""What a chart can be of: id and words of each, in the order in which they were said."""


@dataclass(frozen=True, slots=True)
class ChartKind:
    """One kind of chart. `subjects` is None where it is of the whole case; `many`: several can be chosen at once.

    `read` takes the ids of the chosen subjects; none chosen means the first, or, where `many`, the first few that
    have something.
    """

    key: str
    title: Callable[[], str]
    subjects: Callable[[Source], Subjects] | None
    many: bool
    read: Callable[[Source, tuple[str, ...], Noted], ChartData]


def _whole(key: str, title: Callable[[], str], read: Callable[[Source, Noted], ChartData]) -> ChartKind:
    return ChartKind(key, title, None, False, lambda source, subjects, noted: read(source, noted))


CHARTS: tuple[ChartKind, ...] = (
    ChartKind("lesson", lambda: say("A lesson over the sessions"), lesson_lines.subjects, False, lesson_lines.read_one),
    _whole("lessons", lambda: say("All lessons, side by side"), lesson_lines.read_all),
    _whole("lessons_ties", lambda: say("Who taught which lesson"), matrix.read_lessons),
    _whole("roles_ties", lambda: say("Who asked for which role"), matrix.read_roles),
    _whole("disruptions", lambda: say("Disruptions and what mended them"), disruptions.read),
    _whole("repertoire", lambda: say("Ways of connecting, as they came"), repertoire.read),
    _whole("felt", lambda: say("Stronger, more confident, more alive"), felt.read),
    ChartKind("closeness", lambda: say("Closeness over the sessions"), closeness.subjects, True, closeness.read),
    _whole("life", lambda: say("My life and its times"), bands.read),
)


def chart(key: str) -> ChartKind:
    """The kind of chart with this key; raises KeyError where there is none."""
    found = next((kind for kind in CHARTS if kind.key == key), None)
    if found is None:
        raise KeyError(key)
    return found
