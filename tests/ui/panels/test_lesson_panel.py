from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from relmap.edits.fields import set_field
from relmap.edits.lessons import add_lesson, teach
from relmap.edits.linking import link
from relmap.edits.people import add_person
from relmap.edits.rating import rate
from relmap.edits.roles import add_role, play
from relmap.edits.sessions import begin_session
from relmap.edits.things import add_experience
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.people import Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.roles import Role
from relmap.model.seats import main_tie
from relmap.model.therapy import NewExperience
from relmap.store.document import Document
from relmap.ui.panels.score import ScoreEditor, ScoreLine
from relmap.ui.panels.tile import Tile
from tests.ui.panels.conftest import Room


def tie_with(document: Document, name: str) -> str:
    tie = main_tie(document, add_person(document, name))
    assert tie is not None
    return tie.id


def line_of(room: Room) -> ScoreLine:
    return room.all(ScoreLine)[0]


def test_the_words_are_edited_in_place_and_stay_in_quotation_marks(room: Room) -> None:
    id = add_lesson(room.document, "My needs are too much")
    room.select(id)
    assert "lesson · diminishing" in room.words()
    room.write("title", "My needs are mine")
    assert room.document.need(Lesson, id).text == "My needs are mine"
    assert "“" not in str(room.document.need(Lesson, id).text), "the marks are painted, not stored"


def test_whose_words_can_be_changed(room: Room) -> None:
    id = add_lesson(room.document, "You give a lot")
    room.select(id)
    button = room.button("words of the client")
    action = button.menu().actions()[1]  # type: ignore[attr-defined]  # it is a tool button
    assert action.text() == "the therapist"
    action.trigger()
    assert room.document.need(Lesson, id).author == "therapist"
    assert "words of the therapist" in room.words()


