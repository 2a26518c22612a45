"""The table of what can be done at the desk: words, a key and a function for each command; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from relmap.edits.marks import MarkKind
from relmap.model.lessons import Lesson
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.ui.actions import Command
from relmap.ui.before import Before
from relmap.ui.beside import Beside
from relmap.ui.desk_look import DeskLook
from relmap.ui.hour import Hour
from relmap.ui.locking import Locking
from relmap.ui.map.asking import Addable
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.tools import MapTools
from relmap.ui.notes_opener import ProcessNotes
from relmap.ui.pages import MAP, Pages
from relmap.ui.panels.inspector import Inspector
from relmap.ui.pen import Pen
from relmap.ui.reducing import Reducing
from relmap.ui.selection import Selection
from relmap.ui.times import Times, mirrored
from relmap.ui.veils import Veils
from relmap.ui.ways import Ways
from relmap.words import say


class Desk(Protocol):
    """What the commands act on: the therapist's window."""

    document: Document
    tools: MapTools
    view: DeskView
    selection: Selection
    settings: Settings
    pages: Pages
    hour: Hour
    times: Times
    before: Before
    beside: Beside
    locking: Locking
    notes: ProcessNotes
    ways: Ways
    look: DeskLook
    inspector: Inspector
    pen: Pen
    veils: Veils
    reducing: Reducing

    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def next_author(self) -> None: ...
    def remove_selected(self) -> None: ...
    def erase_selected(self) -> None: ...
    def arrange(self) -> None: ...
    def seek(self) -> None: ...
    def add_context(self) -> None: ...
    def show_view(self, name: str) -> None: ...
    def show_preferences(self) -> None: ...
    def show_help(self) -> None: ...
    def show_menu(self) -> None: ...
    def export_map(self) -> None: ...
    def export_case(self) -> None: ...
    def ask_passphrase(self) -> None: ...
    def show_agreements(self) -> None: ...
    def show_exports(self) -> None: ...
    def export_form(self) -> None: ...
    def import_tree(self) -> None: ...
    def leave_case(self) -> None: ...
    def close(self) -> bool: ...


STRIP = ("person", "tie", "lesson", "role", "pattern", "experience", "life_event", "context")
VIEWS = ("map", "lessons", "patterns", "room", "timeline", "charts", "reports")
FOOT = ("menu", "preferences", "help")
MENU = ("view", "session", "time", "add", "edit", "map", "look", "case", "about")


def desk_commands(desk: Desk) -> Iterator[Command]:
    """Every command of the therapist's window, in the order of its menus."""
    yield from _views(desk)
    yield from _hour(desk)
    yield from _time(desk)
    yield from _adding(desk)
    yield from _editing(desk)
    yield from _going(desk)
    yield from _map(desk)
    yield from _look(desk)
    yield from _case(desk)


def _views(desk: Desk) -> Iterator[Command]:
    def view(name: str, words: str, key: str, icon: str) -> Command:
        def shown() -> bool:
            return desk.pages.current == name

        return Command(name, words, partial(desk.show_view, name), key, icon, "view", checked=shown)

    def came() -> bool:
        return bool(desk.pages.way_back)

    yield view(MAP, say("Map"), "Ctrl+1", "map")
    yield view("lessons", say("Lessons"), "Ctrl+2", "message-square-quote")
    yield view("patterns", say("Patterns"), "Ctrl+3", "repeat")
    yield view("room", say("This room"), "Ctrl+4", "arrow-left-right")
    yield view("timeline", say("Timeline"), "Ctrl+5", "calendar-days")
    yield view("charts", say("Charts"), "Ctrl+6", "chart-line")
    yield view("reports", say("Reports"), "Ctrl+7", "file-text")
    yield Command("back", say("Back to where I was"), desk.pages.go_back, "Alt+Left", "undo-2", "view", available=came)


def _hour(desk: Desk) -> Iterator[Command]:
    hour = desk.hour

    def key(name: str, words: str, key: str, icon: str, run: Callable[[], object], *, reads: bool = False) -> Command:
        return Command(name, words, run, key, icon, "session", reads=reads)

    def mark(name: str, words: str, key: str, icon: str, kind: MarkKind) -> Command:
        return Command(name, words, partial(hour.mark, kind), key, icon, "session", canvas=True)

    def listed() -> bool:
        return hour.shows_marks

    yield key(
        "what_changed", say("What changed since last time"), "F4", "history", desk.before.what_changed, reads=True
    )
    yield key("begin_session", say("Begin session"), "F5", "play", hour.begin)
    yield key("end_session", say("End session"), "F6", "flag", hour.end)
    yield key("session_details", say("About this session"), "", "info", hour.details, reads=True)
    yield key("note_session", say("Note an hour that did not take place"), "", "calendar-days", hour.note)
    yield mark("mark_here_too", say("Here too"), "H", "locate-fixed", "here_too")
    yield mark("mark_disruption", say("Disruption"), "X", "zap", "disruption")
    yield mark("mark_back", say("Back on track?"), "=", "check", "back_on_track")
    yield mark("mark_new", say("Something new, now"), "N", "sprout", "new")
    yield mark("mark_heard", say("I felt heard"), "V", "ear", "heard")
    yield mark("mark_off", say("That was off"), "", "message-circle", "that_was_off")
    yield Command(
        "todays_marks", say("Today’s marks"), hour.show_marks, "M", "list", "session", canvas=True, checked=listed
    )


