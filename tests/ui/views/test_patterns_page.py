"""The Patterns view as a person uses it: in the real window, by keys and by the mouse."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from relmap.edits.fields import set_field
from relmap.edits.people import add_person
from relmap.edits.things import add_episode
from relmap.model.seats import main_tie
from relmap.model.therapy import WayOfConnecting
from relmap.model.vocabulary import WayState
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.store.past import Past
from relmap.ui.feed import Feed
from relmap.ui.theme import themes
from relmap.ui.views.chips import ChipCard, ChipList
from relmap.ui.views.loops import LoopRow, StoryRow
from relmap.ui.views.patterns import PARTS, Part, PatternsPage
from relmap.ui.views.rows import RowList, Rows
from tests.ui.desk import CTRL, NONE, Desk, K, settle

LEFT = Qt.MouseButton.LeftButton


def page_of(desk: Desk, part: Part = "patterns") -> PatternsPage:
    """The page of a desk, in sight with one of its parts."""
    desk.window.show_view("patterns")
    page = desk.window.pages.page("patterns")
    assert isinstance(page, PatternsPage)
    desk.qtbot.waitUntil(page.isVisible)
    page.show_part(part)
    page.focus_body()
    return page


def tie_with(document: Document, name: str) -> str:
    tie = main_tie(document, add_person(document, name))
    assert tie is not None
    return tie.id


def ids(rows: Rows) -> list[str]:
    return [row.id for row in rows.rows]


def spoken(rows: Rows) -> list[str]:
    return [row.spoken for row in rows.rows]


def click_chip(shown: ChipList, row: str, chip: str) -> None:
    """Click on the middle of a chip of a row."""
    number = cast("Rows", shown.model()).row_of(row)
    assert number is not None
    index = shown.model().index(number, 0)
    shown.scrollTo(index)
    rect = shown.visualRect(index)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, middle_of(shown, row, chip, rect))


def middle_of(shown: ChipList, row: str, chip: str, rect: QRect) -> QPoint:
    card = shown.itemDelegate()
    assert isinstance(card, ChipCard)
    found = next(one for one in cast("Rows", shown.model()).rows if one.id == row)
    placed = card.placed(found, card.inside(rect), rightward=shown.isRightToLeft())
    return next(one.box for one in placed if one.chip.id == chip).center().toPoint()


def labels(page: PatternsPage) -> str:
    """All words on labels in sight."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def columns(page: PatternsPage) -> dict[WayState, list[str]]:
    return {state: ids(column.rows) for state, column in page.repertoire.columns.items()}


# patterns and stories


