"""The one table of commands: every key once, every word and icon there, each one done without a mistake."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QMenu, QWidget

from relmap.model.people import Person
from relmap.resources import resource
from relmap.ui.actions import Actions, Command
from relmap.ui.add_strip import AddStrip
from relmap.ui.desk_commands import FOOT, MENU, STRIP, VIEWS
from relmap.ui.mnemonics import escaped
from relmap.ui.rail import Rail
from tests.ui.desk import CTRL, Desk, K, settle

ELSEWHERE = {"leave", "quit", "lock", "larger", "smaller"}


def test_every_key_means_one_thing(desk: Desk) -> None:
    keys = [key for command in desk.window.actions_.commands for key in command.key.split("|") if key]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    for key in keys:
        assert QKeySequence(key).toString(), key


def test_every_command_has_words_and_a_known_icon(desk: Desk) -> None:
    for command in desk.window.actions_.commands:
        assert command.words.strip(), command.name
        assert "&" not in command.words
        if command.icon:
            assert resource("icons", f"{command.icon}.svg").is_file(), command.icon


def test_every_command_is_reached_by_mouse(desk: Desk) -> None:
    names = {command.name for command in desk.window.actions_.commands}
    menu = {command.name for command in desk.window.actions_.commands if command.group in MENU}
    assert names - menu - set(STRIP) - set(VIEWS) - set(FOOT) == set()


def test_single_letters_belong_to_the_canvas(desk: Desk) -> None:
    for command in desk.window.actions_.commands:
        for key in command.key.split("|"):
            if len(key) == 1 or key in ("Del", "Backspace"):
                assert command.canvas, command.name
                shortcut = desk.window.actions_.action(command.name).shortcutContext()
                assert shortcut == Qt.ShortcutContext.WidgetShortcut


def test_the_strip_shows_keys_and_words(desk: Desk) -> None:
    strip = desk.part(AddStrip)
    for name in STRIP:
        command = next(one for one in desk.window.actions_.commands if one.name == name)
        button = desk.part(QAbstractButton, command.words, within=strip)
        assert command.key in button.toolTip()


def test_the_strip_adds_by_mouse(desk: Desk) -> None:
    desk.click_on(desk.part(QAbstractButton, "Person", within=desk.part(AddStrip)))
    desk.type("Mum")
    desk.enter()
    desk.key(K.Key_Escape)
    assert desk.names == ["Mum"]
    assert desk.in_focus(desk.window.view)


def test_every_command_runs_on_an_empty_and_on_a_rich_map(demo_desk: Desk) -> None:
    for selected in ([], [one.id for one in demo_desk.all(Person)[3:6]]):
        for command in demo_desk.window.actions_.commands:
            if command.name in ELSEWHERE:
                continue
            demo_desk.window.selection.set([id for id in selected if demo_desk.document.get(id)])
            demo_desk.window.actions_.run(command.name)
            settle()
            close_all(demo_desk)
            demo_desk.key(K.Key_Escape)
            demo_desk.key(K.Key_Escape)
    assert demo_desk.window.isVisible()


def close_all(desk: Desk) -> None:
    """Put away what a command opened."""
    for menu in desk.window.findChildren(QMenu):
        menu.close()
    for dialog in desk.window.findChildren(QDialog):
        dialog.reject()
    desk.window.locking.shelter.uncover()
    desk.window.pen.take_back()
    for sheet in (desk.window.preferences, desk.window.passphrase):
        sheet.hide()
    if desk.window._help is not None:
        desk.window._help.hide()
    settle()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.window.view.setFocus()


def test_the_rail_marks_the_map_and_opens_the_settings(desk: Desk) -> None:
    rail = desk.part(Rail)
    assert desk.part(QAbstractButton, "Map", within=rail).isEnabled()
    desk.click_on(desk.part(QAbstractButton, "Settings", within=rail))
    assert desk.window.preferences.isVisible()
    desk.key(K.Key_Escape)
    assert not desk.window.preferences.isVisible()


def test_what_cannot_be_done_is_greyed(desk: Desk) -> None:
    action = desk.window.actions_.action
    assert [action(name).isEnabled() for name in ("undo", "redo", "remove", "words")] == [False] * 4
    desk.add_people("Mum")
    desk.click(desk.named("Mum").id)
    assert [action(name).isEnabled() for name in ("undo", "redo", "remove", "words")] == [True, False, True, True]


def test_zooming_by_key(desk: Desk) -> None:
    view = desk.window.view
    before = view.zoom()
    desk.key(K.Key_Plus, CTRL)
    assert view.zoom() == pytest.approx(before * 1.25)
    desk.key(K.Key_Minus, CTRL)
    desk.key(K.Key_Minus, CTRL)
    assert view.zoom() < before
    desk.key(K.Key_0, CTRL)
    assert view.zoom() == pytest.approx(before, rel=0.05)


def test_a_command_that_is_not_available_does_nothing(qapp: object) -> None:
    done: list[str] = []
    window, canvas = QWidget(), QWidget()
    actions = Actions(
        [
            Command("yes", "R&D", lambda: done.append("yes"), group="a"),
            Command("no", "No", lambda: done.append("no"), group="a", available=lambda: False),
        ],
        window,
        canvas,
    )
    actions.run("yes")
    actions.run("no")
    actions.action("no").trigger()
    assert done == ["yes"]
    assert actions.action("yes").text() == "R&&D" == escaped("R&D")
    menu = actions.menu(["a"], window)
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [True, False]
    for widget in (window, canvas):
        widget.deleteLater()
