"""The lists of the rail's views as pages: line by line, in the words in which each view is read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from relmap.analysis.lifeline import lifeline
from relmap.model.source import Source
from relmap.model.when import span
from relmap.reports.blocks import Block, Heading, Items, Report, Words
from relmap.reports.questions import Given
from relmap.reports.telling import case_footer, report
from relmap.ui.views.echo_rows import echo_rows
from relmap.ui.views.lesson_rows import lesson_rows
from relmap.ui.views.loops import pattern_rows
from relmap.ui.views.repertoire import way_rows
from relmap.ui.views.role_rows import role_rows
from relmap.ui.views.room_rows import room_rows
from relmap.ui.views.rows import Row
from relmap.ui.views.time_marks import marks_of
from relmap.words import say

Sections = Iterator[tuple[str, Sequence[str]]]


def listed_titles() -> Mapping[str, Callable[[], str]]:
    """What each list is called, by the name of its view."""
    return {
        "lessons": lambda: say("Lessons and roles, as a list"),
        "patterns": lambda: say("Patterns and ways, as a list"),
        "room": lambda: say("This room, as a list"),
        "timeline": lambda: say("Timeline, as a list"),
    }


def listed_report(name: str, source: Source, given: Given) -> Report:
    """The list of a view; a kind sentence where nothing stands in it yet."""
    sections = {"lessons": _lessons, "patterns": _patterns, "room": _room, "timeline": _timeline}[name]
    title = listed_titles()[name]()
    blocks = tuple(_blocks(sections(source, given)))
    kind = Words(say("Nothing stands here yet. What is told can find its place here in time."))
    return report(source, title, (Heading(1, title), *(blocks or (kind,))), footer=case_footer(source, given.today))


def _blocks(sections: Sections) -> Iterator[Block]:
    for title, lines in sections:
        if lines:
            yield Heading(2, title)
            yield Items(tuple(lines))


def _spoken(rows: Iterable[Row]) -> list[str]:
    return [row.spoken for row in rows if row.id]


def _lessons(source: Source, given: Given) -> Sections:
    yield say("Lessons"), _spoken(lesson_rows(source, "", "told", None, given.noted))
    yield say("Roles, and what each asked"), _spoken(role_rows(source, "", "told"))


def _patterns(source: Source, _given: Given) -> Sections:
    yield say("Patterns and their stories"), _spoken(pattern_rows(source, "", "told"))
    yield say("Echoes"), _spoken(echo_rows(source, "", "told"))
    yield say("Ways of connecting"), _spoken(way_rows(source, "", "told"))


def _room(source: Source, _given: Given) -> Sections:
    yield say("The thread of the therapy"), _spoken(room_rows(source).rows)


def _timeline(source: Source, given: Given) -> Sections:
    marks = marks_of(source, lifeline(source, span(given.today or "1970-01-01").first))
    yield say("In the order of life"), [mark.spoken for mark in marks if mark.at is not None]
    yield say("Not dated yet"), [mark.spoken for mark in marks if mark.at is None]
