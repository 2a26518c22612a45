"""Every report there is, by its key; each is read from what may be exported and knows nothing of paper or screens."""

from __future__ import annotations

from relmap.reports import ending, lesson_life, session_page, story, take_home
from relmap.reports.questions import ReportKind
from relmap.words import say

KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        "session",
        lambda: say("A session"),
        lambda: say("One session: what was said, marked and asked in it, and what to take home."),
        session_page.questions,
        session_page.read,
    ),
    ReportKind(
        "take_home",
        lambda: say("A page to take home"),
        lambda: say("What the client picks, on one sheet, with code names and no word of where it comes from."),
        take_home.questions,
        take_home.read,
    ),
    ReportKind(
        "lesson",
        lambda: say("The life of a lesson"),
        lambda: say("Where a lesson comes from, how true it felt, and what was lived since."),
        lesson_life.questions,
        lesson_life.read,
    ),
    ReportKind(
        "story",
        lambda: say("The story so far"),
        lambda: say("Who mattered, what was learned, what broke and mended, and what is new, in the order it came up."),
        story.questions,
        story.read,
    ),
    ReportKind(
        "ending",
        lambda: say("The ending"),
        lambda: say("The first map and the last, every lesson with its story, what mended and what did not, letters."),
        ending.questions,
        ending.read,
    ),
)


def kind(key: str) -> ReportKind:
    """The kind of report with this key; raises KeyError where there is none."""
    found = next((one for one in KINDS if one.key == key), None)
    if found is None:
        raise KeyError(key)
    return found
