"""What is reminded of and never forced."""

from __future__ import annotations

from pathlib import Path

from relmap.edits import lessons, linking, people, things
from relmap.model.patterns import Episode, Pattern
from relmap.model.seats import client, main_tie, therapist
from relmap.model.therapy import Rupture, Session
from relmap.read.reminders import only_seen_here, speaks_of_nothing
from relmap.store.document import Document
from relmap.ui.panels.reminder import reminder_of
from tests.casefiles import begun_document


def room_of(document: Document) -> str:
    """The tie of client and therapist."""
    host = therapist(document)
    assert host is not None
    assert client(document) is not None
    tie = main_tie(document, host.id)
    assert tie is not None
    return tie.id


def test_3_an_experience_that_speaks_of_no_lesson_is_reminded_of(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "c.relmap")
    lived = things.add_experience(document, "She stayed", tie=room_of(document))
    lesson = lessons.add_lesson(document, "My needs are too much")
    assert speaks_of_nothing(document, lived)
    assert reminder_of(document, lived)
    linking.link(document, "counters", lived, lesson)
    assert not speaks_of_nothing(document, lived)
    assert reminder_of(document, lived) == ""
    document.close()


def test_5_a_pattern_seen_only_in_the_room_is_marked(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "c.relmap")
    pattern = things.add_pattern(document, "It's fine")
    assert not only_seen_here(document, pattern)
    with document.edit("test"):
        session = document.add(Session(number=1))
        rupture = document.add(Rupture(session=session.id))
    linking.link(document, "re_enacts", rupture.id, pattern)
    assert only_seen_here(document, pattern)
    linking.link(document, "shown_with", pattern, room_of(document))
    assert only_seen_here(document, pattern)
    tie = main_tie(document, people.add_person(document, "Mum"))
    assert tie is not None
    linking.link(document, "shown_with", pattern, tie.id)
    assert not only_seen_here(document, pattern)
    assert document.need(Pattern, pattern).name == "It's fine"
    document.close()


def test_a_story_with_somebody_else_shows_a_pattern_there_too(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "c.relmap")
    pattern = things.add_pattern(document, "It's fine")
    with document.edit("test"):
        rupture = document.add(Rupture(session=document.add(Session(number=1)).id))
    linking.link(document, "re_enacts", rupture.id, pattern)
    things.add_episode(document, pattern, relationship=room_of(document), narrative="At the door")
    assert only_seen_here(document, pattern)
    tie = main_tie(document, people.add_person(document, "Mum"))
    assert tie is not None
    with document.edit("test"):
        document.add(Episode(pattern=pattern, relationship=tie.id))
    assert not only_seen_here(document, pattern)
    document.close()
