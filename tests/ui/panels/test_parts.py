from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits.lessons import add_lesson
from relmap.edits.linking import link
from relmap.edits.people import add_person
from relmap.edits.things import add_experience
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.people import Person, Relationship
from relmap.model.seats import main_tie
from relmap.model.therapy import NewExperience, Rating, Session
from relmap.store.index import Index
from relmap.ui.panels.choosers import MenuEditor
from relmap.ui.panels.flow import Columns, Flow
from relmap.ui.panels.pick import Choice, Pick
from relmap.ui.panels.score import ScoreEditor, ScoreLine
from relmap.ui.panels.sparkline import Sparkline, ratings_over_time, spoken
from relmap.ui.panels.tile import Tile
from tests.ui.panels.conftest import Room

# --- the line from 0 to 10 ------------------------------------------------------------------------------------------


@pytest.fixture
def editor(qtbot: QtBot, light: object) -> ScoreEditor:
    made = ScoreEditor("How close are you today?")
    qtbot.addWidget(made)
    made.resize(320, 120)
    made.show()
    QTest.qWait(1)
    return made


def test_not_asked_is_not_zero(editor: ScoreEditor) -> None:
    assert editor.value() is None
    editor.display(0)
    assert editor.value() == 0
    editor.display(None)
    assert editor.value() is None
    assert "not asked" in editor.line.accessibleName()


def test_a_click_and_a_drag_mean_the_number_below_them(editor: ScoreEditor) -> None:
    line, seen = editor.line, []
    editor.settled.connect(lambda: seen.append(editor.value()))
    middle = line.height() // 2
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(2, middle))
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() // 2, middle))
    QTest.mouseMove(line, QPoint(line.width() - 2, middle))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 2, middle))
    assert seen == [0, 10], "a drag is told once, at its end"


@pytest.mark.parametrize(
    ("key", "number"),
    [(Qt.Key.Key_Right, 6), (Qt.Key.Key_Left, 4), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 10), (Qt.Key.Key_8, 8)],
)
def test_keys_step_from_the_middle_when_nothing_was_asked(editor: ScoreEditor, key: Qt.Key, number: int) -> None:
    QTest.keyClick(editor.line, key)
    assert editor.value() == number


def test_steps_stop_at_both_ends(editor: ScoreEditor) -> None:
    editor.display(10)
    QTest.keyClick(editor.line, Qt.Key.Key_Right)
    assert editor.value() == 10
    editor.display(0)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.value() == 0


