"""Two clients at the centre of one map: each one's account, lesson and number said as theirs, nothing mixed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmap.edits import fields, people
from relmap.model.people import CASE_ID, Person, Relationship
from relmap.model.seats import client, clients, main_tie, therapist, ties_between
from relmap.model.therapy import Rating
from relmap.ui.map.shapes import NodeLook, TieLook
from relmap.ui.panels.score import ScoreLine
from relmap.ui.views.room_rows import room_rows
from tests.couplecase import Couple, couple_case
from tests.ui.desk import Desk, K, settle


class Pair(Desk):
    """The window over the case of a couple."""

    def __init__(self, couple: Couple, qtbot: QtBot) -> None:
        self.couple = couple
        super().__init__(couple.document, qtbot)

    def spoken(self, id: str) -> str:
        """What a screen reader hears of a thing on the map."""
        return next(look.spoken for look in self.window.scene.looks() if look.id == id)

    def panel(self, id: str) -> list[str]:
        """The labels in the panel of a thing."""
        self.window.selection.set([id])
        settle()
        return [label.text() for label in self.window.inspector.findChildren(QLabel) if label.isVisible()]

    def lines(self, within: QWidget) -> list[ScoreLine]:
        """Where numbers are asked."""
        settle()
        return within.findChildren(ScoreLine)


@pytest.fixture
def pair(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Pair]:
    """Noor and Lev."""
    pair = Pair(couple_case(tmp_path / "wren.relmap"), qtbot)
    yield pair
    pair.close()


def test_two_circles_and_two_accounts_stand_apart(pair: Pair) -> None:
    couple = pair.couple
    circles = [pair.node(id) for id in (couple.noor, couple.lev)]
    assert [one.shape for one in circles] == ["client", "client"]
    assert abs(circles[0].x - circles[1].x) > 100
    ties = {look.id: look for look in pair.window.scene.looks() if isinstance(look, TieLook)}
    hers, his = ties[couple.hers], ties[couple.his]
    assert hers.curve * his.curve < 0, "they bow apart"
    assert "Noor" in hers.spoken
    assert "Lev" in his.spoken
    assert "warm" in hers.spoken
    assert "strained" in his.spoken


def test_it_says_whose_lesson_and_whose_number(pair: Pair) -> None:
    couple = pair.couple
    said = pair.spoken(couple.lesson)
    assert "of Lev" in said
    assert "Lev: feels true 8 of 10" in said
    assert "Noor: feels true 3 of 10" in said
    assert "5 of 10" not in said, "never an average"
    assert "of Lev" in pair.spoken(couple.role)
    node = pair.node(couple.lesson)
    assert node.whose == "Lev"
    assert node.score is None


def test_the_panel_asks_both_and_names_them(pair: Pair) -> None:
    couple = pair.couple
    assert {"Noor", "Lev", "Whose lesson it is"} <= set(pair.panel(couple.lesson))
    assert sorted(one.value() for one in pair.lines(pair.window.inspector)) == [3, 8]
    assert "Whose account this is" in pair.panel(couple.hers)


def test_with_one_client_nobody_is_asked_whose(desk: Desk) -> None:
    desk.add_people("Mum")
    mum = desk.named("Mum").id
    tie = main_tie(desk.document, mum)
    assert tie is not None
    for id in (tie.id, mum):
        desk.window.selection.set([id])
        settle()
        assert not [one for one in desk.window.inspector.findChildren(QLabel) if one.text().startswith("Whose")]


def test_a_disruption_says_with_whom(pair: Pair) -> None:
    couple = pair.couple
    (row,) = [one for one in room_rows(pair.window.feed.projection).rows if one.id == couple.disruption]
    assert "With Lev" in row.spoken
    assert "With" in pair.panel(couple.disruption)
    ties = {look.id: look for look in pair.window.scene.looks() if isinstance(look, TieLook)}
    assert couple.disruption in {mark.subject for id in (couple.hers, couple.his) for mark in ties[id].marks}


def test_somebody_new_is_tied_to_the_client_who_is_chosen(pair: Pair) -> None:
    couple = pair.couple
    pair.click(couple.lev)
    pair.add_people("Sister")
    sister = pair.named("Sister").id
    assert ties_between(pair.document, couple.lev, sister)
    assert not ties_between(pair.document, couple.noor, sister)


def test_only_the_one_with_the_pen_is_asked(pair: Pair) -> None:
    couple = pair.couple
    pair.window.pen.hand_over(couple.lev)
    pair.window.selection.set([couple.lesson])
    settle()
    (line,) = pair.lines(pair.window.pen.card)
    assert line.value() == 8
    line.setFocus()
    pair.key(K.Key_9)
    settle()
    values = {one.rated_by: one.value for one in pair.all(Rating) if one.subject == couple.lesson}
    assert values == {couple.lev: 9, couple.noor: 3}
    pair.window.view.setFocus()
    pair.add_people("Coach")
    assert ties_between(pair.document, couple.lev, pair.named("Coach").id)


def test_one_client_becomes_a_couple_and_back_again_by_undo(desk: Desk) -> None:
    first, host = client(desk.document), therapist(desk.document)
    assert first is not None
    assert host is not None
    fields.set_field(desk.document, CASE_ID, "modality", "couple")
    one, two = clients(desk.document)
    assert one.id == first.id
    assert {tie.experienced_by for tie in ties_between(desk.document, one.id, two.id)} == {one.id, two.id}
    assert ties_between(desk.document, two.id, host.id)
    assert [look.shape for look in desk.window.scene.looks() if isinstance(look, NodeLook)].count("client") == 2
    desk.window.undo()
    assert [each.id for each in clients(desk.document)] == [first.id]
    assert len(desk.all(Person)) == 2
    assert len(desk.all(Relationship)) == 1


@pytest.mark.parametrize("names", [("نور", "לב"), ("Noor", None), (None, None)])
def test_any_names_and_none_stand_on_the_map(
    tmp_path: Path, qtbot: QtBot, light: object, names: tuple[str | None, str | None]
) -> None:
    pair = Pair(couple_case(tmp_path / "wren.relmap", names), qtbot)
    titles = [pair.node(id).title for id in (pair.couple.noor, pair.couple.lev)]
    assert len(set(titles)) == 2
    assert all(name in title for name, title in zip(names, titles, strict=True) if name)
    people.add_person(pair.document, "Ada")
    settle()
    assert "Ada" in pair.names
    pair.close()
