"""A lesson's life as a person meets it: painted along one line, walked along by keys, and read as a list."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relmap.analysis.threads import lesson_life
from relmap.edits.lessons import add_lesson
from relmap.edits.linking import link
from relmap.edits.rating import rate
from relmap.edits.removing import remove
from relmap.edits.sessions import begin_session, end_session
from relmap.edits.things import add_experience
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent
from relmap.model.people import Person, Relationship
from relmap.model.roles import Role
from relmap.model.therapy import NewExperience, Rating
from relmap.resources import resource
from relmap.store.index import Index
from relmap.ui.map.items import Node
from relmap.ui.map.lettering import Lettering
from relmap.ui.selection import Selection
from relmap.ui.texts import title_of
from relmap.ui.views import life_words
from relmap.ui.views.lessons import LessonsPage
from relmap.ui.views.life_picture import LifePicture, plan_of
from relmap.ui.views.life_plan import Box, Lanes, Plan, labelled, mirrored
from tests.analysis.test_threads import cases, held, rating, room
from tests.ui.desk import LEFT, NONE, Desk, K

LESSONS = ("l_needs", "l_earned", "l_welcome", "l_sent_back", "l_disappear", "l_want_to_know", "l_hold", "l_nwanne")


def life_of(desk: Desk, lesson: str) -> LessonsPage:
    """The life of a lesson, in sight."""
    desk.window.ways.show_lesson_life(lesson)
    page = desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    assert page.part == "life"
    return page


def plan(case: Index, lesson: str = "l", width: float = 700.0) -> Plan:
    return plan_of(case, lesson_life(case, lesson), width, Lettering())


def spot(picture: LifePicture, id: str) -> int:
    """The number of the spot that stands for an id."""
    assert picture.plan is not None
    (number,) = [number for number, one in enumerate(picture.plan.spots) if one.id == id]
    return number


def point(desk: Desk, page: LessonsPage, id: str) -> QPoint:
    """Where a spot is in the window, brought into sight first."""
    picture = page.life.picture
    box = picture.box_of(spot(picture, id))
    page.life.paper.ensureVisible(box.center().x(), box.center().y(), 60, 60)
    QApplication.sendPostedEvents()
    return picture.mapTo(desk.window, box.center())


def bodies(made: Plan) -> list[QRectF]:
    """What things, with the words in them, cover."""
    lettering = Lettering()
    return [Node(look, 0, lettering).rect() for look in made.nodes]


def boxes(made: Plan) -> list[QRectF]:
    """What the words beside things cover."""
    found = []
    for note in made.notes:
        words = Lettering().words(note.voice, note.text, note.box.width, note.lines, note.quotes, note.centred)
        left = note.box.x + ((note.box.width - words.width) / 2 if note.centred else 0.0)
        found.append(QRectF(left, note.box.y, words.width, note.box.height))
    return found


# the plan


@given(cases())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_lived_nothing_lies_over_anything_else(qapp: QApplication, case: Index) -> None:
    made = plan(case)
    for one, other in combinations(bodies(made), 2):
        assert not one.adjusted(1, 1, -1, -1).intersects(other)
    things = bodies(made)
    for box in boxes(made):
        assert not any(box.adjusted(2, 2, -2, -2).intersects(thing) for thing in things)


WORDS = st.sampled_from(
    (
        "Mum",
        "די כבר עם הדמעות האלה, אין לי כוח",
        "Everything that was ever said at that table, and what it cost all of them to say it " * 3,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "",
    )
)


@st.composite
def lives(draw: st.DrawFn) -> Index:
    """A lesson with any number of teachers, life events, roles and truer lessons, in words of any length."""
    rows: list[Entity] = [held(1), rating(1, "s1", 10)]
    for n in range(draw(st.integers(0, 5))):
        rows.append(Person(id=f"p{n}", name=draw(WORDS), ordinal=10 + n))
        rows.append(Relationship(id=f"r{n}", a="me", b=f"p{n}", label=draw(WORDS), ordinal=10 + n))
        when = draw(st.sampled_from((None, "1985", "1990~/2007", "unknown")))
        rows.append(Taught(id=f"t{n}", lesson="l", relationship=f"r{n}", quote=draw(WORDS), period=when, ordinal=n))
    for n in range(draw(st.integers(0, 4))):
        when = draw(st.sampled_from((None, "1985", "1999")))
        rows.append(LifeEvent(id=f"e{n}", title=draw(WORDS), happened=when, ordinal=n))
        rows.append(Link(id=f"ke{n}", kind="made_of", from_=f"e{n}", to="l", text=draw(WORDS), ordinal=n))
    for n in range(draw(st.integers(0, 3))):
        rows.append(Role(id=f"o{n}", name=draw(WORDS), ordinal=n))
        rows.append(Link(id=f"ko{n}", kind="asks_for", from_="l", to=f"o{n}", ordinal=10 + n))
        rows.append(NewExperience(id=f"x{n}", relationship="r_mum", description=draw(WORDS), session="s1", ordinal=n))
        rows.append(Link(id=f"kx{n}", kind="supports", from_=f"x{n}", to="l", ordinal=20 + n))
    for n in range(draw(st.integers(0, 3))):
        rows.append(Lesson(id=f"a{n}", text=draw(WORDS), valence="affirming", ordinal=10 + n))
        rows.append(Link(id=f"ka{n}", kind="instead", from_="l", to=f"a{n}", text=draw(WORDS), ordinal=30 + n))
    return room(*rows)


@given(lives())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_much_is_said_every_word_has_room(qapp: QApplication, case: Index) -> None:
    made = plan(case)
    everything = [*bodies(made), *boxes(made)]
    for one, other in combinations(everything, 2):
        assert not one.adjusted(2, 2, -2, -2).intersects(other)
    assert all(box.left() >= 0.0 and box.right() <= made.right + 1.0 for box in everything)
    assert all(box.top() >= 0.0 and box.bottom() <= made.foot + 1.0 for box in everything)


@given(cases())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_picture_and_the_list_tell_the_same(qapp: QApplication, case: Index) -> None:
    life = lesson_life(case, "l")
    made = plan(case)
    pointed = [one.event for one in made.spots if one.event.part not in ("gap", "lesson")]
    listed = [event for event in life_words.events(case, life) if event.part != "gap"]
    assert pointed == listed, "the same, and in the same order"
    assert len(made.dots) == sum(felt.value is not None for stop in life.stops for felt in stop.felt)
    gaps = [one for one in made.spots if one.event.part == "gap"]
    assert len(gaps) == sum(not stop.felt for stop in life.stops)


@given(cases())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_are_joined_only_from_one_session_to_the_next(qapp: QApplication, case: Index) -> None:
    made = plan(case)
    places = sorted({tick.x for tick in made.ticks})
    for first, second in made.joins:
        one, other = made.dots[first], made.dots[second]
        assert one.series == other.series
        assert 0 <= places.index(other.at[0]) - places.index(one.at[0]) <= 1


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_demo_lies_clear_of_itself(qapp: QApplication, lesson: str) -> None:
    made = plan(parse_case(resource("demo", "heron.json")), lesson, 1000.0)
    for one, other in combinations(bodies(made), 2):
        assert not one.adjusted(1, 1, -1, -1).intersects(other)
    for one, other in combinations(boxes(made), 2):
        assert not one.adjusted(1, 1, -1, -1).intersects(other)


def test_a_rise_is_drawn_by_the_same_measure_as_a_fall(qapp: QApplication) -> None:
    case = room(held(1), held(2), held(3), rating(1, "s1", 4), rating(2, "s2", 9), rating(3, "s3", 4))
    one, high, other = (dot.at for dot in plan(case).dots)
    assert one[1] == other[1] > high[1]
    assert high[0] - one[0] == other[0] - high[0]


def test_zero_is_a_number_and_not_asked_is_none(qapp: QApplication) -> None:
    made = plan(room(held(1), held(2), rating(1, "s1", 0)))
    assert [(dot.value, dot.label) for dot in made.dots] == [(0, True)]
    assert [tick.asked for tick in made.ticks] == [True, False]


def test_two_clients_have_marks_of_their_own_and_their_names(qapp: QApplication) -> None:
    case = room(held(1), rating(1, "s1", 9), rating(2, "s1", 2, "you"), second_client=True)
    made = plan(case)
    assert [dot.series for dot in made.dots] == [0, 1]
    assert {title_of(case, "me"), "You"} <= {note.text for note in made.notes}
    assert [one.event.title for one in made.spots if one.event.part == "felt"] == [
        "client 1: felt true 9 of 10",
        "You: felt true 2 of 10",
    ]


def test_labels_thin_out_and_the_last_one_stays() -> None:
    assert list(labelled(5, 30.0, 26.0, 26.0)) == [0, 1, 2, 3, 4]
    thinned = list(labelled(84, 15.0, 26.0, 40.0))
    assert thinned[-1] == 83
    assert all((b - a) * 15.0 >= 26.0 for a, b in pairwise(thinned[:-1]))
    assert (83 - thinned[-2]) * 15.0 >= 40.0
    assert list(labelled(0, 15.0, 26.0, 26.0)) == []
    assert list(labelled(1, 15.0, 26.0, 26.0)) == [0]


def test_no_stem_runs_through_another_pill() -> None:
    lanes = Lanes(180.0, 0.0, 4)
    placed: list[tuple[float, int, float]] = []
    for x in range(1200, 0, -37):
        room_ = lanes.place(float(x))
        if room_ is not None:
            placed.append((float(x), *room_))
    assert len({lane for _, lane, _ in placed}) == 4
    for _, lane, left in placed:
        stem = left + 26.0
        for _, other_lane, other_left in placed:
            if other_lane < lane:
                assert not other_left <= stem <= other_left + 180.0
            elif other_lane == lane and other_left != left:
                assert abs(other_left - left) >= 180.0


def test_from_right_to_left_the_same_picture_is_turned_round(qapp: QApplication) -> None:
    made = plan(parse_case(resource("demo", "heron.json")), "l_needs")
    turned = mirrored(made, made.right)
    assert [made.right - dot.at[0] for dot in made.dots] == [dot.at[0] for dot in turned.dots]
    assert [one.event for one in made.spots] == [one.event for one in turned.spots]
    assert turned.from_right
    again = mirrored(turned, made.right)
    assert [round(one.box.x, 6) for one in again.spots] == [round(one.box.x, 6) for one in made.spots]


def test_the_smallest_thing_under_the_pointer_is_meant() -> None:
    made = plan_with(Box(0, 0, 100, 100), Box(40, 40, 10, 10))
    assert made.spot_at(45, 45) == 1
    assert made.spot_at(5, 5) == 0
    assert made.spot_at(500, 5) is None


def plan_with(*places: Box) -> Plan:
    made = Plan(base=0.0)
    for number, box in enumerate(places):
        made.spot(life_words.Event(str(number), "felt", "", ""), box)
    return made


# in the window


def test_arrow_keys_walk_through_the_life_in_the_order_of_time(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    picture = page.life.picture
    assert demo_desk.in_focus(picture)
    demo_desk.key(K.Key_Home)
    assert picture.plan is not None
    walked = []
    for number, one in enumerate(picture.plan.spots):
        assert picture.cursor_spot == one
        assert picture.accessibleName() == one.event.spoken
        assert demo_desk.selected == [one.id]
        walked.append(one.event.part)
        if number < len(picture.plan.spots) - 1:
            demo_desk.key(K.Key_Right)
    assert walked.index("made_of") < walked.index("lesson") < walked.index("felt") < walked.index("truer")
    demo_desk.key(K.Key_Right)
    assert picture.cursor_spot == picture.plan.spots[-1], "the end is the end"
    demo_desk.key(K.Key_Left)
    assert picture.cursor_spot == picture.plan.spots[-2]
    demo_desk.key(K.Key_Home)
    assert picture.cursor_spot == picture.plan.spots[0]
    demo_desk.key(K.Key_End)
    demo_desk.key(K.Key_PageUp)
    assert picture.cursor_spot == picture.plan.spots[-11]


def test_tab_goes_on_to_the_list(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    demo_desk.key(K.Key_Tab)
    assert demo_desk.in_focus(page.life.list)
    demo_desk.key(K.Key_Home)
    demo_desk.key(K.Key_Down)
    chosen = page.life.events.rows[1].id
    assert demo_desk.selected == [chosen]
    assert page.life.picture.cursor_spot is not None
    assert page.life.picture.cursor_spot.id == chosen


def test_a_click_chooses_and_the_words_stand_beside_the_pointer(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    at = point(demo_desk, page, "x_angry")
    QTest.mouseMove(demo_desk.window.windowHandle(), at)
    (words,) = [one for one in page.life.picture.findChildren(QLabel) if one.isVisible()]
    assert "I was angry, and she stayed" in words.text()
    assert words.textFormat() == Qt.TextFormat.PlainText
    QTest.mouseClick(demo_desk.window.windowHandle(), LEFT, NONE, at)
    assert demo_desk.selected == ["x_angry"]
    assert page.life.list.currentIndex().data() == page.life.events.rows[page.life.list.currentIndex().row()].spoken
    assert "I was angry" in page.life.list.currentIndex().data()


def test_a_double_click_and_enter_ask_for_the_map(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    at = point(demo_desk, page, "x_angry")
    QTest.mouseClick(demo_desk.window.windowHandle(), LEFT, NONE, at)
    QTest.mouseDClick(demo_desk.window.windowHandle(), LEFT, NONE, at)
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == ["x_angry"]
    demo_desk.window.pages.go_back()
    assert page.part == "life"
    page.life.setFocus()
    demo_desk.key(K.Key_Home)
    demo_desk.enter()
    assert demo_desk.window.pages.current == "map"


def test_the_panel_of_a_lesson_opens_its_life(demo_desk: Desk) -> None:
    demo_desk.window.selection.set(["l_welcome"])
    demo_desk.click_on(demo_desk.part(QPushButton, "life", within=demo_desk.window.inspector))
    page = demo_desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    assert (demo_desk.window.pages.current, page.life.lesson) == ("lessons", "l_welcome")


def test_ctrl_l_on_the_map_opens_the_life_of_the_chosen_lesson(demo_desk: Desk) -> None:
    demo_desk.click("l_earned")
    demo_desk.key(K.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = demo_desk.window.pages.page("lessons")
    assert isinstance(page, LessonsPage)
    assert (demo_desk.window.pages.current, page.life.lesson) == ("lessons", "l_earned")


def test_the_list_is_a_real_list_in_words(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    QAbstractItemModelTester(page.life.events, QAbstractItemModelTester.FailureReportingMode.Fatal)
    spoken = [row.spoken for row in page.life.events.rows]
    assert any("Learned with Mum" in one or "learned with Mum" in one for one in spoken)
    assert "Session 3: not asked" in spoken
    assert "Session 1: felt true 9 of 10" in spoken
    assert any(one.startswith("Session 9: speaks against: I was angry, and she stayed") for one in spoken)
    assert spoken[-1].startswith("A truer lesson: “People who love me want to know” · “Not too much.")


def test_sessions_in_a_row_without_a_number_are_one_line(qapp: QApplication) -> None:
    case = room(*(held(number) for number in range(1, 6)), rating(1, "s1", 3))
    told = [event.spoken for event in life_words.events(case, lesson_life(case, "l"))]
    assert told == ["Session 1: felt true 3 of 10", "Session 2 to session 5: not asked"]


def test_what_is_added_is_in_the_picture_at_once_and_the_cursor_stays(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    picture = page.life.picture
    picture.go(spot(picture, "x_angry"))
    session = begin_session(demo_desk.document)
    rate(demo_desk.document, "l_needs", "true_today", 2)
    assert picture.plan is not None
    assert picture.plan.dots[-1].value == 2
    assert picture.cursor_spot is not None
    assert picture.cursor_spot.id == "x_angry"
    given_ = [row for row in demo_desk.all(Rating) if row.session == session]
    assert [(row.subject, row.value) for row in given_] == [("l_needs", 2)]
    end_session(demo_desk.document)
    demo_desk.window.undo()
    demo_desk.window.undo()
    assert picture.plan.dots[-1].value != 2


def test_a_lesson_that_goes_leaves_no_life_behind(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_hold")
    remove(demo_desk.document, ["l_hold"])
    assert page.part == "lessons"
    assert page.life.picture.plan is None
    assert not page.life.events.rows


def test_a_case_without_a_session_has_a_life_too(desk: Desk) -> None:
    lesson = add_lesson(desk.document, "I am too much")
    page = life_of(desk, lesson)
    assert page.life.picture.plan is not None
    assert not page.life.picture.plan.dots
    assert [one.event.part for one in page.life.picture.plan.spots] == ["lesson"]
    truer = add_lesson(desk.document, "I am enough", valence="affirming")
    link(desk.document, "instead", lesson, truer)
    assert [one.event.part for one in page.life.picture.plan.spots] == ["lesson", "truer"]
    rate(desk.document, lesson, "true_today", 7)
    assert [dot.value for dot in page.life.picture.plan.dots] == [7]
    assert [tick.label for tick in page.life.picture.plan.ticks] == ["today"]


def test_a_hidden_experience_is_nowhere_in_it(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    with demo_desk.document.edit("cover", stands=True):
        demo_desk.document.need(NewExperience, "x_angry").veil = "outline"
        demo_desk.document.need(Person, "mum").veil = "full"
    told = " ".join(row.spoken for row in page.life.events.rows)
    assert "angry" not in told
    assert "Mum" not in told
    assert page.life.picture.plan is not None
    painted = [note.text for note in page.life.picture.plan.notes] + [
        look.title for look in page.life.picture.plan.nodes
    ]
    assert not any("angry" in words or words == "Mum" for words in painted)


def test_the_picture_is_painted_in_both_directions(qtbot: QtBot, light: object) -> None:
    case = parse_case(resource("demo", "heron.json"))
    picture = LifePicture(Selection())
    qtbot.addWidget(picture)
    picture.show_life(case, lesson_life(case, "l_needs"), QSize(900, 500))
    forward = picture.grab().toImage()
    assert picture.plan is not None
    first = picture.plan.spots[0].box.x
    picture.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    picture.show_life(case, lesson_life(case, "l_needs"), QSize(900, 500))
    assert picture.plan.spots[0].box.x > first
    assert picture.grab().toImage() != forward
    picture.show()
    picture.setFocus()
    picture.go(0)
    QTest.keyClick(picture, K.Key_Left)
    assert picture.cursor_spot == picture.plan.spots[1], "the left arrow leads on in time"


def test_looking_back_the_life_is_as_it_was_known_then(desk: Desk) -> None:
    document, lesson = desk.document, ""
    for value in (9, 4):
        begin_session(document)
        lesson = lesson or add_lesson(document, "I am too much")
        rate(document, lesson, "true_today", value)
        if value == 4:
            tie = next(iter(desk.all(Relationship))).id
            link(document, "counters", add_experience(document, "I said it, and she stayed", tie=tie), lesson)
        end_session(document)
    page = life_of(desk, lesson)
    assert page.life.picture.plan is not None
    assert [dot.value for dot in page.life.picture.plan.dots] == [9, 4]
    desk.window.times.earlier()
    desk.window.times.earlier()
    assert page.part == "life"
    assert [dot.value for dot in page.life.picture.plan.dots] == [9]
    assert not any("she stayed" in row.spoken for row in page.life.events.rows)
    desk.window.times.leave()
    assert [dot.value for dot in page.life.picture.plan.dots] == [9, 4]


def test_from_one_life_to_the_next(demo_desk: Desk) -> None:
    page = life_of(demo_desk, "l_needs")
    demo_desk.key(K.Key_End)
    assert page.life.paper.horizontalScrollBar().value() > 0
    page = life_of(demo_desk, "l_nwanne")
    QApplication.sendPostedEvents()
    assert page.life.paper.horizontalScrollBar().value() == 0
    assert page.life.picture.cursor_spot is None or page.life.picture.cursor_spot.id == "l_nwanne"
