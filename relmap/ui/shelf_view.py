"""The folder on the first page: its name, its cases, and whether it is remembered. Made once the window is up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap.settings import Settings, usual_folder
from relmap.ui.mnemonics import escaped
from relmap.ui.shelf import cases_in
from relmap.ui.shelf_list import ShelfList
from relmap.words import say


class ShelfView(QWidget):
    """Says `chosen(path)`, `erase_asked(path)`, and `folder_asked` when another folder is wanted."""

    chosen = Signal(object)
    erase_asked = Signal(object)
    folder_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        """Show the folder that was last used, else the remembered one, else the usual one."""
        super().__init__(parent)
        self._settings = settings
        self.filled = False
        self._name = _plain("heading", self)
        another = QPushButton(escaped(say("Another folder…")), self)
        another.setProperty("look", "quiet")
        another.setAutoDefault(True)
        another.clicked.connect(self.folder_asked)
        self._list = ShelfList(self)
        self._list.chosen.connect(self.chosen)
        self._list.erase_asked.connect(self.erase_asked)
        self._empty = _plain("faded", self)
        self._remember = QCheckBox(escaped(say("Remember this folder on this computer")), self)
        self._remember.setToolTip(say("Unticked, relmap writes the name of no folder anywhere."))
        self._remember.clicked.connect(self._set_remembered)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for part in (self._list, self._empty, self._remember):
            column.addWidget(part)
        self.setFocusProxy(self._list)

    def show_folder(self) -> None:
        """Look at the folder anew."""
        folder = self.folder
        cases = cases_in(folder)
        self.filled = bool(cases)
        self._name.setText(say("Cases in “{folder}”", folder=folder.name or str(folder)))
        self._list.show_cases(cases)
        self._list.setVisible(self.filled)
        self._empty.setText("" if cases else say("No case is here yet."))
        self._empty.setVisible(not cases)
        self._remember.setVisible(folder != usual_folder())
        self._remember.setChecked(self._settings.remembered_folder == str(folder))

    @property
    def folder(self) -> Path:
        """The folder that is shown."""
        chosen = self._settings.last_folder or self._settings.remembered_folder
        return Path(chosen) if chosen else usual_folder()

    def _set_remembered(self, remembered: bool) -> None:
        self._settings.remembered_folder = str(self.folder) if remembered else ""


def _plain(look: str, parent: QWidget) -> QLabel:
    from PySide6.QtCore import Qt

    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label