def test_today_is_rated_by_typing_and_taken_back(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    assert "not asked" in room.words()
    QTest.keyClicks(line_of(room), "1")
    QTest.keyClicks(line_of(room), "0")
    rating = current_rating(room.document, id, "true_today")
    assert rating is not None
    assert rating.value == 10
    assert "10 of 10" in room.words()
    QTest.keyClicks(line_of(room), "0")
    assert "0 of 10" in room.words()
    QTest.keyClick(line_of(room), Qt.Key.Key_Delete)
    assert current_rating(room.document, id, "true_today") is None
    assert line_of(room).number is None


def test_undo_of_a_rating_shows_on_the_line(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    rate(room.document, id, "true_today", 7)
    room.select(id)
    assert line_of(room).number == 7
    room.document.undo()
    assert line_of(room).number is None
    room.document.redo()
    assert line_of(room).number == 7


def test_not_asked_is_one_press(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    rate(room.document, id, "true_today", 7)
    room.select(id)
    room.all(ScoreEditor)[0].unasked.click()
    assert current_rating(room.document, id, "true_today") is None


def test_another_tie_is_added_from_the_list_and_tells_how_it_taught(room: Room) -> None:
    mum, boss = tie_with(room.document, "Mum"), tie_with(room.document, "Dr. Okoye")
    id = add_lesson(room.document, "I am too much", taught_by=[mum])
    room.select(id)
    room.press("+ learned with")
    room.pick("okoye")
    rows = [row for row in room.document.all(Taught) if row.lesson == id]
    assert [row.relationship for row in rows] == [mum, boss]
    room.press("Dr. Okoye")
    assert "How it was taught" in room.words()
    room.press("+ what was said")
    room.write(f"{rows[1].id}:quote", "Not again")
    assert room.document.need(Taught, rows[1].id).quote == "Not again"
    room.press("Show Dr. Okoye")
    assert room.selection.only == boss


def test_delete_on_a_chip_lets_go_of_it(room: Room) -> None:
    mum = tie_with(room.document, "Mum")
    id = add_lesson(room.document, "I am too much", taught_by=[mum])
    room.select(id)
    QTest.keyClick(room.button("Mum"), Qt.Key.Key_Delete)
    assert not room.document.all(Taught)
    room.document.undo()
    assert "Mum" in room.words()


def test_what_the_role_it_asks_for_asked_and_cost(room: Room) -> None:
    mum = tie_with(room.document, "Mum")
    id = add_lesson(room.document, "I am too much", taught_by=[mum])
    role = add_role(room.document, "The caretaker")
    row = play(room.document, role, mum, pressure="She goes quiet for days", cost="I never know what I want")
    room.select(id)
    assert "She goes quiet" not in room.words()
    link(room.document, "asks_for", id, role)
    words = room.words()
    assert "What staying connected asked of me" in words
    assert "She goes quiet for days" in words
    room.write(f"{row}:pressure", "She stops speaking")
    room.document.undo()
    assert "She goes quiet for days" in room.words()


def test_a_role_is_made_from_words_in_one_undo(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("+ role it asks for")
    room.pick("The invisible one")
    assert [role.name for role in room.document.all(Role)] == ["The invisible one"]
    assert "The invisible one" in room.words()
    assert room.document.undo_verb == "add_role"
    room.document.undo()
    assert not room.document.all(Role)
    assert not room.document.all(Link)


def test_a_truer_lesson_is_affirming(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("+ a truer lesson, in my words")
    room.pick("People who love me want to know")
    made = room.document.all(Lesson)[-1]
    assert made.valence == "affirming"
    room.press("“People who love me want to know”")
    assert room.selection.only == made.id
    assert "Older lesson it stands against" in room.words()


def test_something_new_that_speaks_against_it_asks_only_with_whom(room: Room) -> None:
    sam = tie_with(room.document, "Sam")
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    room.press("+ what speaks against it")
    room.pick("I asked Sam for help")
    room.pick("sam")
    lived = room.document.all(NewExperience)[0]
    assert (lived.relationship, lived.description) == (sam, "I asked Sam for help")
    assert "I asked Sam for help" in room.words()
    room.document.undo()
    assert not room.document.all(NewExperience)


def test_a_changed_valence_says_first_what_it_would_let_go_of(room: Room) -> None:
    sam = tie_with(room.document, "Sam")
    id = add_lesson(room.document, "I am too much")
    lived = add_experience(room.document, "I was angry, and she stayed", tie=sam)
    link(room.document, "counters", lived, id)
    room.select(id)
    room.button("What it does to me: affirming").click()
    assert room.document.need(Lesson, id).valence == "diminishing"
    assert "What speaks against it: “I was angry, and she stayed”." in room.words()
    room.button("Leave it").click()
    assert room.document.need(Lesson, id).valence == "diminishing"
    assert room.button("What it does to me: diminishing").isChecked()
    room.button("What it does to me: affirming").click()
    room.button("Change it").click()
    assert room.document.need(Lesson, id).valence == "affirming"
    assert not room.document.all(Link)
    assert "lesson · affirming" in room.words()
    room.document.undo()
    assert "I was angry, and she stayed" in room.words()


def test_a_free_change_of_valence_asks_nothing(room: Room) -> None:
    id = add_lesson(room.document, "I can wait")
    room.select(id)
    room.button("What it does to me: mixed").click()
    assert room.document.need(Lesson, id).valence == "mixed"


def test_chips_do_not_show_what_is_covered(room: Room) -> None:
    mum = tie_with(room.document, "Mum")
    id = add_lesson(room.document, "I am too much", taught_by=[mum])
    other = add_lesson(room.document, "I am welcome", valence="affirming")
    link(room.document, "instead", id, other)
    room.select(id)
    with room.document.edit("cover", stands=True):
        room.document.need(Lesson, other).veil = "full"
    assert "welcome" not in room.words()
    assert not [tile for tile in room.all(Tile) if "welcome" in tile.accessibleName()]


def test_new_words_are_those_of_whoever_is_being_taken_down(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.author = "both"
    room.select(id)
    room.press("+ role it asks for")
    room.pick("The clown")
    assert room.document.all(Role)[0].author == "both"


def test_taught_twice_is_one_chip(room: Room) -> None:
    mum = tie_with(room.document, "Mum")
    id = add_lesson(room.document, "I am too much", taught_by=[mum])
    teach(room.document, id, mum)
    room.select(id)
    assert len([tile for tile in room.all(QWidget) if isinstance(tile, Tile) and tile.words == "Mum"]) == 1


def test_a_tie_with_somebody_covered_is_not_listed(room: Room) -> None:
    mum, dad = tie_with(room.document, "Mum"), tie_with(room.document, "Dad")
    id = add_lesson(room.document, "I am too much", taught_by=[mum, dad])
    room.select(id)
    with room.document.edit("cover", stands=True):
        room.document.need(Person, room.document.need(Relationship, mum).b).veil = "outline"
    words = room.words()
    assert "Dad" in words
    assert "Mum" not in words
    assert "overed" not in words


def test_not_today_is_as_large_as_the_numbers_and_stands_there_always(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    room.select(id)
    answer = room.all(ScoreEditor)[0].unasked
    assert answer.isVisible()
    assert answer.isChecked()
    assert (answer.width(), answer.height() >= line_of(room).height()) == (line_of(room).width(), True)
    QTest.keyClicks(line_of(room), "7")
    assert answer.isVisible()
    assert not answer.isChecked()
    answer.click()
    assert answer.isChecked()
    assert current_rating(room.document, id, "true_today") is None
    assert line_of(room).number is None


def test_a_number_given_while_a_session_runs_belongs_to_it(room: Room) -> None:
    id = add_lesson(room.document, "I am too much")
    rate(room.document, id, "true_today", 9)
    session = begin_session(room.document)
    room.select(id)
    answer = room.all(ScoreEditor)[0].unasked
    assert answer.isChecked(), "the number is of an earlier day"
    assert "not asked today" in room.words()
    answer.click()
    newest = current_rating(room.document, id, "true_today")
    assert newest is not None
    assert newest.value == 9, "the number of the earlier day stays"
    QTest.keyClicks(line_of(room), "4")
    newest = current_rating(room.document, id, "true_today")
    assert newest is not None
    assert (newest.value, newest.session, newest.told_in) == (4, session, session)
    assert not answer.isChecked()
    answer.click()
    newest = current_rating(room.document, id, "true_today")
    assert newest is not None
    assert (newest.value, newest.session) == (9, None)
    assert answer.isChecked()


def test_words_stay_not_quite_until_it_is_said_that_they_are_right(room: Room) -> None:
    id = add_lesson(room.document, "I have to disappear")
    room.select(id)
    assert not room.all(QWidget, "settled")
    set_field(room.document, id, "disputed", True)
    assert "The client said: not quite." in room.words()
    room.write("title", "I have to be useful, and there")
    assert room.document.need(Lesson, id).disputed, "other words settle nothing"
    assert "1 earlier wording" in room.words()
    room.press("It is right now")
    assert not room.document.need(Lesson, id).disputed
    assert not room.all(QWidget, "settled")


def test_the_translation_stands_below_the_words_it_translates(heron: Room) -> None:
    heron.select("l_nwanne")
    gloss = heron.part(QWidget, "l_nwanne:gloss")
    assert gloss.mapTo(heron.panel, QPoint(0, 0)).y() < line_of(heron).mapTo(heron.panel, QPoint(0, 0)).y()
    assert "Nobody leaves their own behind" in heron.words()
    assert "ig" in heron.words()


def test_how_it_was_taught_has_a_panel_of_its_own_with_whose_words_and_earlier_ones(heron: Room) -> None:
    heron.select("l_welcome")
    heron.press("أم نور")
    heron.press("More about this")
    assert heron.selection.only == "tg_welcome_shop"
    assert heron.button("words of somebody else").isEnabled()
    heron.write("tg_welcome_shop:quote", "The house is yours")
    heron.press("1 earlier wording")
    assert "البيت بيتك" in heron.words()


def test_a_lesson_asks_for_its_life(heron: Room) -> None:
    asked: list[str] = []
    heron.inspector.life_asked.connect(asked.append)
    heron.select("l_needs")
    heron.press("Its life")
    assert asked == ["l_needs"]
