"""The jobs of the map and of the therapy over time, each from its beginning to its end, by keyboard alone.

Every key goes to the real window over a real encrypted case; what a job left behind is looked for in the case itself,
most often after closing and opening it again. No test here touches the mouse: the desk refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.importing import take_in
from relmap.exchange.importing import steps
from relmap.exchange.reading import parse_case
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.people import OtherName, Person, Relationship
from relmap.model.seats import main_tie, therapist, ties_between
from relmap.model.therapy import Moment, NewExperience, Rating, Repair, Rupture, Session
from relmap.resources import resource
from relmap.store.document import Document
from relmap.ui.map.shapes import Look, NodeLook, TieLook
from relmap.ui.panels.score import ScoreLine
from relmap.ui.past_banner import PastBanner
from tests.casefiles import begun_document, empty_document
from tests.ui.desk import CTRL, NONE, SHIFT, Desk, K, words_of

FAR = 80
"""More keystrokes than it takes to get anywhere."""


class Hands(Desk):
    """A desk for somebody who uses no mouse; it counts every key."""

    struck = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.struck += 1
        super().key(key, modifiers)

    def type(self, words: str) -> None:
        self.struck += len(words)
        super().type(words)

    def click(self, id: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        raise AssertionError("there is no mouse here")

    def click_on(self, widget: QWidget) -> None:
        raise AssertionError("there is no mouse here")

    # ways of going somewhere

    def find(self, words: str, down: int = 0) -> None:
        """Ctrl+K, the words, so many lines down, Enter."""
        self.key(K.Key_K, CTRL)
        self.type(words)
        for _ in range(down):
            self.key(K.Key_Down)
        self.enter()

    def tab_to_thing(self, id: str) -> None:
        """Tab from thing to thing on the map until the cursor is on one, first on and then back."""
        for modifiers in (NONE, SHIFT):
            for _ in range(FAR):
                if id in (self.window.tools._cursor, *self.selected[:1]) and self.in_focus(self.window.view):
                    return
                self.key(K.Key_Tab, modifiers)
                if not self.in_focus(self.window.view):
                    self.key(K.Key_Tab, SHIFT if modifiers == NONE else NONE)
                    break
        raise AssertionError("the cursor does not reach it")

    def tab_to(self, part: str) -> QWidget:
        """Tab until the part whose words or spoken name begin so has the keyboard."""
        for _ in range(FAR):
            focus = self.focus
            assert focus is not None
            if part in {focus.objectName()} or any(
                one.startswith(part) for one in (focus.accessibleName(), words_of(focus))
            ):
                return focus
            self.key(K.Key_Tab)
        raise AssertionError(f"Tab does not lead to {part!r}")

    def next_session(self) -> None:
        """End this hour without a word, and begin the next."""
        self.key(K.Key_F6)
        self.enter()
        self.key(K.Key_F5)


@pytest.fixture
def hands(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Hands]:
    """A case that has just begun."""
    made = Hands(begun_document(tmp_path / "case.relmap"), qtbot)
    yield made
    made.close()


@pytest.fixture
def heron(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Hands]:
    """The demo, session by session."""
    made = Hands(told(tmp_path / "heron.relmap"), qtbot)
    yield made
    made.close()


def told(path: Path) -> Document:
    document = empty_document(path)
    for step in steps(parse_case(resource("demo", "heron.json"))):
        take_in(document, step.rows, session=step.session, mended=step.mended)
    return document


def tie_of(hands: Hands, person: str) -> str:
    tie = main_tie(hands.document, person)
    assert tie is not None
    return tie.id


# First names on an empty map


def test_five_names_take_at_most_twelve_keys_beyond_the_names(hands: Hands) -> None:
    names = ["Mum", "Dad", "Gran Ada", "Sam", "?"]
    hands.add_people(*names)
    assert hands.struck - sum(map(len, names)) <= 12
    assert hands.names == ["Mum", "Dad", "Gran Ada", "Sam", None]
    assert len({hands.place(one.id) for one in hands.all(Person)}) == 7
    hands.reopen()
    assert hands.names == ["Mum", "Dad", "Gran Ada", "Sam", None]


# Catch a sentence


def test_a_sentence_is_caught_with_three_ties(hands: Hands) -> None:
    hands.add_people("Mum", "Dad", "Sam", "Kit")
    hands.struck = 0
    words = "My needs are too much"
    hands.key(K.Key_L)
    hands.type(words)
    hands.enter()
    for name in ("Mum", "Dad", "Kit"):
        hands.tab_to_thing(hands.named(name).id)
        hands.enter()
    hands.key(K.Key_Escape)
    assert hands.struck - len(words) <= 20
    assert hands.window.pages.current == "map"
    (lesson,) = hands.all(Lesson)
    assert lesson.text == words
    wanted = {tie_of(hands, hands.named(name).id) for name in ("Mum", "Dad", "Kit")}
    assert {row.relationship for row in hands.all(Taught)} == wanted
    assert {row.lesson for row in hands.all(Taught)} == {lesson.id}


# A disruption, and back on track


def test_a_disruption_is_one_key_and_everything_else_may_wait(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.struck = 0
    hands.key(K.Key_X)
    assert hands.struck == 1
    (broken,) = hands.all(Rupture)
    assert (broken.state, broken.kind, broken.description, broken.session) == (
        "open", "unsure", None, hands.document.running,
    )  # fmt: skip
    assert hands.in_focus(hands.window.view)
    assert not hands.typing


def say_back_on_track(hands: Hands) -> None:
    """With today's marks: the client says it."""
    hands.key(K.Key_M)
    (repair,) = [one for one in hands.all(Repair) if not one.clients_word]
    for _ in range(FAR):
        if hands.selected == [repair.id]:
            break
        hands.key(K.Key_Down)
    hands.tab_to("The client says: back on track")
    hands.key(K.Key_Space)
    hands.key(K.Key_Escape)


