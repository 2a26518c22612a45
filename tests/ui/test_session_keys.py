"""Any keys in any order: chip, round buttons, list and sheets always say what the case says, and no mark is lost."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from relmap.edits import lessons, things
from relmap.read.marked import marked, marks_of, session_of_marks
from relmap.ui.marks_strip import MarksStrip
from tests.ui.desk import CTRL, NONE, SHIFT, Desk, K, settle

STEPS = 70
KEYS: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
    *((key, NONE) for key in (K.Key_H, K.Key_X, K.Key_Equal, K.Key_N, K.Key_V) for _ in range(3)),
    *((key, NONE) for key in (K.Key_F5, K.Key_F6, K.Key_M, K.Key_Escape, K.Key_Tab, K.Key_Return, K.Key_Down)),
    (K.Key_Escape, NONE),
    (K.Key_Z, CTRL),
    (K.Key_Z, CTRL),
    (K.Key_Z, CTRL | SHIFT),
    (K.Key_N, SHIFT),
    (K.Key_Delete, NONE),
)


def agree(desk: Desk) -> None:
    """What is shown is what the case says."""
    window, document = desk.window, desk.document
    hour, running = window.hour, document.running
    assert hour.chip is not None
    assert hour.chip.text().startswith("Session") is (running is not None)
    strips = [one for one in window.findChildren(MarksStrip) if one.isVisible()]
    assert bool(strips) is (running is not None)
    if hour.ending.isVisible():
        assert hour.ending.session == running
    if window.tools.likening:
        assert document.get(window.tools.likening) is not None
    session = session_of_marks(document)
    if hour.marks.isVisible() and session is not None:
        rows = hour.marks.list._rows.rows
        assert [row.id for row in rows] == [mark.id for mark in marked(document, window.projection, session)]
    if strips and running is not None:
        assert strips[0]._count.text() == str(len(marks_of(document, running)))


@pytest.mark.parametrize("seed", range(4))
def test_any_keys_in_any_order(desk: Desk, seed: int) -> None:
    desk.window.resize(1440, 900)
    desk.add_people("Mum", "Sam")
    lessons.add_lesson(desk.document, "My needs are too much", place=(-260.0, -120.0))
    things.add_pattern(desk.document, "Useful, then gone", place=(260.0, -160.0))
    desk.key(K.Key_Escape)
    desk.key(K.Key_F5)
    settle()
    keys = random.Random(seed)
    for _ in range(STEPS):
        desk.key(*keys.choice(KEYS))
        if keys.random() < 0.2 and not desk.typing and not desk.window.hour.ending.isVisible():
            desk.window.view.setFocus()
        agree(desk)
    desk.window.keep_words()
    session = session_of_marks(desk.document)
    before = [mark.id for mark in marked(desk.document, desk.document, session)] if session else []
    desk.reopen()
    assert session_of_marks(desk.document) == session
    assert ([mark.id for mark in marked(desk.document, desk.document, session)] if session else []) == before