def test_each_pattern_reads_round_with_its_stories_beneath(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    assert ids(page.loops)[:3] == ["p_fine", "ep_tin", "ep_christmas"]
    assert ids(page.loops)[-2:] == ["", "ep_coach"], "a story of no pattern stands apart"
    loop, story = page.loops.rows[0], page.loops.rows[1]
    assert isinstance(loop, LoopRow)
    assert loop.steps[0].label == "What I wish for"
    assert "Three days later I am in a rage about a teaspoon" in loop.spoken
    assert "Seen with Mum, Dad" in loop.spoken
    assert "Here too: session 5" in loop.spoken
    assert isinstance(story, StoryRow)
    assert "With Mum, “when I was about nine” (about 1998) · told in session 4" in story.spoken


def test_a_pattern_only_seen_here_says_so(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    row = next(row for row in page.loops.rows if row.id == "p_thank_you")
    assert "Only seen here so far: session 15" in row.spoken


@pytest.mark.parametrize("part", PARTS)
def test_the_models_keep_qts_rules(demo_desk: Desk, part: Part) -> None:
    page = page_of(demo_desk, part)
    models = [page.loops, page.echoes, *(column.rows for column in page.repertoire.columns.values())]
    for model in models:
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.filter_box.setText("mum")
    page.filter_box.clear()
    for index in range(page.order_box.count()):
        page.order_box.setCurrentIndex(index)
        page.order_box.activated.emit(index)
    set_field(demo_desk.document, "p_fine", "name", "Fine, fine")
    set_field(demo_desk.document, "w_no", "state", "mine")
    assert "Fine, fine" in " ".join(spoken(page.loops)) or part != "patterns"


def test_the_filter_keeps_a_pattern_for_its_story_and_clears_with_esc(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    everything = ids(page.loops)
    demo_desk.click_on(page.filter_box)
    demo_desk.type("TEA TOWEL")
    assert ids(page.loops) == ["p_fine", "ep_tin"]
    demo_desk.key(K.Key_Escape)
    assert ids(page.loops) == everything
    demo_desk.type("nothing like it")
    assert "Nothing here has these words" in labels(page)


def test_from_the_filter_down_leads_to_the_first_way_that_was_found(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.show_part("repertoire")
    demo_desk.click_on(page.filter_box)
    demo_desk.type("sam")
    demo_desk.key(K.Key_Down)
    assert demo_desk.in_focus(page.repertoire.columns["mine"].list)
    assert demo_desk.selected == ["w_ask"]


def test_orders_change_the_order_and_nothing_else(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    told = [id for id in ids(page.loops) if id.startswith("p_")]
    choose(page, "name")
    named = [id for id in ids(page.loops) if id.startswith("p_")]
    assert named == ["p_evidence", "p_fine", "p_thank_you"]
    assert sorted(told) == sorted(named)


def choose(page: PatternsPage, order: str) -> None:
    index = page.order_box.findData(order)
    page.order_box.setCurrentIndex(index)
    page.order_box.activated.emit(index)


def test_going_to_a_row_chooses_it_and_enter_shows_it_on_the_map(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    assert demo_desk.selected == ["p_fine"], "the first card, as soon as the list has the keyboard"
    demo_desk.key(K.Key_Down)
    assert demo_desk.selected == ["ep_tin"]
    demo_desk.key(K.Key_Up)
    demo_desk.enter()
    assert not page.isVisible()
    assert demo_desk.selected == ["p_fine"]
    demo_desk.window.pages.go_back()
    assert page.isVisible()


def test_a_story_is_shown_on_the_map_and_stays_chosen(demo_desk: Desk) -> None:
    page_of(demo_desk)
    demo_desk.key(K.Key_Down)
    demo_desk.enter()
    assert demo_desk.window.pages.current == "map"
    assert demo_desk.selected == ["ep_tin"]


def test_left_and_right_go_from_chip_to_chip(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == ["r_mum"]
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == ["r_dad"]
    assert page.loop_list.currentIndex().row() == 0, "the card stays the current one"
    demo_desk.key(K.Key_Left)
    demo_desk.key(K.Key_Left)
    assert demo_desk.selected == ["p_fine"]
    demo_desk.key(K.Key_Left)
    assert demo_desk.selected == ["p_fine"]


def test_a_chip_is_clicked_and_double_clicked(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    asked: list[str] = []
    page.loop_list.asked.connect(asked.append)
    click_chip(page.loop_list, "p_fine", "r_okoye")
    assert demo_desk.selected == ["r_okoye"]
    rect = page.loop_list.visualRect(page.loops.index(0, 0))
    QTest.mouseDClick(page.loop_list.viewport(), LEFT, NONE, middle_of(page.loop_list, "p_fine", "r_okoye", rect))
    assert asked == ["r_okoye"]


def test_what_changes_elsewhere_is_there_at_once_and_keeps_the_place(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.key(K.Key_Down)
    set_field(demo_desk.document, "p_fine", "wish", "To be seen")
    assert "To be seen" in page.loops.rows[0].spoken
    add_episode(demo_desk.document, "p_fine", relationship="r_sam", narrative="At the sink")
    assert "Seen with Mum, Sam, Dad" in page.loops.rows[0].spoken
    assert page.loop_list.currentIndex().data(Qt.ItemDataRole.UserRole).id == "ep_tin"
    assert demo_desk.selected == ["ep_tin"]


def test_the_card_stays_the_current_one_while_a_chip_of_it_is_chosen(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    page.loop_list.go_to("p_evidence")
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == ["r_dad"]
    add_episode(demo_desk.document, "p_fine", relationship="r_sam", narrative="At the sink")
    assert page.loop_list.currentIndex().data(Qt.ItemDataRole.UserRole).id == "p_evidence"
    assert demo_desk.selected == ["r_dad"], "nothing else is chosen for it"
    demo_desk.key(K.Key_Right)
    assert demo_desk.selected == ["r_school"]


def test_the_past_is_read_and_not_written(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "repertoire")
    document = demo_desk.document
    revision = document.revision
    set_field(document, "w_first", "state", "mine")
    past = Past(document)
    past.seek(revision)
    projection = Projection(past, "therapist")
    page.look_at(Feed(projection))
    assert columns(page)["imagined"] == ["w_first"], "as it stood"
    demo_desk.window.selection.set(["w_first"])
    assert not any(column.here.isVisible() for column in page.repertoire.columns.values())
    assert not page.repertoire.line.isVisible()
    page.repertoire.columns["imagined"].list.setFocus()
    demo_desk.key(K.Key_Right, CTRL)
    assert document.revision == revision + 1
    page.look_at(demo_desk.window.feed)
    assert "w_first" in columns(page)["mine"]
    projection.close()


def test_covered_is_not_told(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    with demo_desk.document.edit("cover", stands=True):
        mum = demo_desk.document.get("mum")
        assert mum is not None
        mum.veil = "outline"
    assert "Mum," not in page.loops.rows[0].spoken
    assert "ep_tin" not in ids(page.loops)
    page.show_part("echoes")
    assert not any(" Mum" in row for row in spoken(page.echoes))


# echoes


def test_echoes_are_sentences_under_what_is_shared_or_under_whom(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "echoes")
    rows = spoken(page.echoes)
    assert rows[0] == "The same lesson"
    assert "“My needs are too much” was learned with Mum, Dr. Okoye" in rows
    assert any(row.startswith("The caretaker is the same role with Dana, Mum, Dr. Okoye") for row in rows)
    assert any("came up here, between us, in session 15" in row for row in rows)
    choose(page, "who")
    under_mum = spoken(page.echoes)[spoken(page.echoes).index("Mum") + 1 :]
    assert all("Mum" in row for row in under_mum[: under_mum.index(next(r for r in under_mum if "Mum" not in r))])


def test_each_chip_of_an_echo_leads_to_its_thing(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "echoes")
    first = next(row for row in page.echoes.rows if row.id)
    demo_desk.key(K.Key_Home)
    page.echo_list.go_to(first.id)
    seen = [demo_desk.selected]
    for _ in range(2):
        demo_desk.key(K.Key_Right)
        seen.append(demo_desk.selected)
    assert seen == [["l_needs"], ["r_mum"], ["r_okoye"]]
    demo_desk.enter()
    assert demo_desk.selected == ["r_okoye"]
    assert demo_desk.window.pages.current == "map"


# the repertoire


def test_ways_stand_side_by_side_with_whom_and_when_first(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "repertoire")
    assert columns(page) == {
        "imagined": ["w_first"], "tried": ["w_angry", "w_tell_dead", "w_no"], "mine": ["w_small", "w_ask"],
    }  # fmt: skip
    asked = next(row for row in page.repertoire.columns["mine"].rows.rows if row.id == "w_ask")
    assert "First with Sam, 18 March 2026 · also with Gran Ada" in asked.spoken


def test_a_way_goes_to_the_next_state_by_a_key_and_back_and_is_undone(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "repertoire")
    demo_desk.key(K.Key_Home)
    assert demo_desk.selected == ["w_first"]
    demo_desk.key(K.Key_Left, CTRL)
    assert "w_first" in columns(page)["imagined"], "before the first there is nothing"
    demo_desk.key(K.Key_Right, CTRL)
    assert demo_desk.document.need(WayOfConnecting, "w_first").state == "tried"
    assert demo_desk.in_focus(page.repertoire.columns["tried"].list)
    demo_desk.key(K.Key_Right, CTRL)
    assert columns(page)["mine"][-1] == "w_first"
    assert demo_desk.selected == ["w_first"]
    demo_desk.key(K.Key_Left, CTRL)
    assert "w_first" in columns(page)["tried"]
    demo_desk.document.undo()
    demo_desk.document.undo()
    assert columns(page)["imagined"] == ["w_first"]


def test_a_button_brings_the_chosen_way_here(demo_desk: Desk) -> None:
    page = page_of(demo_desk, "repertoire")
    buttons = {state: column.here for state, column in page.repertoire.columns.items()}
    demo_desk.window.selection.set(["w_no"])
    assert {state for state, button in buttons.items() if button.isVisible()} == {"imagined", "mine"}
    demo_desk.click_on(buttons["mine"])
    assert demo_desk.document.need(WayOfConnecting, "w_no").state == "mine"
    demo_desk.window.selection.set(["mum"])
    assert not any(button.isVisible() for button in buttons.values())


def test_a_new_way_is_written_in_place(desk: Desk) -> None:
    page = page_of(desk, "repertoire")
    line = desk.part(QLineEdit, "new_way")
    desk.click_on(line)
    desk.type("Ask twice")
    desk.enter()
    (way,) = desk.all(WayOfConnecting)
    assert (way.name, way.state) == ("Ask twice", "imagined")
    assert columns(page)["imagined"] == [way.id]
    assert line.text() == ""
    desk.enter()
    assert len(desk.all(WayOfConnecting)) == 1, "nothing but space is no way"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_narrow_or_large_the_columns_stand_below_each_other(demo_desk: Desk, scale: float) -> None:
    themes().scale_text(scale)
    demo_desk.window.resize(1024, 700)
    page = page_of(demo_desk, "repertoire")
    settle()
    one, two = (page.repertoire.columns[state] for state in ("imagined", "tried"))
    side_by_side = two.x() > one.x()
    assert side_by_side == (page.repertoire.width() >= 620 * scale)
    if not side_by_side:
        assert two.y() >= one.y() + one.height()
    themes().scale_text(1.0)


# all of it


@pytest.mark.parametrize("part", PARTS)
def test_with_almost_nothing_each_part_says_something_kind(desk: Desk, part: Part) -> None:
    page = page_of(desk, part)
    said = labels(page)
    assert {
        "patterns": "No pattern has been told yet",
        "echoes": "Nothing echoes yet",
        "repertoire": "even if nobody has seen them yet",
    }[part] in said


def test_the_parts_are_chosen_by_keys(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.click_on(page.filter_box)
    for _ in range(3):  # the order, the way to the map, the parts
        demo_desk.key(K.Key_Tab)
    assert demo_desk.in_focus(page.switches["patterns"])
    demo_desk.key(K.Key_Right)
    assert page.part == "echoes"
    assert page.echo_list.isVisible()
    demo_desk.key(K.Key_Tab)
    assert demo_desk.in_focus(page.echo_list)


def test_closing_keeps_no_word(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    for part in PARTS:
        page.show_part(part)
    page.close_case()
    lists = page.findChildren(RowList)
    assert len(lists) == 5
    assert all(not shown.model().rowCount() for shown in lists)


def test_right_to_left_words_and_all(demo_desk: Desk) -> None:
    page = page_of(demo_desk)
    demo_desk.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    page.focus_body()
    demo_desk.key(K.Key_Left)
    assert demo_desk.selected == ["r_mum"], "onward is to the left"
    click_chip(page.loop_list, "p_fine", "r_okoye")
    assert demo_desk.selected == ["r_okoye"]
