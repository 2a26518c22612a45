"""The open process notes: a list that can be searched and narrowed, and the one note that is written in beside it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QToolButton, QVBoxLayout, QWidget

from relmap.apart.notebook import Notebook
from relmap.apart.notes import NOTE_KINDS, ProcessNote, new_note
from relmap.ui.actions import Actions, Command
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.messages import Messages
from relmap.ui.notes_editor import NoteEditor
from relmap.ui.notes_list import NotesList
from relmap.ui.notes_map import NotesMap
from relmap.ui.out_of_capture import leave_out_of_capture
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.panels.flow import Flow
from relmap.ui.views.choice_box import ChoiceBox
from relmap.words import Trouble, say

LIST_WIDTH, LIST_SHARE, ROOMY = 340, 0.4, 260
_LETTERS = 10
_NOTHING = "-"
"""No id: what a note about nothing on the map is filed under."""


class NarrowingBox(ChoiceBox):
    """A choice whose list is a window of its own, and is left out of shared screens too."""

    @guarded
    def showPopup(self) -> None:
        super().showPopup()
        leave_out_of_capture(self.view().window())


class SearchLine(QLineEdit):
    """The words to look for; Esc takes them away, Down goes into the list."""

    went_down = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class NotesPage(QFrame):
    """Works on one open notebook. `passphrase_asked` and `close_asked` are the window's to do."""

    passphrase_asked = Signal()
    close_asked = Signal()
    map_asked = Signal()

    def __init__(self, notebook: Notebook, map_: NotesMap, parent: QWidget) -> None:
        """Show every note, and begin one where there is none."""
        super().__init__(parent)
        self.setObjectName("page")
        self._notebook, self._map = notebook, map_
        self._removed: ProcessNote | None = None
        self.editor = NoteEditor(notebook.write, map_, self)
        self.actions_ = Actions(self._commands(), self, self)
        self.list = NotesList(self)
        self.search = SearchLine(self)
        self.kinds = NarrowingBox(self, say("Which kind"))
        self.abouts = NarrowingBox(self, say("About what"))
        self._none = plain_label("", "faded")
        self.messages = Messages(self)
        self._lay_out()
        self._wire()
        self._renew_choices()
        self.renew()
        if not notebook.notes:
            self.begin_note()

    def focus_first(self) -> None:
        """Be ready: to write where a note has just begun, else to choose one."""
        (self.editor.paper if self.editor.unwritten else self.list).setFocus()

    def flush(self) -> bool:
        """Store what is being typed; False where it could not be, and still stands there."""
        return self.editor.settle()

    def close_notes(self) -> None:
        """Keep no word of a note, here or in the clipboard."""
        self._map.changed.disconnect(self._follow_map)
        self._removed = None
        self.editor.forget()
        self.search.clear()
        self.list.show_rows([])
        self.kinds.clear()
        self.abouts.clear()
        self.messages.clear()

    # what the commands do

    def begin_note(self) -> None:
        """Begin a note of now; in a session that runs, it is about that session."""
        if self.flush():
            self.editor.show_note(new_note(session=self._map.running), fresh=True)
            self.list.mark(None)
            self.editor.paper.setFocus()

    def open_note(self, id: str) -> None:
        """Show a note to be written in."""
        note = self._notebook.get(id)
        if note is None or id == self.editor.id:
            return
        if self.flush():
            self.editor.show_note(note)
        self.list.mark(self.editor.id)

    def remove_note(self) -> None:
        """Take the note that stands here out of the file, and offer to put it back."""
        id = self.editor.id
        if id is None:
            return
        if self.editor.unwritten:
            self.editor.show_note(None)
            self.list.setFocus()
            return
        self.flush()  # what was typed last comes back with it
        try:
            self._removed = self._notebook.remove(id)
        except Trouble as trouble:
            self.messages.tell(str(trouble), stays=True)
            return
        self.editor.show_note(None)
        self.renew()
        self.list.setFocus()
        self.messages.tell(say("The note is gone from the file."), ((say("Put it back"), self.put_back),), stays=True)

    def put_back(self) -> None:
        """Bring back the note that was removed last."""
        note, self._removed = self._removed, None
        if note is None or not self.flush():
            return
        try:
            self._notebook.put_back(note)
        except Trouble as trouble:
            self._removed = note
            self.messages.tell(str(trouble), ((say("Put it back"), self.put_back),), stays=True)
            return
        self.editor.show_note(note)
        self.renew()
        self.list.setFocus()

    def seek(self) -> None:
        """Go to the search line."""
        self.search.setFocus()
        self.search.selectAll()

    # what is shown

    def renew(self) -> None:
        """Show the notes that fit the search and the choices, the newest first."""
        found = self._notebook.find(self.search.text())
        notes = [note for id in found if (note := self._notebook.get(id)) is not None and self._fits(note)]
        self.list.show_notes(notes, self._map)
        self.list.mark(self.editor.id)
        self._none.setVisible(not notes)
        held = bool(self._notebook.notes)
        self._none.setText(say("No note fits.") if held else say("Nothing is written here yet."))
        self.actions_.renew()

    def _fits(self, note: ProcessNote) -> bool:
        kind, about = self.kinds.currentData(), self.abouts.currentData()
        if kind and note.kind != kind:
            return False
        if about == _NOTHING:
            return note.subject is None and note.session is None
        return not about or about in (note.subject, note.session)

    def _renew_choices(self) -> None:
        """Offer what there are notes about; what was chosen stays chosen where it can."""
        kinds = {"process": say("Process"), "supervision": say("Supervision")}
        _offer(self.kinds, [(say("Every kind"), ""), *((kinds[kind], kind) for kind in NOTE_KINDS)])
        notes = self._notebook.notes
        sessions = {note.session for note in notes if note.session is not None}
        known = [id for id in self._map.sessions if id in sessions]
        things = dict.fromkeys(note.subject for note in notes if note.subject is not None)
        offers = [(say("About anything"), "")]
        offers += [(self._map.session_title(id), id) for id in (*known, *sorted(sessions - set(known)))]
        offers += sorted((self._map.title(id), id) for id in things)
        _offer(self.abouts, [*offers, (say("About nothing on the map"), _NOTHING)])

    def _follow_map(self) -> None:
        self._renew_choices()
        self.renew()

    def _follow_note(self) -> None:
        self._renew_choices()
        self.renew()

    # how it is put together

    def _commands(self) -> Iterator[Command]:
        editor = self.editor

        def stands() -> bool:
            return editor.id is not None

        yield Command("new_note", say("New note"), self.begin_note, "Ctrl+N", "notebook-pen")
        yield Command("seek", say("Search"), self.seek, "Ctrl+F|Ctrl+K", "search")
        yield Command(
            "take_choice", say("About what is chosen on the map"), editor.take_choice, "Ctrl+M", "locate-fixed"
        )
        yield Command("take_hour", say("About the session"), editor.take_hour, "Ctrl+Shift+M", "clock")
        yield Command("remove", say("Remove this note"), self.remove_note, "Ctrl+Del", "trash-2", available=stands)
        yield Command("to_map", say("Back to the map"), self.map_asked.emit, "", "map")
        yield Command("passphrase", say("Change the passphrase…"), self.passphrase_asked.emit, "", "key-round")
        yield Command("close", say("Close the notes"), self.close_asked.emit, "Ctrl+W", "lock")

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, scaled(12), 0, 0)
        column.setSpacing(scaled(8))
        for part in (self._top_row(left), self._narrowing_row(left)):
            column.addWidget(part)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        self._none.setContentsMargins(scaled(14), scaled(6), scaled(14), 0)
        split = self._split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self.editor)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self.messages)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(scaled(LIST_WIDTH), round(self.width() * LIST_SHARE))
        self._split.setSizes([width, max(1, self.width() - width)])
        style = Qt.ToolButtonStyle
        roomy = width >= scaled(ROOMY)
        self._begin.setToolButtonStyle(style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly)

    def _top_row(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        line = QHBoxLayout(row)
        line.setContentsMargins(scaled(12), 0, scaled(12), 0)
        self.search.setPlaceholderText(say("Search the notes"))
        self.search.setMinimumWidth(scaled(50))
        self.search.setAccessibleName(say("Search the notes"))
        begin = self._begin = QToolButton(row)
        begin.setDefaultAction(self.actions_.action("new_note"))
        begin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        more = QToolButton(row)
        more.setToolTip(say("More"))
        more.setAccessibleName(say("More"))
        dress(more, "ellipsis")
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self.actions_.menu(("",), more))
        for part, share in ((begin, 0), (self.search, 1), (more, 0)):
            line.addWidget(part, share)
        return row

    def _narrowing_row(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        row.setContentsMargins(scaled(12), 0, scaled(12), 0)
        line = Flow(row, scaled(6))
        self.abouts.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.abouts.setMinimumContentsLength(_LETTERS)
        line.addWidget(self.kinds)
        line.addWidget(self.abouts)
        return row

    def _wire(self) -> None:
        self.list.picked.connect(self.open_note)
        self.list.asked.connect(lambda _id: self.editor.paper.setFocus())
        self.list.left_out.connect(lambda _id: self.remove_note())
        self.editor.stored.connect(self._follow_note)
        self.editor.asked.connect(self._map.show)
        self.search.textChanged.connect(lambda _text: self.renew())
        self.search.went_down.connect(self.list.setFocus)
        self.messages.left.connect(self.list.setFocus)
        for box in (self.kinds, self.abouts):
            box.activated.connect(lambda _row: self.renew())
        self._map.changed.connect(self._follow_map)


def _offer(box: ChoiceBox, offers: list[tuple[str, str]]) -> None:
    """Let one of these be chosen: (words, id); what was chosen stays chosen where it is offered."""
    if [(box.itemText(row), box.itemData(row)) for row in range(box.count())] == offers:
        return
    chosen = box.currentData()
    box.clear()
    for words, id in offers:
        box.addItem(words, id)
    box.setCurrentIndex(max(0, box.findData(chosen)))
