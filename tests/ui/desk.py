"""The therapist's window over a real encrypted case, worked as a person works it: by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmap.model.base import Entity
from relmap.model.people import Person
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.leaving_question import LeavingQuestion
from relmap.ui.map.shapes import NodeLook
from relmap.ui.panels.section import offered
from relmap.ui.paper.making import Made
from relmap.ui.paper.page import ReportsPage
from relmap.ui.texts import field_word
from relmap.ui.therapist_window import TherapistWindow
from tests.casefiles import reopened

E = TypeVar("E", bound=Entity)
W = TypeVar("W", bound=QWidget)
K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """One open case with what a test asks of it. Every key and click goes to the window, and it decides who gets it."""

    def __init__(
        self, document: Document, qtbot: QtBot, settings: Settings | None = None, *, opening: bool = False
    ) -> None:
        """`opening`: let the opening map lie over the map, as it does until somebody begins with something."""
        self.qtbot, self.opening = qtbot, opening
        self.settings = settings or Settings(motion=False)
        self.window = self._opened(document)

    def _opened(self, document: Document) -> TherapistWindow:
        window = TherapistWindow(document, self.settings)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is window.view)
        if not self.opening:
            window.before.sheet.put_away()
        return window

    def reopen(self) -> None:
        """Close the window, open the file again, and show it in a new one."""
        document = self.document
        self.close()
        self.window = self._opened(reopened(document))

    def close(self) -> None:
        if isValid(self.window):
            self.window._drops_words = True
            self.window.close()
            self.window.deleteLater()
        settle()

    # what there is

    @property
    def document(self) -> Document:
        return self.window.document

    @property
    def path(self) -> Path:
        return self.document.path

    def all(self, cls: type[E]) -> Sequence[E]:
        return self.document.all(cls)

    def named(self, name: str | None) -> Person:
        """The one person with that name."""
        (person,) = [one for one in self.all(Person) if one.name == name]
        return person

    @property
    def names(self) -> list[str | None]:
        """Everybody but the two in the room."""
        return [one.name for one in self.all(Person) if one.seat not in ("client", "therapist")]

    @property
    def verbs(self) -> list[str]:
        """What was stored so far, oldest first."""
        return [revision.verb for revision in self.document.revisions()]

    @property
    def selected(self) -> list[str]:
        return list(self.window.selection.ids)

    def kept(self) -> frozenset[str] | None:
        """What is not faded while the rest is, or None."""
        return self.window.scene.emphasis

    @property
    def message(self) -> str:
        return self.window.canvas.messages.words

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    def in_focus(self, widget: QWidget) -> bool:
        return QApplication.focusWidget() is widget

    @property
    def typing(self) -> bool:
        """Whether the sheet for words is open over the canvas."""
        return self.window.tools.editor.isVisible()

    @property
    def typed(self) -> str:
        """The words in the sheet."""
        return self.part(QPlainTextEdit, within=self.window.tools.editor).toPlainText()

    def part(self, cls: type[W], name: str = "", within: QWidget | None = None) -> W:
        """The one visible part of a class, by object name, accessible name or text."""
        found = [one for one in (within or self.window).findChildren(cls) if one.isVisible()]
        if name:
            found = [one for one in found if name in (one.objectName(), one.accessibleName(), words_of(one))]
        assert len(found) == 1, f"{len(found)} of {cls.__name__} {name!r}"
        return found[0]

    # keys

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def press_key(self, key: Qt.Key) -> None:
        QTest.keyPress(self.window.windowHandle(), key)

    def release_key(self, key: Qt.Key) -> None:
        QTest.keyRelease(self.window.windowHandle(), key)

    def type(self, words: str) -> None:
        """Type words; those that no key of the tester has come as a key of another keyboard would send them."""
        for letter in words:
            if letter.isascii():
                assert self.focus is not None
                QTest.keyClicks(self.focus, letter)
            else:
                type_letter(self.focus, letter)

    def enter(self) -> None:
        self.key(K.Key_Return)

    def add_people(self, *names: str) -> None:
        """P, a name, Enter, a name, Enter, …, Esc."""
        self.key(K.Key_P)
        for name in names:
            self.type(name)
            self.enter()
        self.key(K.Key_Escape)

    def write_in_inspector(self, name: str, words: str) -> None:
        """Open a field of the inspector where it is only offered, click into it, type, and go on."""
        inspector = self.window.inspector
        if not [one for one in inspector.findChildren(QWidget, name) if one.isVisible()]:
            id, field = name.split(":")
            entity = self.document.get(id)
            assert entity is not None
            offer = self.part(QAbstractButton, offered(field_word(entity.array, field)), within=inspector)
            inspector.ensureWidgetVisible(offer)
            self.click_on(offer)
        holder = self.part(QWidget, name)
        paper = holder.findChildren(QPlainTextEdit)[0]
        inspector.ensureWidgetVisible(paper)
        self.click_on(paper)
        assert self.focus is paper
        self.type(words)
        self.key(K.Key_Tab)

    # mouse

    def at(self, id: str, dx: float = 0.0, dy: float = 0.0) -> QPointF:
        """The middle of a thing in scene units, or a point beside it."""
        look = next(iter(sorted(self.window.scene.looks_of(id))))
        place = self.window.scene.place(look)
        if place is None:
            item = self.window.scene.item(look)
            assert item is not None
            place = (item.rect().center().x(), item.rect().center().y())
        return QPointF(place[0] + dx, place[1] + dy)

    def pixel(self, point: QPointF) -> QPoint:
        """Where a point of the scene is in the window."""
        view = self.window.view
        return view.viewport().mapTo(self.window, view.viewportTransform().map(point).toPoint())

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.window.windowHandle(), LEFT, modifiers, self.pixel(point))

    def move(self, *points: QPointF) -> None:
        for point in points:
            QTest.mouseMove(self.window.windowHandle(), self.pixel(point))

    def release(self, point: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.window.windowHandle(), LEFT, modifiers, self.pixel(point))

    def click(self, id: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click on the middle of a thing."""
        QTest.mouseClick(self.window.windowHandle(), LEFT, modifiers, self.pixel(self.at(id)))

    def click_paper(self, point: QPointF) -> None:
        QTest.mouseClick(self.window.windowHandle(), LEFT, NONE, self.pixel(point))

    def double_click(self, point: QPointF) -> None:
        QTest.mouseDClick(self.window.windowHandle(), LEFT, NONE, self.pixel(point))

    def click_on(self, widget: QWidget) -> None:
        """Click on the middle of what is seen of a widget."""
        at = widget.mapTo(self.window, widget.visibleRegion().boundingRect().center())
        QTest.mouseClick(self.window.windowHandle(), LEFT, NONE, at)

    def drag(self, start: QPointF, *way: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press, go along the way, and let go at its end."""
        self.press(start, modifiers)
        self.move(*_steps([start, *way]))
        self.release(way[-1], modifiers)

    def empty_place(self) -> QPointF:
        """A point of the paper in sight where nothing is."""
        view = self.window.view
        for y in range(60, view.viewport().height() - 160, 25):
            for x in range(60, view.viewport().width() - 60, 25):
                point = view.scene_point(QPointF(x, y))
                shown = self.window.childAt(self.pixel(point))
                if shown is view.viewport() and self.window.scene.hit(point, 70.0) is None:
                    return point
        raise AssertionError("no empty paper")

    # looks

    def node(self, id: str) -> NodeLook:
        look = self.window.scene.look(next(iter(sorted(self.window.scene.looks_of(id)))))
        assert isinstance(look, NodeLook)
        return look

    def place(self, id: str) -> tuple[float, float]:
        look = self.node(id)
        return look.x, look.y


def choose_file(path: Path) -> None:
    """Choose a file in the file dialog that is open; where something leaves the case, go on to that first."""
    for question in QApplication.topLevelWidgets():
        if isinstance(question, LeavingQuestion) and question.isVisible():
            question.accept()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    dialog.setDirectory(str(path.parent))
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()
    settle()


def words_of(widget: QWidget) -> str:
    """The words on a widget."""
    text = getattr(widget, "text", None)
    return text().replace("&&", "&") if callable(text) else ""


def type_letter(widget: QWidget | None, letter: str) -> None:
    """One letter of any script, as a keyboard that has it sends it."""
    assert widget is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))


_WAITS = 2_000


def made_of(page: ReportsPage) -> Made:
    """The page of the answers that there are, when it is made."""
    made: list[Made] = []
    page.when_made(made.append)
    for _ in range(_WAITS):
        if made:
            break
        QTest.qWait(10)
    return made[0]


def settle() -> None:
    """Let what was posted arrive, and what was deleted go."""
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def _steps(way: Iterable[QPointF]) -> list[QPointF]:
    """Points along a way, a few for each leg."""
    points = list(way)
    return [a + (b - a) * share for a, b in pairwise(points) for share in (0.1, 0.4, 0.7, 1.0)]
