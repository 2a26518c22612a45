"""What can be done on the map by key and click: adding, tying, going round, moving nearer, looking who else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton

from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.people import Person, Relationship
from relmap.model.ratings import current_rating
from relmap.model.roles import Played, Role
from relmap.model.seats import client, main_tie, therapist, ties_between
from relmap.model.therapy import NewExperience
from relmap.ui.map.tools import MapTools
from tests.ui.desk import ALT, CTRL, SHIFT, Desk, K

# adding people


def boxes(desk: Desk) -> list[QRectF]:
    return [item.rect() for item in desk.window.scene.board.nodes.values()]


def test_names_one_after_another(desk: Desk) -> None:
    desk.add_people("Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye")
    assert desk.names == ["Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye"]
    centre = client(desk.document)
    assert centre is not None
    for name in desk.names:
        assert len(ties_between(desk.document, centre.id, desk.named(name).id)) == 1
    shapes = boxes(desk)
    assert not [(a, b) for a in shapes for b in shapes if a is not b and a.intersects(b)]
    assert desk.verbs == ["begin_case", *["add_person"] * 5]
    assert desk.in_focus(desk.window.view)


def test_five_people_take_twelve_keys_beyond_their_names(desk: Desk) -> None:
    """P, five Enters and Esc are seven; interface.md allows twelve."""
    desk.add_people("A", "B", "C", "D", "E")
    assert len(desk.names) == 5


def test_enter_twice_makes_one(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.enter()
    desk.enter()
    assert desk.names == ["Mum"]
    assert not desk.typing
    desk.enter()
    assert desk.names == ["Mum"]


def test_a_question_mark_is_somebody_without_a_name(desk: Desk) -> None:
    desk.add_people("?")
    assert desk.names == [None]
    (somebody,) = [person for person in desk.all(Person) if person.seat not in ("client", "therapist")]
    assert "?" in (desk.node(somebody.id).title, desk.node(somebody.id).initial)


def test_names_in_any_script(desk: Desk) -> None:
    names = ["أمي", "סבתא", "祖母", "Þórdís", "👵🏽"]
    desk.add_people(*names)
    assert desk.names == names
    assert [desk.node(desk.named(name).id).title for name in names] == names


def test_two_people_with_one_name_are_two(desk: Desk) -> None:
    desk.add_people("Maria", "Maria")
    ids = {person.id for person in desk.all(Person) if person.name == "Maria"}
    assert len(ids) == 2
    assert len({desk.place(id) for id in ids}) == 2


def test_escape_drops_the_name_being_typed(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mu")
    desk.key(K.Key_Escape)
    assert desk.names == []
    assert not desk.typing
    assert desk.selected == []
    assert desk.in_focus(desk.window.view)


def test_a_click_elsewhere_keeps_the_name(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.click_paper(desk.empty_place())
    assert desk.names == ["Mum"]
    assert not desk.typing
    assert desk.in_focus(desk.window.view)


def test_tab_keeps_the_name_and_goes_back_to_the_map(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.key(K.Key_Tab)
    assert desk.names == ["Mum"]
    assert desk.in_focus(desk.window.view)


def test_going_to_the_find_box_keeps_the_name_and_the_focus_there(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.key(K.Key_K, CTRL)
    assert desk.names == ["Mum"]
    assert desk.in_focus(desk.window.find_box)
    assert not desk.typing


def test_undo_while_the_next_name_is_asked_for(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("Mum")
    desk.enter()
    desk.key(K.Key_Z, CTRL)
    assert desk.names == []


def test_undo_takes_typed_letters_back_first(desk: Desk) -> None:
    desk.add_people("Mum")
    desk.key(K.Key_P)
    desk.type("Da")
    desk.key(K.Key_Z, CTRL)
    assert desk.names == ["Mum"]
    assert desk.typed == ""


def test_a_double_click_on_paper_adds_somebody_there(desk: Desk) -> None:
    place = desk.empty_place()
    desk.double_click(place)
    desk.type("Mum")
    desk.enter()
    desk.key(K.Key_Escape)
    x, y = desk.place(desk.named("Mum").id)
    assert abs(x - place.x()) < 3
    assert abs(y - place.y()) < 3


def test_letters_typed_as_words_are_no_commands(desk: Desk) -> None:
    desk.key(K.Key_P)
    desk.type("plotnecrw? ")
    assert desk.typed == "plotnecrw? "
    desk.enter()
    desk.key(K.Key_Escape)
    assert desk.names == ["plotnecrw?"]
    assert desk.verbs == ["begin_case", "add_person"]
    assert desk.window.author() == "client"


# lessons, roles and everything else


@pytest.fixture
def three(desk: Desk) -> Desk:
    """A desk with three people."""
    desk.add_people("Mum", "Dad", "Sam")
    return desk


def add(desk: Desk, key: Qt.Key, words: str) -> None:
    """A thing: its key, the words as spoken, Enter; then it waits for clicks."""
    desk.key(key)
    desk.type(words)
    desk.enter()


def taught(desk: Desk) -> set[str | None]:
    """The names of those who taught anything."""
    ties = [desk.document.need(Relationship, row.relationship) for row in desk.all(Taught)]
    return {desk.document.need(Person, tie.b).name for tie in ties}


def test_a_lesson_and_everyone_who_taught_it(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    assert "Click everyone" in three.message
    for name in ("Mum", "Dad", "Sam"):
        three.click(three.named(name).id)
    (lesson,) = three.all(Lesson)
    assert (lesson.text, lesson.valence, lesson.author) == ("My needs are too much", "diminishing", "client")
    assert taught(three) == {"Mum", "Dad", "Sam"}
    three.click(three.named("Dad").id)
    assert taught(three) == {"Mum", "Sam"}
    three.key(K.Key_Escape)
    assert three.message == ""
    three.click(three.named("Dad").id)
    assert taught(three) == {"Mum", "Sam"}
    assert three.selected == [three.named("Dad").id]


def test_clicking_people_without_enter_first(three: Desk) -> None:
    three.key(K.Key_L)
    three.type("Love has to be earned")
    three.click(three.named("Dad").id)
    assert taught(three) == {"Dad"}


def test_what_was_added_is_in_sight(three: Desk) -> None:
    for number in range(6):
        add(three, K.Key_L, f"Lesson number {number} in a long and winding sentence")
        three.key(K.Key_Escape)
        view, item = three.window.view, three.window.scene.item(three.all(Lesson)[-1].id)
        assert item is not None
        seen = view.viewportTransform().mapRect(item.rect())
        assert QRectF(view.viewport().rect()).contains(seen)


def test_an_affirming_lesson_by_key(three: Desk) -> None:
    three.key(K.Key_L)
    three.type("I am welcome")
    three.key(K.Key_Down, CTRL)
    three.enter()
    assert [lesson.valence for lesson in three.all(Lesson)] == ["affirming"]
    three.key(K.Key_L)
    three.type("Mixed")
    three.key(K.Key_Up, CTRL)
    three.enter()
    assert [lesson.valence for lesson in three.all(Lesson)] == ["affirming", "mixed"]


def test_an_affirming_lesson_by_mouse(three: Desk) -> None:
    three.key(K.Key_L)
    three.type("I am welcome")
    three.click_on(three.part(QAbstractButton, "affirming", within=three.window.tools.editor))
    assert three.typing
    three.enter()
    assert [lesson.valence for lesson in three.all(Lesson)] == ["affirming"]


def test_the_last_undo_brings_back_an_empty_map(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.click(three.named("Mum").id)
    three.key(K.Key_Escape)
    done = len(three.verbs)
    for _ in range(done - 1):
        three.key(K.Key_Z, CTRL)
    assert (three.names, three.all(Lesson)) == ([], [])
    three.reopen()
    for _ in range(done - 1):
        three.key(K.Key_Z, CTRL | SHIFT)
    assert three.names == ["Mum", "Dad", "Sam"]
    assert taught(three) == {"Mum"}
    three.reopen()
    assert taught(three) == {"Mum"}


def test_a_role_with_pressure_cost_and_what_it_kept_safe(three: Desk) -> None:
    add(three, K.Key_O, "The caretaker")
    three.click(three.named("Mum").id)
    three.key(K.Key_Escape)
    (played,) = three.all(Played)
    assert three.document.need(Role, played.role).name == "The caretaker"
    three.click(played.role)
    asked = {"pressure": "she would leave", "cost": "my own wishes", "kept_safe": "her calm"}
    for name, words in asked.items():
        three.write_in_inspector(f"{played.id}:{name}", words)
    played = three.document.need(Played, played.id)
    assert {name: getattr(played, name) for name in asked} == asked


def test_everything_else_from_the_keyboard(three: Desk) -> None:
    add(three, K.Key_T, "Useful, then gone")
    three.click(three.named("Mum").id)
    three.key(K.Key_Escape)
    assert [link.kind for link in three.all(Link)] == ["shown_with"]
    three.key(K.Key_Escape)
    add(three, K.Key_E, "We moved")
    three.key(K.Key_Escape)
    three.key(K.Key_Escape)
    three.click(three.named("Sam").id)
    add(three, K.Key_C, "class")
    three.key(K.Key_Escape)
    three.click(three.named("Sam").id)
    add(three, K.Key_N, "I asked and Sam came")
    assert [one.name for one in three.all(Pattern)] == ["Useful, then gone"]
    assert [one.title for one in three.all(LifeEvent)] == ["We moved"]
    assert [one.dimension for one in three.all(Context)] == ["class"]
    assert [link.kind for link in three.all(Link)] == ["shown_with", "about"]
    (lived,) = three.all(NewExperience)
    tie = main_tie(three.document, three.named("Sam").id)
    assert tie is not None
    assert (lived.description, lived.relationship) == ("I asked and Sam came", tie.id)


def test_c_with_nothing_selected_shows_and_hides_the_ground_of_context(three: Desk) -> None:
    shown = three.settings.context_layer
    three.key(K.Key_C)
    assert three.settings.context_layer is not shown
    assert not three.typing
    three.key(K.Key_C)
    assert three.settings.context_layer is shown


def test_a_new_experience_with_nobody_selected_is_of_this_room(three: Desk) -> None:
    add(three, K.Key_N, "I was angry and it was fine")
    host = therapist(three.document)
    assert host is not None
    room = main_tie(three.document, host.id)
    assert room is not None
    assert [lived.relationship for lived in three.all(NewExperience)] == [room.id]


def test_what_cannot_be_tied_is_said_kindly(three: Desk) -> None:
    add(three, K.Key_E, "We moved")
    three.key(K.Key_Escape)
    three.key(K.Key_Escape)
    add(three, K.Key_O, "The caretaker")
    (event,) = three.all(LifeEvent)
    three.click(event.id)
    assert "cannot be tied" in three.message
    three.key(K.Key_Escape)
    assert three.message == ""


# ties


def test_a_second_tie_with_the_same_person(three: Desk) -> None:
    three.key(K.Key_R)
    assert "Click the person" in three.message
    three.click(three.named("Dad").id)
    centre, dad = client(three.document), three.named("Dad")
    assert centre is not None
    assert len(ties_between(three.document, centre.id, dad.id)) == 2
    assert three.message == ""
    second = ties_between(three.document, centre.id, dad.id)[1]
    assert three.window.scene.looks_of(second.id)


def test_a_tie_between_two_others(three: Desk) -> None:
    three.click(three.named("Mum").id)
    three.key(K.Key_R)
    three.click(three.named("Dad").id)
    assert len(ties_between(three.document, three.named("Mum").id, three.named("Dad").id)) == 1


def test_escape_disarms_a_tie(three: Desk) -> None:
    three.key(K.Key_R)
    three.key(K.Key_Escape)
    assert three.message == ""
    before = three.verbs
    three.click(three.named("Dad").id)
    assert three.verbs == before


def test_a_click_on_paper_disarms(three: Desk) -> None:
    three.key(K.Key_R)
    three.click_paper(three.empty_place())
    assert three.message == ""
    assert not three.window.tools.armed_for_click


def test_a_double_click_while_tying_ties_once(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.double_click(three.at(three.named("Mum").id))
    assert taught(three) == {"Mum"}
    assert not three.typing


def test_a_slow_press_while_tying_is_a_click(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    mum = three.at(three.named("Mum").id)
    three.press(mum)
    three.window.tools._pointer.long_press(mum, three.window.scene.hit(mum))
    three.release(mum)
    assert taught(three) == {"Mum"}


def test_whose_words(three: Desk) -> None:
    three.key(K.Key_W)
    add(three, K.Key_L, "said by me")
    three.key(K.Key_Escape)
    three.key(K.Key_Escape)
    three.key(K.Key_W)
    add(three, K.Key_L, "said by us")
    three.key(K.Key_Escape)
    three.click_on(three.part(QAbstractButton, "Client"))
    three.window.view.setFocus()
    add(three, K.Key_L, "said by you")
    assert [lesson.author for lesson in three.all(Lesson)] == ["therapist", "both", "client"]


# going round, nearer and farther


def test_tab_goes_round_every_thing_and_then_on(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.key(K.Key_Escape)
    three.key(K.Key_Escape)
    seen: list[str] = []
    for _ in range(6):
        three.key(K.Key_Tab)
        assert three.in_focus(three.window.view)
        seen.extend(three.selected)
    centre, host = client(three.document), therapist(three.document)
    assert centre is not None
    assert host is not None
    people = [three.named(name).id for name in ("Mum", "Dad", "Sam")]
    assert seen == [centre.id, host.id, *people, three.all(Lesson)[0].id]
    three.key(K.Key_Tab)
    assert not three.in_focus(three.window.view)
    three.window.view.setFocus()
    three.key(K.Key_Backtab, SHIFT)
    assert three.selected == [people[-1]]


def test_nearer_and_farther(three: Desk) -> None:
    dad = three.named("Dad").id
    three.click(dad)
    three.key(K.Key_Up, ALT)
    tie = main_tie(three.document, dad)
    assert tie is not None
    first = current_rating(three.document, tie.id, "closeness")
    assert first is not None
    assert first.value == 5
    three.key(K.Key_Up, ALT)
    three.key(K.Key_Up, ALT)
    three.key(K.Key_Down, ALT)
    rating = current_rating(three.document, tie.id, "closeness")
    assert rating is not None
    assert rating.value == 6
    assert three.message == "close 6 of 10"
    assert "close 6 of 10" in three.node(dad).spoken
    for _ in range(9):
        three.key(K.Key_Up, ALT)
    nearest = current_rating(three.document, tie.id, "closeness")
    assert nearest is not None
    assert nearest.value == 10
    three.key(K.Key_Escape)
    assert three.message == ""


def test_nudging_moves_without_rating(three: Desk) -> None:
    dad = three.named("Dad").id
    three.click(dad)
    x, y = three.place(dad)
    three.key(K.Key_Right, ALT | SHIFT)
    three.key(K.Key_Down, ALT | SHIFT)
    three.key(K.Key_Down, ALT | SHIFT)
    assert three.place(dad) == pytest.approx((x + 10, y + 20))
    tie = main_tie(three.document, dad)
    assert tie is not None
    assert current_rating(three.document, tie.id, "closeness") is None


def test_the_centre_stays(three: Desk) -> None:
    centre = client(three.document)
    assert centre is not None
    three.click(centre.id)
    before = three.verbs
    for key, modifiers in ((K.Key_Up, ALT), (K.Key_Left, ALT | SHIFT)):
        three.key(key, modifiers)
    assert three.verbs == before
    assert three.place(centre.id) == (0.0, 0.0)


# who else


def test_space_held_fades_the_unrelated_until_it_is_let_go(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.click(three.named("Mum").id)
    three.key(K.Key_Escape)
    (lesson,) = three.all(Lesson)
    assert three.selected == [lesson.id]
    three.press_key(K.Key_Space)
    kept = three.kept()
    assert kept is not None
    assert {lesson.id, three.named("Mum").id} <= kept
    assert three.named("Dad").id not in kept
    three.release_key(K.Key_Space)
    assert three.kept() is None


def test_space_with_nothing_selected_fades_nothing(three: Desk) -> None:
    three.press_key(K.Key_Space)
    assert three.kept() is None
    three.release_key(K.Key_Space)


def test_space_let_go_of_elsewhere_fades_nothing_any_longer(three: Desk) -> None:
    three.click(three.named("Mum").id)
    three.press_key(K.Key_Space)
    assert three.kept() is not None
    three.key(K.Key_K, CTRL)
    assert three.kept() is None
    three.release_key(K.Key_Space)


def test_a_long_press_shows_who_else(three: Desk) -> None:
    mum = three.at(three.named("Mum").id)
    three.press(mum)
    three.qtbot.waitUntil(lambda: three.kept() is not None, timeout=2000)
    three.release(mum)
    assert three.kept() is None
    assert three.selected == [three.named("Mum").id]


# reading only


def test_what_is_read_only_is_not_written(three: Desk) -> None:
    tools: MapTools = three.window.tools
    three.click(three.named("Mum").id)
    tools.read_only = True
    before = three.verbs
    for key in (K.Key_P, K.Key_L, K.Key_O, K.Key_T, K.Key_N, K.Key_E, K.Key_C, K.Key_R, K.Key_F2, K.Key_Return):
        three.key(key)
        assert not three.typing
        assert not tools.armed_for_click
    for key in (K.Key_Up, K.Key_Down):
        three.key(key, ALT)
        three.key(key, ALT | SHIFT)
    three.double_click(three.empty_place())
    three.double_click(three.at(three.named("Dad").id))
    dad = three.at(three.named("Dad").id)
    three.drag(dad, dad + QPointF(120, 40))
    assert not three.typing
    assert three.verbs == before


# once and for all


def test_armed_clicks_survive_a_theme_and_an_undo(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.click(three.named("Mum").id)
    three.key(K.Key_Z, CTRL)
    assert taught(three) == set()
    three.click(three.named("Dad").id)
    assert taught(three) == {"Dad"}


def test_undoing_the_lesson_itself_disarms(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.key(K.Key_Z, CTRL)
    assert not three.window.tools.armed_for_click
    assert three.all(Lesson) == []
    before = three.verbs
    three.click(three.named("Mum").id)
    assert three.verbs == before


def test_a_lesson_tied_by_keyboard(three: Desk) -> None:
    add(three, K.Key_L, "My needs are too much")
    three.key(K.Key_Tab)  # the therapist: the client has no tie with themselves
    three.key(K.Key_Tab)
    three.enter()
    three.key(K.Key_Tab)
    three.key(K.Key_Tab)
    three.enter()
    assert taught(three) == {"Mum", "Sam"}
