"""The sheet for a family tree from another program: who in it is the client, and who is to be taken onto the map.

The file is read beside the window and can be stopped. Nobody is taken who was not ticked; one undo takes all back.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from relmap.edits.family import Newcomer, import_people
from relmap.exchange.gedcom import Tree, kinds_from, read_tree
from relmap.store.document import Document
from relmap.ui.guard import guarded
from relmap.ui.jobs import Job
from relmap.ui.panels.dress import plain_label
from relmap.ui.tree_people import TreePeople
from relmap.words import Trouble, say, say_n


class GedcomSheet(QDialog):
    """`read` begins; it deletes itself when it goes."""

    def __init__(self, document: Document, window: QWidget) -> None:
        """Wait over `window`."""
        super().__init__(window)
        self.setWindowTitle(say("People from a family tree"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 520)
        self._document = document
        self._tree: Tree | None = None
        self._client: str | None = None
        self._job: Job | None = None
        self.people: TreePeople | None = None
        self.told = plain_label(say("Choose who in the tree is the client, then tick whom to take onto the map."))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(say("Find somebody by name"))
        self.search.setAccessibleName(say("Find somebody by name"))
        self.list = QListView(self)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(say("People in the tree"))
        self.is_client, self.take = QPushButton(say("This is the client"), self), QPushButton(say("Take them"), self)
        close = QPushButton(say("Close"), self)
        self.take.setProperty("look", "primary")
        self.is_client.clicked.connect(self._choose_client)
        self.take.clicked.connect(self._take)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.is_client, close, self.take):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        for part in (self.told, self.search, self.list):
            column.addWidget(part)
        column.addLayout(row)

    def read(self, path: Path) -> None:
        """Read a file beside the window."""
        self.told.setText(say("Reading “{name}”…", name=path.name))
        self._job = Job(lambda progress, cancelled: read_tree(path, cancelled), self)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._fail)
        self._job.start()

    @guarded
    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.wait()
        super().done(result)

    def _show(self, tree: Tree) -> None:
        self._tree = tree
        self.people = TreePeople(tree, self)
        self.list.setModel(self.people)
        self.search.textChanged.connect(self.people.filter)
        count = say_n("{n} person in the tree.", "{n} people in the tree.", len(tree.people))
        asked = say("Choose who is the client, then tick whom to take onto the map. Nobody else is taken.")
        self.told.setText(f"{count} {asked}")
        self.list.setFocus()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self.told.setText(str(error))

    def _choose_client(self) -> None:
        index = self.list.currentIndex()
        if self._tree is None or self.people is None or not index.isValid():
            return
        person = self.people.person(index.row())
        self._client = person.id
        self.people.relate(kinds_from(self._tree, person.id))
        self.told.setText(say("“{name}” is the client. Tick whom to take onto the map.", name=person.name or "?"))

    def _take(self) -> None:
        if self._tree is None or self.people is None or not self.people.ticked:
            self.told.setText(say("Nobody is ticked yet, so nobody was taken."))
            return
        kinds = kinds_from(self._tree, self._client) if self._client is not None else {}
        chosen = [one for id, one in self._tree.people.items() if id in self.people.ticked]
        newcomers = [
            Newcomer(
                *(one.id, one.name, kinds.get(one.id, "relative"), one.born, one.born_said, one.died, one.died_said),
                dead=one.dead,
            )
            for one in chosen
        ]
        ties = [
            (a, b)
            for family in self._tree.families
            for number, a in enumerate(family.partners)
            for b in (*family.partners[number + 1 :], *family.children)
        ]
        try:
            import_people(self._document, newcomers, ties, self_key=self._client)
        except Trouble as trouble:
            self.told.setText(str(trouble))
            return
        self.accept()


def ask_for_tree(document: Document, window: QWidget, folder: str) -> None:
    """Ask for a file, then show who is in it."""

    def chosen(path: str) -> None:
        sheet = GedcomSheet(document, window)
        sheet.open()
        sheet.read(Path(path))

    dialog = QFileDialog(window, say("A family tree"), folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(say("Family tree (*.ged)"))
    dialog.fileSelected.connect(chosen)
    dialog.open()
