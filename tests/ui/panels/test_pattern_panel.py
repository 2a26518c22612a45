"""The panels of patterns, stories, new experiences and ways, and the quiet lines about what is shared."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from relmap.edits.lessons import add_lesson, teach
from relmap.edits.linking import link, link_between
from relmap.edits.people import add_person
from relmap.edits.things import add_episode, add_experience, add_pattern, add_way
from relmap.model.links import Link
from relmap.model.patterns import Episode, Pattern
from relmap.model.seats import main_tie
from relmap.model.therapy import NewExperience, WayOfConnecting
from relmap.store.document import Document
from relmap.ui.panels.score import ScoreEditor
from relmap.ui.panels.told import Told
from tests.ui.panels.conftest import Room


def tie_with(document: Document, name: str) -> str:
    tie = main_tie(document, add_person(document, name))
    assert tie is not None
    return tie.id


def told(room: Room) -> list[str]:
    """Every sentence with chips in sight, as it is read out."""
    return [line.accessibleName() for line in room.all(Told)]


def test_the_loop_stands_in_its_order_though_nothing_is_said_yet(room: Room) -> None:
    pattern = add_pattern(room.document, "It's fine")
    room.select(pattern)
    shown = [label.text() for label in room.all(QLabel)]
    asked = [
        "What I wish for",
        "What I expect of the other",
        "What the other then does",
        "What I then do",
        "How I then treat myself",
        "How it is afterwards",
    ]
    assert [text for text in shown if text in asked] == asked
    room.write(f"{pattern}:toward_self", "I tell myself it was nothing")
    assert room.document.need(Pattern, pattern).toward_self == "I tell myself it was nothing"


def test_a_story_is_told_in_a_line_and_then_with_whom(room: Room) -> None:
    document = room.document
    tie, pattern = tie_with(document, "Mum"), add_pattern(document, "It's fine")
    room.select(pattern)
    room.press("+ stories that show it")
    room.pick("I cut my hand on a tin")
    room.pick("Mum")
    (story,) = document.all(Episode)
    assert (story.pattern, story.relationship, story.narrative) == (pattern, tie, "I cut my hand on a tin")
    assert link_between(document, "shown_with", pattern, tie) is not None
    assert room.button("I cut my hand on a tin").accessibleDescription() == "With Mum"
    assert room.button("Mum").isVisible(), "seen with"
    document.undo()
    assert not document.all(Episode)
    assert not document.all(Link)


def test_in_a_tie_a_story_needs_no_pattern(room: Room) -> None:
    document = room.document
    tie = tie_with(document, "Mum")
    room.select(tie)
    room.press("more …")
    room.press("+ stories")
    room.pick("The tin")
    (story,) = document.all(Episode)
    assert (story.pattern, story.relationship) == (None, tie)
    room.press("The tin")
    assert room.selection.only == story.id


def test_whom_a_pattern_is_seen_with_is_added_and_let_go(room: Room) -> None:
    document = room.document
    tie, pattern = tie_with(document, "Mum"), add_pattern(document, "It's fine")
    room.select(pattern)
    room.press("+ seen with")
    room.pick("Mum")
    assert link_between(document, "shown_with", pattern, tie) is not None
    room.button("Mum").setFocus()
    QTest.keyClick(room.button("Mum"), Qt.Key.Key_Delete)
    assert link_between(document, "shown_with", pattern, tie) is None


def test_something_new_asks_what_was_feared_and_what_came_instead(room: Room) -> None:
    document = room.document
    lived = add_experience(document, "I was angry", tie=tie_with(document, "Dana"))
    room.select(lived)
    assert "It speaks for or against no lesson yet." in room.words()
    room.write(f"{lived}:feared", "That she would go quiet")
    room.write(f"{lived}:happened_instead", "She stayed")
    entity = document.need(NewExperience, lived)
    assert (entity.feared, entity.happened_instead) == ("That she would go quiet", "She stayed")
    link(document, "counters", lived, add_lesson(document, "My anger ends things"))
    assert "It speaks for or against no lesson yet." not in room.words()


def test_each_of_the_three_is_a_number_or_not_today(room: Room) -> None:
    document = room.document
    lived = add_experience(document, "I was angry", tie=tie_with(document, "Dana"))
    room.select(lived)
    editors = room.all(ScoreEditor)
    assert [editor.objectName() for editor in editors] == [
        f"{lived}:{name}" for name in ("stronger", "more_confident", "more_alive")
    ]
    assert all(editor.unasked.isChecked() for editor in editors), "nobody is asked to answer"
    assert all(editor.unasked.isVisible() for editor in editors)
    QTest.keyClicks(editors[0].line, "7")
    QTest.keyClicks(editors[2].line, "0")
    entity = document.need(NewExperience, lived)
    assert (entity.stronger, entity.more_confident, entity.more_alive) == (7, None, 0)
    editors[0].unasked.click()
    assert document.need(NewExperience, lived).stronger is None
    assert document.need(NewExperience, lived).more_alive == 0, "not today is no nought"


def test_a_way_it_used_is_made_in_place(room: Room) -> None:
    document = room.document
    lived = add_experience(document, "I was angry", tie=tie_with(document, "Dana"))
    room.select(lived)
    room.press("+ a way of connecting, tried")
    room.pick("Be angry and stay")
    (way,) = document.all(WayOfConnecting)
    assert (way.name, way.state) == ("Be angry and stay", "imagined")
    assert link_between(document, "uses", lived, way.id) is not None
    document.undo()
    assert not document.all(WayOfConnecting)


def test_a_way_says_with_whom_it_was_first_lived(heron: Room) -> None:
    heron.select("w_ask")
    assert told(heron) == ["First with Sam, 18 March 2026 · also with Gran Ada"]
    heron.press("Sam")
    assert heron.selection.only == "r_sam"
    heron.select("w_first")
    assert told(heron) == []
    heron.press("tried")
    assert heron.document.need(WayOfConnecting, "w_first").state == "tried"


def test_a_tie_says_what_it_shares_with_whom(room: Room) -> None:
    document = room.document
    mum, boss, aunt = (tie_with(document, name) for name in ("Mum", "Dr. Okoye", "Aunt"))
    lesson = add_lesson(document, "My needs are too much")
    teach(document, lesson, mum)
    room.select(mum)
    assert told(room) == []
    teach(document, lesson, boss)
    assert told(room) == ["“My needs are too much” also taught by Dr. Okoye"]
    room.button("Dr. Okoye").click()
    assert room.selection.only == boss
    room.select(aunt)
    assert told(room) == []


def test_a_lesson_a_role_and_a_pattern_say_what_else_the_same_ties_share(heron: Room) -> None:
    heron.select("l_needs")
    assert "Mum, Dr. Okoye also share The caretaker, It's fine" in told(heron)
    heron.select("o_caretaker")
    assert any("also share “My needs are too much”" in line for line in told(heron))
    heron.select("p_fine")
    assert any(line.startswith("Mum, Dr. Okoye also share") for line in told(heron))


def test_who_is_covered_echoes_nowhere(heron: Room) -> None:
    with heron.document.edit("cover", stands=True):
        okoye = heron.document.get("okoye")
        assert okoye is not None
        okoye.veil = "outline"
    for id in ("r_mum", "l_needs", "o_caretaker", "p_fine"):
        heron.select(id)
        assert not any("Okoye" in line for line in told(heron))
        assert "Okoye" not in heron.words()


def test_a_story_shows_its_pattern_and_with_whom(room: Room) -> None:
    document = room.document
    pattern = add_pattern(document, "It's fine")
    story = add_episode(document, pattern, relationship=tie_with(document, "Mum"))
    room.select(story)
    assert room.button("With whom: Mum").isVisible()
    assert room.button("Pattern it shows: It's fine").isVisible()


def test_a_way_of_nobody_is_made_from_words(room: Room) -> None:
    way = add_way(room.document, "Ask twice")
    room.select(way)
    assert "Ask twice" in room.words()
    assert "+ tried when" in room.words()