def _time(desk: Desk) -> Iterator[Command]:
    times = desk.times
    looking = times.looking
    sooner, later = ("Right", "Left") if mirrored() else ("Left", "Right")

    def move(name: str, words: str, key: str, icon: str, run: Callable[[], object]) -> Command:
        return Command(name, words, run, key, icon, "time", canvas=True)

    yield move("earlier", say("One session back"), sooner, "chevron-left", times.earlier)
    yield move("later", say("One session on"), later, "chevron-right", times.later)
    yield move("earlier_in_life", say("One year back"), f"Shift+{sooner}", "chevron-left", times.earlier_in_life)
    yield move("later_in_life", say("One year on"), f"Shift+{later}", "chevron-right", times.later_in_life)
    yield Command("play", say("Play, or stop"), looking.play, "F7", "play", "time", available=times.has_a_way)
    yield Command(
        "compare", say("Two times side by side"), times.compare, "F8", "arrow-left-right", "time",
        available=times.has_sessions,
    )  # fmt: skip
    yield Command(
        "today", say("Back to today"), times.leave, "Esc", "rotate-ccw", "time", True, available=lambda: looking.away
    )
    yield Command(
        "life", say("Move by years of life"), times.switch_clock, "", "clock", "time",
        checked=lambda: looking.clock == "life",
    )  # fmt: skip
    yield Command(
        "absent_hidden", say("Hide what was not there"), times.switch_hiding, "", "eye-off", "time",
        checked=lambda: looking.hides_absent,
    )  # fmt: skip


def _adding(desk: Desk) -> Iterator[Command]:
    def add(what: Addable) -> Callable[[], None]:
        return partial(desk.tools.add, what)

    def line(name: Addable, words: str, key: str, icon: str) -> Command:
        return Command(name, words, add(name), key, icon, "add", canvas=True)

    yield line("person", say("Person"), "P", "user-plus")
    yield Command("tie", say("Tie"), desk.tools.arm_tie, "R", "link", "add", canvas=True)
    yield line("lesson", say("Lesson"), "L", "quote")
    yield line("role", say("Role"), "O", "ticket")
    yield line("pattern", say("Pattern"), "T", "repeat")
    yield line("experience", say("Something new"), "Shift+N", "sprout")
    yield line("life_event", say("Life event"), "E", "calendar-days")
    yield Command("context", say("Context"), desk.add_context, "C", "triangle", "add", canvas=True)


def _editing(desk: Desk) -> Iterator[Command]:
    def chosen() -> bool:
        return bool(desk.selection.ids)

    def later() -> bool:
        return desk.before.marked

    def can_undo() -> bool:
        return desk.document.undo_verb is not None

    def can_redo() -> bool:
        return desk.document.redo_verb is not None

    def a_lesson() -> bool:
        return isinstance(desk.document.get(desk.selection.only or ""), Lesson)

    def show_life() -> None:
        desk.ways.show_lesson_life(desk.selection.only or "")

    tools = desk.tools
    yield Command("undo", say("Undo"), desk.undo, "Ctrl+Z", "undo-2", "edit", available=can_undo)
    yield Command("redo", say("Redo"), desk.redo, "Ctrl+Shift+Z|Ctrl+Y", "redo-2", "edit", available=can_redo)
    yield Command("words", say("Edit the words in place"), tools.edit_words, "F2", "pencil", "edit", available=chosen)
    yield Command(
        "lesson_life",
        say("The life of this lesson"),
        show_life,
        "Ctrl+L",
        "history",
        "edit",
        available=a_lesson,
        reads=True,
    )
    yield Command("ask_later", say("Ask later"), desk.before.ask_later, "A", "bookmark", "edit", True, chosen, later)
    yield Command(
        "select_all", say("Select everything"), tools.select_all, "Ctrl+A", "scan", "edit", canvas=True, reads=True
    )
    yield Command("author", say("Words of the next one"), desk.next_author, "W", "message-circle", "edit", canvas=True)
    yield Command("find", say("Find or do"), desk.seek, "Ctrl+K|Ctrl+F", "search", "edit", reads=True)


def _going(desk: Desk) -> Iterator[Command]:
    def chosen() -> bool:
        return bool(desk.selection.ids)

    yield Command(
        "remove",
        say("Remove what is selected"),
        desk.remove_selected,
        "Del|Backspace",
        "trash-2",
        "edit",
        canvas=True,
        available=chosen,
    )
    yield Command("erase", say("Erase for good…"), desk.erase_selected, "", "trash-2", "edit", False, chosen)
    cover = desk.veils.cover_selection
    yield Command("cover_selection", say("Cover what is selected"), cover, "K", "venetian-mask", "edit", True, chosen)


