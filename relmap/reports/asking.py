"""The questions that several pages share: by which names, which session, which lesson."""

from __future__ import annotations

from dataclasses import replace

from relmap.model.lessons import Lesson
from relmap.model.source import Source
from relmap.read.titles import capital, shown_title
from relmap.reports.blocks import Report, texts
from relmap.reports.naming import Names, told_of_names
from relmap.reports.questions import Answers, Given, Question, text_of
from relmap.reports.telling import session_title, sessions_of
from relmap.words import say


def names_question(default: Names = "names") -> Question:
    """By which names people are called on the page."""
    return Question(
        "names",
        say("What people are called"),
        "one",
        (("names", say("by their names")), ("code", say("by code names"))),
        default,
        say("Code names take the place of names. What was said stays as it was said, names in it included."),
    )


def names_of(answers: Answers, question: Question) -> Names:
    """The names that were chosen."""
    return "code" if text_of(answers, question) == "code" else "names"


def finished(source: Source, report: Report, names: Names, given: Given) -> Report:
    """The report, telling its maker which names still stand in it; `source` is the case with its names."""
    told = told_of_names(source, texts(report), given.everybody()) if names == "code" else ""
    return replace(report, told=told)


def session_question(source: Source) -> Question:
    """Which session; the last one held, if nothing is said."""
    sessions = sessions_of(source)
    options = tuple((one.id, capital(session_title(source, one.id))) for one in reversed(sessions))
    held = [one.id for one in sessions if one.held == "held"]
    default = held[-1] if held else sessions[-1].id if sessions else ""
    return Question("session", say("Which session"), "one", options, default)


def lesson_question(source: Source) -> Question:
    """Which lesson; the first, if nothing is said."""
    seen = [one.id for one in source.all(Lesson) if one.veil == "none"]
    options = tuple((id, shown_title(source, id)) for id in seen)
    return Question("lesson", say("Which lesson"), "one", options, seen[0] if seen else "")
