"""The notes never stand where the client looks, and systems that can are asked to leave them out of shared screens."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel

from relmap.ui import notes_page, notes_window, out_of_capture
from tests.ui.desk import CTRL, Desk, K, settle
from tests.ui.notes import Notes, show, window_of

WORDS = "whose shame was it"


class ClientScreen:
    """A screen of the client's beside that of the desk, as far as the notes ask about it."""

    def __init__(self, box: QRect) -> None:
        self.box = box

    def geometry(self) -> QRect:
        return self.box


@pytest.fixture
def notes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notes]:
    """Notes at a desk beside whose screen there is the client's."""
    room = desk.window.screen().geometry()
    right = ClientScreen(QRect(room.right() + 1, room.top(), room.width(), room.height()))
    monkeypatch.setattr(desk.window.beside, "client_screen", lambda: right)
    opened = Notes(desk)
    yield opened
    desk.window.notes.close_case()
    settle()


def shows_words(notes: Notes) -> bool:
    return notes.page.isVisible()


def test_they_open_on_the_screen_of_the_desk_and_fit_on_it(notes: Notes) -> None:
    assert notes.desk.window.screen().availableGeometry().contains(notes.window.geometry())
    assert shows_words(notes)


@pytest.mark.parametrize("share", [0.02, 0.5, 1.5])
def test_dragged_onto_the_clients_screen_they_are_empty_at_once_and_go_back(notes: Notes, share: float) -> None:
    notes.write(WORDS)
    room = notes.desk.window.screen().geometry()
    width = notes.window.width()
    notes.window.move(QPoint(room.right() + 1 - width + round(width * share), room.top()))
    assert not shows_words(notes)
    notes.desk.qtbot.waitUntil(lambda: shows_words(notes), timeout=3000)
    assert room.contains(notes.window.geometry())
    assert notes.page.editor.paper.words() == WORDS


def test_grown_over_the_edge_they_go_back_too(notes: Notes) -> None:
    room = notes.desk.window.screen().geometry()
    notes.window.resize(room.width() + 300, 500)
    assert not shows_words(notes)
    notes.desk.qtbot.waitUntil(lambda: shows_words(notes), timeout=3000)
    assert notes.window.width() <= room.width()


def test_when_their_screen_becomes_the_clients_they_are_gone_and_nothing_is_lost(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.write(WORDS)
    here = ClientScreen(notes.desk.window.screen().geometry())
    monkeypatch.setattr(notes.window, "_client_screen", lambda: here)
    notes.desk.window.notes.keep_off()
    assert not notes.window.isVisible()
    notes.desk.window.notes.open()
    assert not notes.window.isVisible()
    assert "Move it to your own" in notes.desk.message
    monkeypatch.undo()
    notes.desk.window.notes.open()
    assert notes.window.isVisible()
    assert shows_words(notes)
    assert notes.page.editor.paper.words() == WORDS


def test_opening_the_clients_window_looks_again_where_the_notes_stand(notes: Notes) -> None:
    asked: list[bool] = []
    notes.window._client_screen = lambda: asked.append(True)  # None: no screen
    notes.desk.window.activateWindow()
    notes.desk.qtbot.waitUntil(notes.desk.window.isActiveWindow)
    asked.clear()
    notes.desk.key(K.Key_F11)
    notes.desk.qtbot.waitUntil(lambda: bool(asked))


def test_while_covered_nothing_comes_back_into_sight_by_a_move(notes: Notes) -> None:
    notes.write(WORDS)
    notes.key(K.Key_B, CTRL)
    room = notes.desk.window.screen().geometry()
    notes.window.move(room.right() - 10, 0)
    notes.desk.qtbot.waitUntil(lambda: room.contains(notes.window.geometry()), timeout=3000)
    assert not shows_words(notes)
    notes.desk.window.locking.shelter.uncover()
    assert shows_words(notes)


# shared and recorded screens


def test_it_says_in_one_line_whether_the_system_leaves_it_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def ask(window: object) -> bool:
        asked.append(window)
        return True

    monkeypatch.setattr(notes_window, "leave_out_of_capture", ask)
    show(desk)
    window = window_of(desk)
    assert asked == [window]
    footnotes = [one.text() for one in window.findChildren(QLabel) if "recorded" in one.text()]
    assert footnotes == ["This window asks the system to leave it out of shared and recorded screens."]
    window.close()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="those systems can be asked")
def test_a_system_that_cannot_is_called_so(desk: Desk) -> None:
    assert not out_of_capture.leave_out_of_capture(desk.window)
    show(desk)
    window = window_of(desk)
    assert any("close it before you share" in one.text() for one in window.findChildren(QLabel))
    window.close()


def test_the_lists_that_open_from_it_are_left_out_as_well(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(notes_page, "leave_out_of_capture", asked.append)
    notes.page.kinds.showPopup()
    assert asked == [notes.page.kinds.view().window()]
    notes.page.kinds.hidePopup()


class Windows:
    """A user32 that knows only the older of the two wishes."""

    def __init__(self, *known: int) -> None:
        self.known, self.asked = known, list[tuple[int | None, int]]()

    def SetWindowDisplayAffinity(self, handle: Any, wish: Any) -> int:  # its own name
        self.asked.append((handle.value, wish.value))
        return int(wish.value in self.known)


@pytest.mark.parametrize(("known", "asked", "done"), [((17, 1), 1, True), ((1,), 2, True), ((), 2, False)])
def test_windows_is_asked_to_exclude_it_and_failing_that_to_blacken_it(
    known: tuple[int, ...], asked: int, done: bool
) -> None:
    library = Windows(*known)
    assert out_of_capture._ask_windows(4711, library) is done  # type: ignore[arg-type]  # as much of a DLL as is used
    assert library.asked == [(4711, 17), (4711, 1)][:asked]


class ObjC:
    """An Objective-C library with one view, whose window may be shared with everybody at first."""

    def __init__(self, window: int = 99) -> None:
        self.window, self.sharing = window, 1
        self.names: dict[int, bytes] = {}
        self.sel_registerName = _Registers(self.names)
        pointer = ctypes.c_void_p
        kind = ctypes.CFUNCTYPE(pointer, pointer, pointer, ctypes.c_ulong)
        self.objc_msgSend = kind(self._send)

    def _send(self, receiver: int, selector: int, number: int) -> int:
        name = self.names[selector]
        if name == b"window":
            return self.window if receiver == 4711 else 0
        assert receiver == self.window
        if name == b"setSharingType:":
            self.sharing = number
        return self.sharing


class _Registers:
    restype: Any = None
    argtypes: Any = None

    def __init__(self, names: dict[int, bytes]) -> None:
        self._names = names

    def __call__(self, name: bytes) -> int:
        self._names[len(self._names) + 1] = name
        return len(self._names)


def test_macos_is_asked_to_share_its_window_with_nobody() -> None:
    library = ObjC()
    assert out_of_capture._ask_macos(4711, library)  # type: ignore[arg-type]  # as much of a library as is used
    assert library.sharing == 0
    assert list(library.names.values()) == [b"window", b"setSharingType:", b"sharingType"]
    assert not out_of_capture._ask_macos(4711, ObjC(window=0))  # type: ignore[arg-type]  # as above