def test_from_right_to_left_the_line_is_mirrored(editor: ScoreEditor) -> None:
    editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.mouseClick(editor.line, Qt.MouseButton.LeftButton, pos=QPoint(2, editor.line.height() // 2))
    assert editor.value() == 10
    QTest.keyClick(editor.line, Qt.Key.Key_Right)
    assert editor.value() == 9


def test_in_the_past_it_cannot_be_moved(editor: ScoreEditor) -> None:
    editor.display(4)
    editor.lock(True)
    QTest.mouseClick(editor.line, Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    assert editor.value() == 4


# --- ratings over the sessions --------------------------------------------------------------------------------------


def case(*rows: Entity) -> Index:
    return Index(
        [
            Person(id="me", kind="self", seat="client"),
            Lesson(id="l", text="x"),
            *(Session(id=f"s{n}", number=n, ordinal=n) for n in (1, 2, 3)),
            Session(id="s4", number=4, held="cancelled", ordinal=4),
            *rows,
        ]
    )


def rating(session: str | None, value: int | None, order: int, by: str | None = "me") -> Rating:
    return Rating(subject="l", dimension="true_today", session=session, value=value, rated_by=by, ordinal=order)


def test_gaps_stay_gaps_and_a_session_that_was_not_held_is_none() -> None:
    points = ratings_over_time(case(rating("s1", 9, 1), rating("s3", 0, 2)), "l", "true_today", "me")
    assert [(point.title, point.value) for point in points] == [("session 1", 9), ("session 2", None), ("session 3", 0)]
    assert spoken(points) == "session 1: 9; session 2: not asked; session 3: 0"


def test_what_was_given_after_the_last_session_stands_at_the_end() -> None:
    points = ratings_over_time(case(rating("s1", 9, 1), rating(None, 4, 2)), "l", "true_today", "me")
    assert [point.value for point in points] == [9, None, None, 4]
    assert points[-1].title == "today"


def test_somebody_elses_numbers_are_not_mixed_in() -> None:
    points = ratings_over_time(case(rating("s1", 9, 1), rating("s2", 1, 2, by="them")), "l", "true_today", "me")
    assert [point.value for point in points] == [9, None, None]


def test_a_session_with_something_new_is_marked() -> None:
    rows = (
        NewExperience(id="e", relationship="r", session="s2"),
        Relationship(id="r", a="me", b="me"),
        Link(id="k", kind="counters", from_="e", to="l"),
        rating("s2", 5, 1),
    )
    assert [point.new for point in ratings_over_time(case(*rows), "l", "true_today", "me")] == [False, True, False]


def test_the_line_is_drawn_with_gaps(qtbot: QtBot, light: object) -> None:
    line = Sparkline("diminishing")
    qtbot.addWidget(line)
    line.show_points(ratings_over_time(case(rating("s1", 9, 1), rating("s3", 2, 2)), "l", "true_today", "me"))
    line.resize(200, 60)
    assert not line.grab().isNull()
    assert line.accessibleDescription().startswith("session 1: 9")


# --- the list that opens below a button -----------------------------------------------------------------------------


_HOLDERS: list[QWidget] = []


def open_pick(qtbot: QtBot, *, new: str | None = None) -> tuple[Pick, QWidget]:
    holder = QWidget()
    holder.show()
    qtbot.addWidget(holder, before_close_func=QWidget.hide)
    _HOLDERS.append(holder)
    pick = Pick(
        holder, "Learned with", [Choice("1", "Mum"), Choice("2", "Müller & Söhne <b>"), Choice("3", "Dad")], new=new
    )
    pick.open_below(holder)
    line = pick.findChild(QWidget, "find")
    assert line is not None
    return pick, line


def test_typing_narrows_it_without_accents(qtbot: QtBot, light: object) -> None:
    pick, line = open_pick(qtbot)
    QTest.keyClicks(line, "muller")
    with qtbot.waitSignal(pick.picked) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["2"]


def test_arrow_keys_choose_and_escape_leaves(qtbot: QtBot, light: object) -> None:
    pick, line = open_pick(qtbot)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Up)
    with qtbot.waitSignal(pick.picked) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["1"]
    pick, line = open_pick(qtbot)
    picked: list[str] = []
    pick.picked.connect(picked.append)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not picked


def test_enter_on_nothing_takes_nothing(qtbot: QtBot, light: object) -> None:
    pick, line = open_pick(qtbot)
    picked: list[str] = []
    pick.picked.connect(picked.append)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not picked
    QTest.keyClicks(line, "nobody of that name")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not picked
    pick.close()


def test_new_words_make_something_only_where_they_may(qtbot: QtBot, light: object) -> None:
    pick, line = open_pick(qtbot, new="new role")
    QTest.keyClicks(line, "The clown")
    with qtbot.waitSignal(pick.made) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["The clown"]


# --- layouts and tiles ----------------------------------------------------------------------------------------------


def test_things_go_on_in_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    for _ in range(6):
        part = QWidget()
        part.setFixedSize(80, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(600) == 20
    assert flow.heightForWidth(170) == 3 * 20 + 2 * 6
    assert flow.heightForWidth(10) == 6 * 20 + 5 * 6


def test_columns_stand_side_by_side_where_there_is_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    columns = Columns(200, holder, gap=10)
    for _ in range(3):
        part = QWidget()
        part.setMinimumHeight(50)
        columns.addWidget(part)
    assert columns.heightForWidth(700) == 50
    assert columns.heightForWidth(430) == 110
    assert columns.heightForWidth(200) == 170


def test_a_tile_wraps_instead_of_cutting(qtbot: QtBot, light: object) -> None:
    tile = Tile("a lesson with very many words " * 2)
    qtbot.addWidget(tile)
    assert tile.heightForWidth(150) > tile.heightForWidth(600)
    assert tile.sizeHint().height() == tile.heightForWidth(tile.sizeHint().width())


def test_the_cross_lets_go_and_the_rest_of_a_tile_leads(qtbot: QtBot, light: object) -> None:
    tile = Tile("Mum")
    tile.make_removable()
    qtbot.addWidget(tile)
    tile.resize(tile.sizeHint())
    tile.show()
    heard: list[str] = []
    tile.let_go.connect(lambda: heard.append("let go"))
    tile.clicked.connect(lambda: heard.append("clicked"))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(tile.width() - 6, tile.height() // 2))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(10, tile.height() // 2))
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert heard == ["let go", "clicked", "clicked"]


def test_the_words_of_a_link_are_edited_below_its_chip(room: Room) -> None:
    tie = main_tie(room.document, add_person(room.document, "Sam"))
    assert tie is not None
    lesson = add_lesson(room.document, "I am too much")
    lived = add_experience(room.document, "I asked", tie=tie.id)
    row = link(room.document, "counters", lived, lesson, text="a little")
    room.select(lesson)
    room.write(f"{row}:text", "a lot")
    assert room.document.need(Link, row).text == "a lot"
    room.select(row)
    assert "speaks against" in room.words()
    QApplication.sendPostedEvents()
    assert isinstance(room.all(ScoreLine), list)


def test_a_choice_that_cannot_be_goes_back_and_says_why(room: Room) -> None:
    with room.document.edit("change"):
        session = room.document.add(Session(number=5)).id
        room.document.add(Rating(subject=session, dimension="heard", value=5, session=session))
    room.select(session)
    room.press("+ did it take place?")
    editor = room.part(MenuEditor, f"{session}:held")
    next(action for action in editor.button.menu().actions() if action.text() == "cancelled").trigger()
    assert room.document.need(Session, session).held == "held"
    assert "Ratings belong to sessions that were held." in room.words()
    assert editor.value() == "held"
    assert room.inspector.flush()
