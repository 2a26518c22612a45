"""The letter keys of the canvas under keyboards of other scripts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from relmap.model.therapy import Rupture
from relmap.ui.map.letter_keys import latin_letter
from tests.ui.desk import NONE, SHIFT, Desk, K

P_PLACE, X_PLACE, N_PLACE, Q_PLACE = 33, 53, 57, 24


def struck(letter: str, *, place: int = 0, virtual: int = 0, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, place, virtual, 0, letter)


@pytest.mark.parametrize(
    ("platform", "event", "letter"),
    [
        ("xcb", struck("з", place=P_PLACE), "P"),
        ("wayland", struck("π", place=P_PLACE), "P"),
        ("windows", struck("פ", virtual=ord("P")), "P"),
        ("windows", struck("ж", virtual=0xBA), ""),
        ("cocoa", struck("з", virtual=35), "P"),
        ("cocoa", struck("ф", virtual=0), "A"),
        ("xcb", struck("х", place=34), ""),
        ("xcb", struck("p", place=P_PLACE), ""),
        ("xcb", struck("é", place=P_PLACE), ""),
        ("xcb", struck("", place=P_PLACE), ""),
        ("xcb", struck("з", place=P_PLACE, modifiers=Qt.KeyboardModifier.ControlModifier), ""),
    ],
)
def test_which_latin_letter_stands_on_a_key(platform: str, event: QKeyEvent, letter: str) -> None:
    assert latin_letter(event, platform) == letter


def test_the_canvas_knows_its_keys_under_a_cyrillic_keyboard(desk: Desk) -> None:
    def strike(letter: str, place: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QApplication.sendEvent(desk.window.view, struck(letter, place=place, modifiers=modifiers))

    strike("з", P_PLACE)
    desk.type("Мама")
    desk.enter()
    desk.key(K.Key_Escape)
    assert desk.names == ["Мама"]
    desk.key(K.Key_F5)
    strike("ч", X_PLACE)
    assert len(desk.all(Rupture)) == 1
    strike("Т", N_PLACE, SHIFT)
    assert desk.typing
    desk.key(K.Key_Escape)
    verbs = desk.verbs
    strike("й", Q_PLACE)
    assert desk.verbs == verbs
    assert not desk.typing