def test_back_on_track_now_is_the_clients_word(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.key(K.Key_X)
    hands.key(K.Key_Equal)
    assert [one.state for one in hands.all(Rupture)] == ["being_mended"]
    say_back_on_track(hands)
    hands.reopen()
    (broken,), (mend,) = hands.all(Rupture), hands.all(Repair)
    assert (broken.state, mend.clients_word, mend.session) == ("back_on_track", True, broken.session)


def test_back_on_track_six_sessions_later(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.key(K.Key_X)
    for _ in range(6):
        hands.next_session()
        look = next(one for one in hands.window.scene.looks() if isinstance(one, TieLook) and one.marks)
        assert [mark.kind for mark in look.marks] == ["disruption"]
    hands.key(K.Key_Equal)
    say_back_on_track(hands)
    (broken,), (mend,) = hands.all(Rupture), hands.all(Repair)
    there, here = (hands.document.need(Session, one.session).number for one in (broken, mend))
    assert (there, here) == (1, 7)
    assert broken.state == "back_on_track"


def test_what_is_open_stays_in_sight_without_alarm(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.key(K.Key_X)
    hands.key(K.Key_F6)
    hands.enter()
    hands.key(K.Key_F4)
    words = [row.words for row in hands.window.before.sheet.list.shown]
    assert "A disruption in session 1, without words yet · open" in words
    assert not [one for one in words if "!" in one or "warn" in one.lower()]


# Here too


def test_here_too_is_a_key_and_a_thing_and_the_arc_has_both_dates(heron: Hands) -> None:
    heron.key(K.Key_F5)
    heron.struck = 0
    heron.key(K.Key_H)
    heron.tab_to_thing("school")
    heron.enter()
    moment = next(one for one in heron.all(Moment) if one.session == heron.document.running)
    (link,) = [one for one in heron.all(Link) if one.from_ == moment.id]
    assert (moment.type, link.kind, link.to) == ("here_too", "here_too", "r_school")
    (look,) = [heron.window.scene.look(id) for id in heron.window.scene.looks_of(link.id)]
    assert isinstance(look, TieLook)
    here, then = look.dates
    assert here.startswith("Session 17")
    assert "2000" in then
    assert here in look.spoken
    assert then in look.spoken


# Rate


def rate(hands: Hands, keys: list[Qt.Key]) -> None:
    """Into the panel of the lesson, to its line, a number or "not today", and back to the map."""
    hands.find("My needs")
    hands.key(K.Key_F3)
    hands.tab_to("How true does it feel today?")
    assert isinstance(hands.focus, ScoreLine)
    for key in keys:
        hands.key(key)
    hands.key(K.Key_F3)
    assert hands.in_focus(hands.window.view)


def test_a_number_each_hour_a_rise_and_an_hour_not_asked(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.key(K.Key_L)
    hands.type("My needs are too much")
    hands.enter()
    hands.key(K.Key_Escape)
    rate(hands, [K.Key_9])
    hands.next_session()
    rate(hands, [K.Key_4])
    hands.next_session()
    rate(hands, [K.Key_8])
    rate(hands, [K.Key_Tab, K.Key_Space])  # not today
    hands.next_session()
    rate(hands, [K.Key_1, K.Key_0])
    hands.reopen()
    felt = {hands.document.need(Session, one.session or "").number: one.value for one in hands.all(Rating)}
    assert (felt[1], felt[2]) == (9, 4)
    assert felt.get(3) is None
    assert felt[4] == 10
    assert 0 not in felt.values()


# Who else taught me this?


def test_who_else_taught_me_this(heron: Hands) -> None:
    heron.find("My needs are too much")
    assert heron.selected == ["l_needs"]
    heron.press_key(K.Key_Space)
    kept = heron.kept()
    assert kept is not None
    assert {"mum", "okoye", "o_caretaker"} <= kept
    assert not {"gran", "umm_nour"} & kept
    heron.release_key(K.Key_Space)
    assert heron.kept() is None


# Scrub


def moved(before: dict[str, Look], after: dict[str, Look]) -> set[str]:
    """The things that stand elsewhere."""
    return {
        id
        for id, look in after.items()
        if isinstance(look, NodeLook)
        and isinstance(was := before.get(id), NodeLook)
        and (look.x, look.y) != (was.x, was.y)
    }


def nearer_or_farther(hands: Hands) -> set[str]:
    """The people whose closeness was asked about more than once, with what stands at their circles."""
    asked = [one.subject for one in hands.all(Rating) if one.dimension == "closeness"]
    ties = {id for id in asked if asked.count(id) > 1}
    people = {hands.document.need(Relationship, tie).b for tie in ties}
    beside = {one.id for one in hands.all(Relationship) if one.b in people}
    return people | beside | {one.id for one in hands.all(Moment)}


def test_the_whole_therapy_is_walked_back_and_forth(heron: Hands) -> None:
    today = {look.id: look for look in heron.window.scene.looks()}
    heron.key(K.Key_Escape)
    told, count, later = [], [], dict(today)
    for _ in range(FAR):
        heron.key(K.Key_Left)
        told.append(heron.part(PastBanner).words)
        count.append(len(heron.window.scene.looks()))
        now = {look.id: look for look in heron.window.scene.looks()}
        assert moved(later, now) <= nearer_or_farther(heron)
        later = now
        if told.count(told[-1]) > 1:
            break
    halts = [one for one in heron.window.times.looking.halts if one.held]
    assert len(set(told)) >= len(halts) - 1
    assert count == sorted(count, reverse=True)
    heron.key(K.Key_P)
    assert not heron.typing  # the past can only be read
    heron.key(K.Key_Escape)
    assert {look.id: look for look in heron.window.scene.looks()} == today


def test_a_life_is_walked_by_its_years(heron: Hands) -> None:
    heron.key(K.Key_Left, SHIFT)
    said = heron.part(PastBanner).words
    for _ in range(3):
        heron.key(K.Key_Left, SHIFT)
    assert heron.part(PastBanner).words != said
    ghosts = [look for look in heron.window.scene.looks() if look.ghosted]
    assert ghosts
    heron.key(K.Key_Escape)
    assert not [look for look in heron.window.scene.looks() if look.ghosted]


# What changed


def test_what_changed_is_what_was_said_and_nothing_after_a_quiet_hour(hands: Hands) -> None:
    hands.add_people("Mum")
    hands.key(K.Key_F5)
    hands.add_people("Gran")
    hands.key(K.Key_F6)
    hands.enter()
    hands.opening = True
    hands.reopen()
    sheet = hands.window.before.sheet
    assert sheet.isVisible()
    told = [row.words for row in sheet.list.shown]
    assert any("Gran" in one for one in told)
    assert not any("Mum" in one for one in told)
    hands.key(K.Key_F4)
    hands.key(K.Key_Down)
    hands.enter()
    assert set(hands.selected) <= {hands.named("Gran").id, tie_of(hands, hands.named("Gran").id)}
    hands.key(K.Key_F5)
    assert not sheet.isVisible()
    hands.key(K.Key_F6)
    hands.enter()
    hands.reopen()
    told = [row.words for row in hands.window.before.sheet.list.shown]
    assert "It was a quiet hour: nothing on the map changed." in told
    assert not any("Gran" in one for one in told)


def test_something_is_kept_for_later_and_asked(hands: Hands) -> None:
    hands.add_people("Mum")
    hands.key(K.Key_F5)
    hands.find("Mum")
    hands.key(K.Key_A)
    hands.key(K.Key_F6)
    hands.enter()
    hands.key(K.Key_F4)
    (row,) = [row for row in hands.window.before.sheet.list.shown if row.words == "About Mum"]
    for _ in range(FAR):
        if hands.selected == [row.id]:
            break
        hands.key(K.Key_Down)
    hands.key(K.Key_A)
    assert "About Mum" not in [row.words for row in hands.window.before.sheet.list.shown]


# Two ties, one person; two people, one name; a former name


def test_two_people_of_one_name_are_two(hands: Hands) -> None:
    hands.add_people("Sam", "Sam")
    one, other = [person.id for person in hands.all(Person) if person.name == "Sam"]
    hands.find("Sam")
    first = hands.selected
    hands.find("Sam", down=1)
    assert {*first, *hands.selected} == {one, other}
    hands.key(K.Key_F2)
    hands.type(" of the pianos")
    hands.enter()
    assert sorted(filter(None, hands.names)) in (["Sam", "Sam of the pianos"], [" of the pianos", "Sam"])


def test_one_person_has_two_ties(hands: Hands) -> None:
    hands.add_people("Dad")
    dad = hands.named("Dad").id
    hands.find("Dad")
    hands.key(K.Key_R)
    client = next(one.id for one in hands.all(Person) if one.seat == "client")
    hands.tab_to_thing(client)
    hands.enter()
    hands.key(K.Key_Escape)
    ties = ties_between(hands.document, client, dad)
    assert len(ties) == 2
    assert (
        len(
            [look for look in hands.window.scene.looks() if isinstance(look, NodeLook) and look.id in (dad, ties[1].id)]
        )
        == 2
    )
    hands.reopen()
    assert len(hands.all(Relationship)) == 3


def test_a_former_name_is_kept_and_never_shown(heron: Hands) -> None:
    (former,) = [one for one in heron.all(OtherName) if one.never_show]
    assert former.text == "Bernadette"
    heron.key(K.Key_K, CTRL)
    heron.type("Bernadette")
    model = heron.window.find_box.results
    found = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert not [line for line in found if "Kit" in line or "Bernadette" in line]
    heron.key(K.Key_Escape)
    spoken = " ".join(look.spoken for look in heron.window.scene.looks())
    assert "Bernadette" not in spoken
    assert "Kit" in spoken


# By keyboard alone, by ear


def test_everything_on_the_map_is_reached_by_tab_and_says_a_sentence(heron: Hands) -> None:
    heron.key(K.Key_Escape)
    heron.key(K.Key_Escape)
    reached: list[str] = []
    for _ in range(3 * FAR):
        heron.key(K.Key_Tab)
        if not heron.in_focus(heron.window.view):
            break
        reached += heron.selected
    top = QAccessible.queryAccessibleInterface(heron.window.view)
    sentences = [top.child(index).text(QAccessible.Text.Name) for index in range(top.childCount())]
    assert all(sentences)
    assert {"mum", "dad", "kit", "l_needs", "o_caretaker", "x_rota", "p_fine", "ev_walk"} <= set(reached)
    mum = next(one for one in sentences if one.startswith("Mum"))
    assert "parent" in mum
    assert "close 6 of 10" in mum
    assert "strained" in mum


VIEWS = {"lessons": K.Key_2, "patterns": K.Key_3, "room": K.Key_4, "timeline": K.Key_5}


@pytest.mark.parametrize("view", list(VIEWS))
def test_each_view_leads_to_the_map_and_back(heron: Hands, view: str) -> None:
    heron.key(VIEWS[view], CTRL)
    assert heron.window.pages.current == view
    page = heron.window.pages.page(view)
    page.focus_body()
    for _ in range(4):
        heron.key(K.Key_Down)
    assert heron.selected
    if view == "lessons":  # there Enter opens the life of a lesson, and Enter in it leads to the map
        heron.enter()
        heron.key(K.Key_Home)
    heron.enter()
    assert heron.window.pages.current == "map"
    heron.key(K.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert heron.window.pages.current == view


# Almost nothing on the map


@pytest.mark.parametrize("view", list(VIEWS))
def test_with_almost_nothing_every_view_says_something_kind(hands: Hands, view: str) -> None:
    hands.key(VIEWS[view], CTRL)
    page = hands.window.pages.page(view)
    title, sentence = page.empty_words()
    if view == "timeline":  # the two in the room are there, only without a date
        title = "Nothing has a date yet"
    parts = [part for part in page.findChildren(QWidget) if part.isVisible()]
    shown = [part for part in parts if title in f"{part.accessibleName()} {part.accessibleDescription()}"]
    assert shown, f"{view} shows no kind word"
    assert len(sentence) > 20
    assert "no data" not in f"{title} {sentence}".lower()


def test_with_almost_nothing_every_sheet_says_something_kind(hands: Hands) -> None:
    said = []
    for key in (K.Key_F4, K.Key_H, K.Key_F6):
        hands.key(key)
        said.append(hands.message)
        hands.key(K.Key_Escape)
    assert all(said)
    assert len(set(said)) == 3
    hands.key(K.Key_M)
    assert hands.window.hour.marks.isVisible()
    hands.key(K.Key_Escape)


def test_something_new_is_one_key_and_finds_its_words_later(hands: Hands) -> None:
    hands.key(K.Key_F5)
    hands.key(K.Key_N)
    (lived,) = hands.all(NewExperience)
    hands.key(K.Key_M)
    hands.enter()
    hands.type("I was angry, and she stayed")
    hands.key(K.Key_Tab)
    assert hands.all(NewExperience)[0].description == "I was angry, and she stayed"
    room = therapist(hands.document)
    assert room is not None
    assert lived.relationship == tie_of(hands, room.id)
