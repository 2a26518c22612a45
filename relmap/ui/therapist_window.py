"""The therapist's window: one place in which the map, the inspector, the tools and the commands are wired together.

It knows which parts there are and nothing of what they do. Everything it wires is undone in `closeEvent`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from relmap import NAME
from relmap.model.people import CASE_ID, Case
from relmap.model.vocabulary import Author
from relmap.read.projection import Delta, Projection
from relmap.resuming import Resume
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Actions
from relmap.ui.add_strip import AddStrip
from relmap.ui.arranging import Arranging, needs_arranging
from relmap.ui.before import Before
from relmap.ui.beside import Beside, keep_off
from relmap.ui.canvas import Canvas
from relmap.ui.consent_sheet import ConsentSheet
from relmap.ui.desk_commands import FOOT, MENU, STRIP, VIEWS, desk_commands
from relmap.ui.desk_look import NARROWEST_PANEL, DeskLook
from relmap.ui.exports_sheet import ExportsSheet
from relmap.ui.feed import Feed
from relmap.ui.find import FindBox
from relmap.ui.gedcom_sheet import ask_for_tree
from relmap.ui.guard import guarded
from relmap.ui.help_window import HelpWindow
from relmap.ui.hour import Hour
from relmap.ui.leaving import Leaving
from relmap.ui.legend_corner import LegendCorner
from relmap.ui.locking import Locking
from relmap.ui.map.accessible import Voice, install_accessible_map
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.scene import MapScene
from relmap.ui.map.tools import MapTools
from relmap.ui.notes_opener import ProcessNotes
from relmap.ui.pages import Pages
from relmap.ui.panels.inspector import Inspector
from relmap.ui.pen import Pen
from relmap.ui.preferences import Preferences
from relmap.ui.rail import Rail
from relmap.ui.reducing import Reducing
from relmap.ui.removal import Removal
from relmap.ui.selection import Selection
from relmap.ui.sheets import PassphraseSheet
from relmap.ui.texts import verb_word
from relmap.ui.theme import themes
from relmap.ui.times import Times
from relmap.ui.top_bar import AUTHORS, TopBar
from relmap.ui.veils import Veils
from relmap.ui.view_table import page_makers
from relmap.ui.views.page import PageContext
from relmap.ui.ways import Ways
from relmap.words import Trouble, say

SMALLEST = (900, 600)


class TherapistWindow(QMainWindow):
    """One open case. `left` says that it was closed; with True the person wants another case, with False to quit.

    `locked` says so as well, with the Resume that leads back here.
    """

    left = Signal(bool)
    locked = Signal(object)

    def __init__(self, document: Document, settings: Settings, parent: QWidget | None = None) -> None:
        """Show `document` as `settings` wish."""
        super().__init__(parent)
        self.document, self.settings = document, settings
        self._author: Author = "client"
        self._wants_another = self._drops_words = self._closed = False
        self.projection = Projection(document, "therapist")
        self.feed = Feed(self.projection, self)
        self.selection = Selection(self)
        self._whole = QWidget(self)  # these three first: a widget that changes its parent is dressed once more
        self.split = QSplitter(Qt.Orientation.Horizontal, self._whole)
        self._middle = QWidget(self.split)
        self.scene = MapScene(themes().current, self)
        self.view = DeskView(self.scene, self)
        self.canvas = Canvas(self.view, self._middle)
        self.leaving = Leaving(document, self.canvas.messages, settings, self)
        context = PageContext(document, self.feed, self.selection, self.author, self.leaving)
        self.pages = Pages(self.canvas, page_makers(), context, self)
        self.tools = MapTools(document, self.projection, self.scene, self.view, self.selection, self.author, self)
        self.hour = Hour(document, self.feed, self.selection, self.tools, self.canvas, self)
        self.times = Times(document, self.feed, self.keep_words, self)
        self.before = Before(document, self.feed, self.selection, self)
        self.beside = Beside(self)
        self.veils = Veils(document, self.selection, self.canvas, self)
        self.pen = Pen(self)
        self.ways = Ways(self)
        self.reducing = Reducing(self)
        self.look = DeskLook(self)
        self.notes = ProcessNotes(self)
        self.locking = Locking(self)
        self._resume: Resume | None = None
        self.actions_ = Actions(desk_commands(self), self, self.view)
        self.find_box = FindBox(self.projection, self.actions_, self)
        self.top_bar = TopBar(self.actions_, self.find_box, ("undo", "redo"), self._middle)
        self.inspector = Inspector(document, self.feed, self.selection, self.author, self.split)
        self.arranging = Arranging(document, self.projection, self.scene, self)
        self.removal = Removal(document, self.projection, self.canvas.messages, self.undo)
        self.preferences = Preferences(settings, self.canvas)
        self.passphrase = PassphraseSheet(document, self.canvas)
        self.agreements = ConsentSheet(document, self.feed, self.canvas)
        self.exports = ExportsSheet(self.feed, self.canvas)
        self._voice = Voice(self.view, self.scene)
        self._help: HelpWindow | None = None
        self._lay_out()
        self._wire()
        self._begin()

    def author(self) -> Author:
        """Whose words come next."""
        return self._author

    # what the commands do

    def undo(self) -> None:
        """Take the last change back, and say which it was."""
        verb = self.document.undo_verb
        if verb is not None and self._travelled(self.document.undo):
            self.canvas.messages.tell(say("Undone: {what}", what=verb_word(verb)))

    def redo(self) -> None:
        """Bring the last undone change back, and say which it was."""
        verb = self.document.redo_verb
        if verb is not None and self._travelled(self.document.redo):
            self.canvas.messages.tell(say("Done again: {what}", what=verb_word(verb)))

    def next_author(self) -> None:
        """Take down somebody else's words from now on."""
        self.set_author(AUTHORS[(AUTHORS.index(self._author) + 1) % len(AUTHORS)])

    def set_author(self, author: str) -> None:
        """Take down this one's words from now on: client, therapist or both."""
        self._author = cast("Author", author)
        self.top_bar.show_author(self._author)

    def remove_selected(self) -> None:
        """Remove what is selected, after saying what that would take along."""
        self.removal.ask(self.selection.ids)

    def erase_selected(self) -> None:
        """Ask whether what is selected is to go for good."""
        self.keep_words()
        self.removal.ask_erase(self.selection.ids)

    def arrange(self) -> None:
        """Arrange everything that was not placed by hand."""
        self.keep_words()
        self.arranging.start()

    def add_context(self) -> None:
        """Attach a context to what is selected; with nothing selected, show or hide the ground of context."""
        if self.selection.ids:
            self.tools.add("context")
            return
        self.look.toggle("context_layer")
        shown = say("The ground of context is shown. Select something first to attach a context to it.")
        hidden = say("The ground of context is hidden.")
        self.canvas.messages.tell(shown if self.settings.context_layer else hidden)

    def seek(self) -> None:
        """Go to the find box."""
        self.find_box.begin()

    def show_view(self, name: str) -> None:
        """Bring a view of the rail into sight; what is being typed is stored first."""
        self.keep_words()
        self.pages.show(name)

    def show_preferences(self) -> None:
        """Open the sheet of preferences."""
        self.preferences.renew()
        self.canvas.show_sheet(self.preferences)
        self.preferences.setFocus()

    def show_help(self) -> None:
        """Open the help in a window of its own."""
        if self._help is None:
            self._help = HelpWindow()
            self.locking.shelter.take(self._help)
        self._help.show()
        self._help.raise_()

    def show_menu(self) -> None:
        """Open the menu of all commands beside the rail."""
        at = self.mapToGlobal(QPoint(8, self.height() // 3))
        self.actions_.menu(MENU, self).popup(at)

    def export_map(self) -> None:
        """Save the map as a picture."""
        self.keep_words()
        self.leaving.save_map()

    def export_case(self) -> None:
        """Save the whole case in the exchange format."""
        self.keep_words()
        self.leaving.save_case()

    def ask_passphrase(self) -> None:
        """Open the sheet for another passphrase."""
        self.keep_words()
        self.canvas.show_sheet(self.passphrase)
        self.passphrase.begin()

    def export_form(self) -> None:
        """Save the map for another program."""
        self.keep_words()
        self.leaving.save_form()

    def import_tree(self) -> None:
        """Take people from a family tree."""
        self.keep_words()
        ask_for_tree(self.document, self, self.settings.last_folder)

    def show_exports(self) -> None:
        """Open the sheet of what has left the case."""
        self.keep_words()
        self.exports.begin()
        self.canvas.show_sheet(self.exports)
        self.exports.focus_first()

    def show_agreements(self) -> None:
        """Open the sheet of what was agreed."""
        self.keep_words()
        self.agreements.begin()
        self.canvas.show_sheet(self.agreements)
        self.agreements.focus_first()

    def leave_case(self) -> None:
        """Close the case and go back to the start."""
        self._wants_another = True
        self._wants_another = self.close()

    def go_back_to(self, resume: Resume) -> None:
        """Be covered, and stand where the desk stood when it was locked."""
        self.locking.go_back_to(resume)

    def say_welcome(self, words: str) -> None:
        """Say something when the case has opened, for as long as it takes to read."""
        self.canvas.messages.tell(words, ((say("All right"), self.canvas.messages.clear),), stays=True)

    def say_trouble(self, sentence: str) -> None:
        """Show a sentence until it is put away or followed by another."""
        self.canvas.messages.tell(sentence, ((say("All right"), self.canvas.messages.clear),), stays=True)

    # how it is put together

    def _escape(self) -> None:
        if not self.leaving.stop_and_say():
            self.canvas.messages.clear()

    def _lay_out(self) -> None:
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        install_accessible_map()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        self._column = column
        column.addWidget(self.canvas, 1)
        column.addWidget(self.times.furnish(self, self._middle))
        self.split.addWidget(self._middle)
        self.split.addWidget(self.inspector)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.inspector.setMinimumWidth(NARROWEST_PANEL)
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self.actions_, VIEWS, FOOT, self._whole)
        row.addWidget(self.rail)
        row.addWidget(self.split, 1)
        self.setCentralWidget(self._whole)
        self.strip = AddStrip(self.actions_, STRIP, self.canvas)
        self.canvas.set_strip(self.strip)
        self.legend = LegendCorner(self.scene, self.actions_.action("legend"), self.canvas)
        self.canvas.set_legend(self.legend)
        self.top_bar.set_chip(self.hour.furnish(self.actions_, self.top_bar))
        self.ways.furnish(self)
        self.before.furnish(self)
        self.beside.furnish(self)
        self._column.insertWidget(0, self.pen.furnish(self, self._middle))
        self.notes.furnish(self)
        self.locking.furnish(self, self)

    def _wire(self) -> None:
        self.feed.changed.connect(self._follow)
        self.feed.changed.connect(self.selection.follow)
        self.selection.changed.connect(self._voice.selected)
        self.selection.changed.connect(lambda ids: self.actions_.renew())
        self.tools.hint.connect(self.canvas.messages.hint)
        self.tools.reached.connect(self._voice.reached)
        self.tools.told.connect(self.canvas.messages.tell)
        self.tools.trouble.connect(self.say_trouble)
        self.tools.escaped.connect(self._escape)
        self.tools.menu_asked.connect(self._show_thing_menu)
        self.find_box.chosen.connect(self.ways.go_to)
        sheets = (self.preferences, self.passphrase, self.agreements, self.exports)
        for floating in (self.find_box, self.canvas.messages, *sheets):
            floating.left.connect(self.ways.give_focus_back)
        self.hour.left.connect(self.ways.give_focus_back)
        self.before.left.connect(self.ways.give_focus_back)
        self.inspector.left.connect(self.ways.give_focus_back)
        self.before.asked.connect(self.ways.go_to)
        self.inspector.life_asked.connect(self.ways.show_lesson_life)
        self.times.looking.shown.connect(self.hour.renew)
        self.hour.opened.connect(self.ways.open_beside)
        self.pages.asked.connect(self.ways.go_to_from_page)
        self.pages.shown.connect(lambda name: self.actions_.renew())
        self.top_bar.author_chosen.connect(self.set_author)
        self.preferences.changed.connect(self.look.apply)
        self.locking.locked.connect(self._lock)
        self.passphrase.told.connect(self.canvas.messages.tell)
        self.arranging.busy.connect(self._show_arranging)

    def _begin(self) -> None:
        self.set_author("client")
        self.look.furnish(self)
        self.scene.follow(self.feed)
        self._follow(Delta())
        self.look.restore()
        keep_off(self, self.settings.client_screen)
        self.view.setFocus()
        self.hour.resume()
        self.before.open()
        self.reducing.furnish(self, self)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if needs_arranging(self.projection):
            self.arranging.keep_shown()
        self.view.fit()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._closed:
            return
        if not self.keep_words() and not self._drops_words:
            self._ask_to_drop_words()
            event.ignore()
            return
        self._closed = True
        try:
            self._let_go()
        finally:  # whatever went wrong, the file is closed and the program goes on or ends
            self.document.close()
            if self._resume is not None:
                self.locked.emit(self._resume)
            else:
                self.left.emit(self._wants_another)

    # inside

    def _lock(self, resume: Resume) -> None:
        """Close, in a way that leads back here. What could be stored is stored."""
        self._resume, self._drops_words = resume, True
        self.close()

    def _let_go(self) -> None:
        """Keep the preferences, and nothing of the case."""
        self.look.remember()
        self.notes.close_case()
        self.arranging.close()
        self.passphrase.close_jobs()
        self.find_box.close_search()
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()
            self._help = None
        self.locking.close_case()
        self.leaving.close_case()
        self.reducing.close_case()
        self.agreements.close_case()
        self.exports.close_case()
        self.beside.close_case()
        self.pen.close_case()
        self.times.close_case()
        self.view.set_tool(None)
        self.view.set_keys(None)
        self.selection.clear()
        self.inspector.close_case()
        self.hour.close_case()
        self.before.close_case()
        self.pages.close_case()
        self.feed.close()
        self.projection.close()

    def keep_words(self) -> bool:
        """Store whatever is being typed; False where something could not be, and still stands there."""
        typed = (self.tools, self.inspector, self.hour, self.notes)
        kept = [one.flush() for one in typed]  # all, whatever the first says
        return all(kept)

    def _ask_to_drop_words(self) -> None:
        words = say("What was typed last could not be stored. It still stands where it was typed.")
        if self.locking.shelter.covered:
            self.locking.shelter.tell(words, say("Close without it"), self._close_without_words)
        self.canvas.messages.tell(words, ((say("Close without it"), self._close_without_words),), stays=True)

    def _close_without_words(self) -> None:
        self._drops_words = True
        self.close()

    def _follow(self, delta: object) -> None:
        case = self.projection.get(CASE_ID)
        self.top_bar.show_case(case.code if isinstance(case, Case) else None)
        self.actions_.renew()
        undo, redo = self.document.undo_verb, self.document.redo_verb
        self.actions_.action("undo").setToolTip(say("Undo: {what}", what=verb_word(undo)) if undo else say("Undo"))
        self.actions_.action("redo").setToolTip(say("Redo: {what}", what=verb_word(redo)) if redo else say("Redo"))

    def _travelled(self, travel: Callable[[], bool]) -> bool:
        self.keep_words()
        try:
            return travel()
        except Trouble as trouble:
            self.say_trouble(str(trouble))
            return False

    def _show_thing_menu(self, where: QPoint) -> None:
        groups = ("edit", "add") if self.selection.ids else ("add", "map", "look")
        self.actions_.menu(groups, self).popup(where)

    def _show_arranging(self, busy: bool) -> None:
        if busy:
            choices = ((say("Stop"), self.arranging.cancel),)
            self.canvas.messages.tell(say("Arranging the map…"), choices, stays=True)
        else:
            self.canvas.messages.clear()
