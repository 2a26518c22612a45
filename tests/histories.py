"""Random histories of a case with sessions in it, each step remembered as it was when it happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from relmap.edits import (
    disruptions,
    fields,
    lessons,
    linking,
    marks,
    people,
    placing,
    rating,
    removing,
    sessions,
    things,
)
from relmap.model.integrity import RuleBroken, session_key
from relmap.model.lessons import Lesson
from relmap.model.notes import Note
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.therapy import Moment, Repair, Rupture, Session
from relmap.store.document import Document
from relmap.words import Trouble
from tests.casefiles import set_cover, tables

Act = Callable[[Document, "Choice"], object]


class Choice:
    """Draws the ids and numbers of one step from a row of numbers, so that a step is made again in the same way."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = iter(numbers)

    def number(self, below: int) -> int:
        return next(self._numbers, 0) % below

    def one(self, document: Document, *classes: type[Any]) -> str:
        """The id of some row of a kind; that of the case where there is none."""
        ids = [row.id for cls in classes for row in document.all(cls)]
        return ids[self.number(len(ids))] if ids else CASE_ID


ACTS: dict[str, Act] = {
    "begin": lambda document, choice: sessions.begin_session(document),
    "end": lambda document, choice: sessions.end_session(document, closing="It could be said."),
    "note": lambda document, choice: sessions.note_session(document, day="2026-01-14", held="cancelled"),
    "person": lambda document, choice: people.add_person(
        document, word(document), place=(float(choice.number(9)), 0.0)
    ),
    "lesson": lambda document, choice: lessons.add_lesson(document, word(document), taught_by=_ties(document)),
    "note_of": lambda document, choice: things.add_note(document, choice.one(document, Person, Lesson), word(document)),
    "words": lambda document, choice: fields.set_field(
        document, choice.one(document, Lesson, Session), ("text", "note")[choice.number(2)], "x" * choice.number(4)
    ),
    "name": lambda document, choice: fields.set_field(document, choice.one(document, Person), "name", word(document)),
    "cover": lambda document, choice: set_cover(
        document, choice.one(document, Person, Lesson, Note), ("outline", "full", "none")[choice.number(3)]
    ),
    "move": lambda document, choice: placing.move(
        document, {choice.one(document, Person, Lesson): (float(choice.number(5)), 1.0)}
    ),
    "rate": lambda document, choice: rating.rate(
        document, choice.one(document, Lesson, Relationship), "true_today", (None, 0, 7)[choice.number(3)]
    ),
    "mark": lambda document, choice: marks.mark(
        document, ("heard", "disruption", "back_on_track", "new")[choice.number(4)]
    ),
    "word": lambda document, choice: disruptions.hear_word(
        document, choice.one(document, Repair), choice.number(2) > 0
    ),
    "here_too": lambda document, choice: linking.here_too(
        document, choice.one(document, Moment, Rupture), choice.one(document, Lesson, Person)
    ),
    "remove": lambda document, choice: removing.remove(document, [choice.one(document, Person, Lesson, Session)]),
    "undo": lambda document, choice: document.undo(),
    "redo": lambda document, choice: document.redo(),
    "seal": lambda document, choice: document.seal(),
}


def word(document: Document) -> str:
    """A word that stands nowhere else in the case."""
    return f"word{document.revision}."


def _ties(document: Document) -> list[str]:
    return [tie.id for tie in document.all(Relationship)][-1:]


def histories(*, covers: bool = False) -> st.SearchStrategy[list[tuple[str, list[int]]]]:
    """Some sessions with acts in them and between them; each act by its name, with the numbers it chooses by."""
    numbers = st.lists(st.integers(0, 60), min_size=3, max_size=3)
    many = ["begin", "end", "undo", "undo", "redo", "words", "move", "mark", "mark", "remove"]
    names = [name for name in (*ACTS, *many, "cover", "note_of") if covers or name != "cover"]
    acts = st.lists(st.tuples(st.sampled_from(names), numbers), max_size=9)
    chapter = st.tuples(acts, st.just([("begin", [0])]), acts, st.just([("end", [0])]))
    chapters = st.lists(chapter, min_size=1, max_size=3)
    return st.tuples(chapters, acts).map(
        lambda life: [act for part in life[0] for one in part for act in one] + life[1]
    )


@dataclass
class Told:
    """What somebody who watched the history knows: after each revision, the case, and the session it was done in."""

    cases: dict[int, dict[str, dict[str, Any]]] = field(default_factory=dict)
    sat_in: dict[int, str | None] = field(default_factory=dict)


def live(document: Document, history: list[tuple[str, list[int]]]) -> Told:
    """Do all of it, as far as the rules allow; what was seen on the way."""
    told = Told({document.revision: tables(document)}, {document.revision: None})
    for name, numbers in history:
        before, running = document.revision, document.running
        try:
            ACTS[name](document, Choice(numbers))
        except (RuleBroken, Trouble, KeyError):
            assert document.revision == before
        told.cases[document.revision] = tables(document)
        if document.revision > before:
            told.sat_in[document.revision] = running or document.running
    return told


def in_order(document: Document) -> list[Session]:
    """The sessions of a case, as they follow each other."""
    return sorted(document.all(Session), key=session_key)
