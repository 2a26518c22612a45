"""One process note: its words, which kind it is, and what of the map it is about.

What is typed is stored after a pause of a second, when the words are left, and whenever `settle` is called. Words that
cannot be stored stay where they were typed, with one sentence under them. A note without a word is not stored at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from relmap.apart.notes import NOTE_KINDS, NoteKind, ProcessNote
from relmap.ui.bind import PAUSE
from relmap.ui.guard import guarded
from relmap.ui.notes_list import time_words
from relmap.ui.notes_map import NotesMap
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.panels.flow import Flow, empty
from relmap.ui.panels.tile import Tile
from relmap.words import Trouble, say

Write = Callable[[ProcessNote], ProcessNote]
_PARAGRAPH = "\u2029"
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class NotePaper(QPlainTextEdit):
    """Plain words; `typed` at every change by hand, `left` when the focus goes."""

    typed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._showing = False
        self._revision = self.document().revision()
        self._given: set[int] = set()
        self.setTabChangesFocus(True)
        self.setAccessibleName(say("The words of this note"))
        self.textChanged.connect(self._changed)

    def words(self) -> str:
        """The whole text, code point for code point."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def show_words(self, text: str) -> None:
        """Show a text from its beginning, with nothing to undo."""
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def take_back_offers(self) -> None:
        """Leave no word of a note in the clipboard, nor in the selection that X11 hands about."""
        clipboard = QGuiApplication.clipboard()
        for mode in _MODES:
            if hash(clipboard.text(mode)) in self._given:
                clipboard.clear(mode)
        self._given.clear()

    def _changed(self) -> None:
        revision = self.document().revision()
        if revision != self._revision:  # a new font is said to be a change of the text, too
            self._revision = revision
            if not self._showing:
                self.typed.emit()

    @guarded(default=QMimeData)
    def createMimeDataFromSelection(self) -> QMimeData:
        given = super().createMimeDataFromSelection()
        self._given.add(hash(given.text()))
        return given

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self.isReadOnly():
            self.insertPlainText("\n")  # Qt would put in a line separator, which is no line break elsewhere
        else:
            super().keyPressEvent(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let no words be dragged out, onto the map or elsewhere: a press on what is selected selects it no longer."""
        cursor, pressed = self.textCursor(), self.cursorForPosition(event.position().toPoint())
        inside = cursor.selectionStart() <= pressed.position() <= cursor.selectionEnd()
        if cursor.hasSelection() and inside and event.button() == Qt.MouseButton.LeftButton:
            self.setTextCursor(pressed)
        super().mousePressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NoteEditor(QFrame):
    """Writes one note through `write`; `stored` after each time, `asked` for a thing or session to be shown."""

    stored = Signal()
    asked = Signal(str)

    def __init__(self, write: Write, map_: NotesMap, parent: QWidget) -> None:
        """Show no note yet."""
        super().__init__(parent)
        self._write, self._map = write, map_
        self._note: ProcessNote | None = None
        self._fresh = self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.settle)
        self._when = plain_label("", "small")
        self.paper = NotePaper(self)
        self.paper.typed.connect(self._typed)
        self.paper.left.connect(self.settle)
        self._complaint = plain_label("", "complaint")
        self._chips = QWidget(self)
        self._flow = Flow(self._chips, scaled(6))
        self._kinds = self._kind_buttons()
        self._take_thing = self._button(say("About what is chosen"), self.take_choice)
        self._take_hour = self._button(say("About the session"), self.take_hour)
        self._lay_out()
        map_.changed.connect(self.renew)
        map_.chosen.connect(self._show_offers)
        self.renew()

    @property
    def id(self) -> str | None:
        """The note that stands here, stored or not."""
        return self._note.id if self._note is not None else None

    @property
    def unwritten(self) -> bool:
        """Whether a new note stands here that has not been stored yet."""
        return self._fresh

    def show_note(self, note: ProcessNote | None, *, fresh: bool = False) -> None:
        """Show another note, or none; `fresh`: it is not stored before it has a word. What stood there is settled."""
        self._timer.stop()
        self._note, self._fresh, self._pending = note, fresh, False
        self.paper.show_words(note.text if note is not None else "")
        self._complain("")
        self.renew()

    def settle(self) -> bool:
        """Store what was typed, now; False when it could not be stored, and still stands there."""
        self._timer.stop()
        if not self._pending or self._note is None:
            return True
        return self._keep(replace(self._note, text=self.paper.words()))

    def drop(self) -> None:
        """Let go of what could not be stored."""
        self._timer.stop()
        self._pending = False

    def take_choice(self) -> None:
        """Let the note be about what is chosen on the map: a thing, or a session."""
        choice = self._map.choice
        if choice is not None and self._map.has(choice):
            self._about_session(choice) if self._map.is_session(choice) else self._about_thing(choice)

    def take_hour(self) -> None:
        """Let the note be about the session that runs, else the last one."""
        if self._map.hour is not None:
            self._about_session(self._map.hour)

    def renew(self) -> None:
        """Say anew what the note is about, as the map may call it otherwise now."""
        note = self._note
        self.setEnabled(note is not None)
        self._when.setText(self._heading())
        for kind, button in self._kinds.items():
            button.setChecked(note is not None and note.kind == kind)
        empty(self._flow)
        if note is not None and note.session is not None:
            self._add_chip(note.session, self._map.session_title(note.session), partial(self._about_session, None))
        if note is not None and note.subject is not None:
            self._add_chip(note.subject, self._map.title(note.subject), partial(self._about_thing, None))
        self._chips.setVisible(self._flow.count() > 0)
        self._chips.updateGeometry()
        self._show_offers()

    def forget(self) -> None:
        """Keep no word."""
        self.show_note(None)
        self.paper.take_back_offers()

    # inside

    def _typed(self) -> None:
        self._pending = True
        self._timer.start()

    def _keep(self, note: ProcessNote) -> bool:
        if self._fresh and note.says_nothing:
            self._note, self._pending = replace(note, text=""), False
            return True
        try:
            self._note = self._write(note)
        except Trouble as trouble:
            self._complain(str(trouble))
            return False
        self._fresh = self._pending = False
        self._complain("")
        self._when.setText(_when_words(self._note))
        self.stored.emit()
        return True

    def _about_session(self, session: str | None) -> None:
        if self._note is not None and self._keep(replace(self._note, text=self.paper.words(), session=session)):
            self.renew()

    def _about_thing(self, subject: str | None) -> None:
        if self._note is not None and self._keep(replace(self._note, text=self.paper.words(), subject=subject)):
            self.renew()

    def _heading(self) -> str:
        if self._note is None:
            return say("Choose a note, or begin one.")
        return say("A new note") if self._fresh else _when_words(self._note)

    def _be_of_kind(self, kind: NoteKind) -> None:
        if self._note is not None and self._note.kind != kind:
            self._keep(replace(self._note, text=self.paper.words(), kind=kind))
        self.renew()

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    # looks

    def _lay_out(self) -> None:
        top = QWidget(self)
        line = Flow(top, scaled(8), spread=True)
        segments = QFrame(self)
        segments.setObjectName("segments")
        row = QHBoxLayout(segments)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for button in self._kinds.values():
            row.addWidget(button)
        line.addWidget(self._when)
        line.addWidget(segments)
        offers = QWidget(self)
        flow = Flow(offers, scaled(6))
        flow.addWidget(self._take_thing)
        flow.addWidget(self._take_hour)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        column.setSpacing(scaled(8))
        column.addWidget(top)
        column.addWidget(self._chips)
        column.addWidget(offers)
        column.addWidget(self.paper, 1)
        column.addWidget(self._complaint)

    def _kind_buttons(self) -> dict[NoteKind, QToolButton]:
        group = QButtonGroup(self)
        words = {"process": say("Process"), "supervision": say("For supervision")}
        buttons: dict[NoteKind, QToolButton] = {}
        for kind in NOTE_KINDS:
            button = buttons[kind] = QToolButton(self)
            button.setText(words[kind])
            button.setCheckable(True)
            button.setProperty("look", "segment")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            group.addButton(button)
            button.clicked.connect(lambda _=False, kind=kind: self._be_of_kind(kind))
        return buttons

    def _button(self, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(act)
        return button

    def _add_chip(self, id: str, words: str, let_go: Callable[[], None]) -> None:
        chip = Tile(words, self._map.tone(id))
        chip.setParent(self._chips)
        chip.make_removable()
        chip.setToolTip(say("Shows it on the map. Delete takes it off this note."))
        chip.clicked.connect(lambda: self.asked.emit(id))
        chip.let_go.connect(let_go)
        self._flow.addWidget(chip)
        chip.show()

    def _show_offers(self) -> None:
        note, choice = self._note, self._map.choice
        taken = note is not None and choice in (note.subject, note.session)
        self._take_thing.setEnabled(choice is not None and not taken and self._map.has(choice))
        hour = self._map.hour
        self._take_hour.setVisible(hour is not None and note is not None and note.session is None)


def _when_words(note: ProcessNote) -> str:
    written, changed = time_words(note.written), time_words(note.changed)
    if written == changed:
        return say("Written {time}", time=written)
    return say("Written {written}; changed {changed}", written=written, changed=changed)