def _map(desk: Desk) -> Iterator[Command]:
    view = desk.view
    yield Command("arrange", say("Arrange calmly"), desk.arrange, "Ctrl+Shift+A", "wand-sparkles", "map")
    larger, smaller = partial(view.zoom_by, 1.25), partial(view.zoom_by, 0.8)
    yield Command("fit", say("Show the whole map"), view.fit, "Ctrl+0", "maximize", "map", reads=True)
    yield Command("zoom_in", say("Zoom in"), larger, "Ctrl++|Ctrl+=", "zoom-in", "map", reads=True)
    yield Command("zoom_out", say("Zoom out"), smaller, "Ctrl+-", "zoom-out", "map", reads=True)


def _look(desk: Desk) -> Iterator[Command]:
    def switch(name: str, words: str, key: str, icon: str) -> Command:
        def shown() -> bool:
            return bool(getattr(desk.settings, name))

        return Command(name, words, partial(desk.look.toggle, name), key, icon, "look", checked=shown)

    def enter_panel() -> None:
        if not desk.settings.inspector_shown:
            desk.look.toggle("inspector_shown")
        desk.inspector.enter_or_leave()

    yield switch("rings", say("Rings of closeness"), "Ctrl+Shift+R", "orbit")
    yield switch("sectors", say("Sectors of life"), "Ctrl+Shift+S", "circle-dashed")
    yield switch("context_layer", say("Ground of context"), "Ctrl+Shift+C", "layers")
    yield switch("legend", say("Legend"), "Ctrl+Shift+L", "list")
    yield switch("inspector_shown", say("Panel at the side"), "F9", "panel-right")
    pen = desk.pen
    yield Command(
        "pen",
        say("The pen to the client, and back"),
        pen.toggle,
        "F12",
        "hand",
        "look",
        checked=lambda: pen.with_client,
    )
    yield Command(
        "covered", say("What I have covered"), pen.show_covered, "", "venetian-mask", "look",
        available=lambda: pen.with_client,
    )  # fmt: skip
    yield Command("enter_panel", say("Into the panel at the side, and out"), enter_panel, "F3", "panel-right", "look")
    yield Command(
        "client_window", say("The client’s window"), desk.beside.toggle, "F11", "monitor", "look",
        checked=lambda: desk.beside.shows,
    )  # fmt: skip
    yield switch("motion", say("Motion"), "", "move")
    yield Command("larger", say("Larger text"), partial(desk.look.scale_text, 1), "Ctrl+Shift++", "type", "look")
    yield Command("smaller", say("Smaller text"), partial(desk.look.scale_text, -1), "Ctrl+Shift+-", "type", "look")


def _chart(desk: Desk) -> Iterator[Command]:
    def shown() -> bool:
        return desk.ways.has_chart

    save, copy = desk.ways.save_chart, desk.ways.copy_chart
    yield Command(
        "save_chart", say("Save this chart…"), save, "Ctrl+Shift+E", "chart-line", "case", available=shown, reads=True
    )
    yield Command("copy_chart", say("Copy this chart"), copy, "", "copy", "case", available=shown, reads=True)


def _case(desk: Desk) -> Iterator[Command]:
    shelter = desk.locking.shelter
    yield Command("cover", say("Cover every window"), shelter.cover, "B", "eye-off", "case", canvas=True, reads=True)
    yield Command("lock", say("Lock"), shelter.lock, "Ctrl+Alt+L", "lock", "case", reads=True)
    yield Command("notes", say("Process notes…"), desk.notes.open, "Ctrl+Shift+N", "notebook-pen", "case", reads=True)
    yield Command("export_map", say("Save the map as a picture…"), desk.export_map, "Ctrl+E", "image", "case")
    yield Command("export_case", say("Save the whole case as JSON…"), desk.export_case, "", "download", "case")
    yield Command("export_form", say("Save the map for another program…"), desk.export_form, "", "download", "case")
    yield Command("print", say("Print, or save as a page…"), desk.ways.print_view, "Ctrl+P", "printer", "case")
    yield Command("reduce", say("Reduced-identity copy…"), desk.reducing.begin, "", "shield-check", "case")
    yield from _chart(desk)
    yield Command("import_tree", say("People from a family tree…"), desk.import_tree, "", "users", "case")
    yield Command("exports", say("What has left this case…"), desk.show_exports, "", "upload", "case")
    yield Command("agreements", say("What was agreed…"), desk.show_agreements, "", "handshake", "case")
    yield Command("passphrase", say("Change the passphrase…"), desk.ask_passphrase, "", "key-round", "case")
    yield Command("leave", say("Another case…"), desk.leave_case, "Ctrl+O|Ctrl+W", "folder-open", "case", reads=True)
    yield Command("menu", say("Menu"), desk.show_menu, "F10", "menu", "", reads=True)
    yield Command("preferences", say("Settings"), desk.show_preferences, "Ctrl+,", "settings", "about")
    yield Command("help", say("Help"), desk.show_help, "F1", "circle-question-mark", "about")
    yield Command("quit", say("Quit"), desk.close, "Ctrl+Q", "x", "about")
