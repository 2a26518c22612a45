"""Every report there is, by its key; each is read from what may be exported and knows nothing of paper or screens."""

from __future__ import annotations

from relmap.reports import lesson_life, session_page
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
        "lesson",
        lambda: say("The life of a lesson"),
        lambda: say("Where a lesson comes from, how true it felt, and what was lived since."),
        lesson_life.questions,
        lesson_life.read,
    ),
)


def kind(key: str) -> ReportKind:
    """The kind of report with this key; raises KeyError where there is none."""
    found = next((one for one in KINDS if one.key == key), None)
    if found is None:
        raise KeyError(key)
    return found
