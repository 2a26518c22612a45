"""What can be done on the map by hand and by key: adding, tying, moving, editing in place.

It collects what is meant, holds ids, shows what is about to happen, and calls one verb when it is settled. Whatever is
half made can be dropped with `escape`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPointF, Signal

from relmap.edits import belonging, fields, linking, people, placing
from relmap.model.base import field_named
from relmap.model.geometry import settle
from relmap.model.people import Person
from relmap.model.ratings import closeness_of
from relmap.model.seats import client, clients, main_tie
from relmap.model.vocabulary import Author
from relmap.read.projection import Delta, Projection
from relmap.read.related import related
from relmap.read.titles import title_of
from relmap.store.document import Document
from relmap.ui.map.asking import Addable, addition, lived_with, title_field
from relmap.ui.map.desk_view import DeskView
from relmap.ui.map.gestures import carried
from relmap.ui.map.landing import landing
from relmap.ui.map.likening import can_be_like, where_it_happens
from relmap.ui.map.order import marks_in_order, things_in_order
from relmap.ui.map.pointer import Pointer
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Hit, NodeLook, Place, Preview
from relmap.ui.map.words_editor import Asking, WordsEditor
from relmap.ui.selection import Selection
from relmap.words import Trouble, say

NUDGE = 10.0
_CLIENTS: tuple[Author, ...] = ("client", "both")


class MapTools(QObject):
    """The tools of one desk's map. `armed` says what a click means now: "", "tie", "assign" or "here_too".

    `hint` holds while something is armed, `told` is for a moment, `trouble` says what could not be stored, `refused`
    that nothing can be because the past is shown; `reached` carries what the keyboard has come to.
    """

    hint = Signal(str)
    told = Signal(str)
    trouble = Signal(str)
    refused = Signal()
    escaped = Signal()
    armed = Signal(str)
    reached = Signal(str)
    menu_asked = Signal(object)

    def __init__(
        self,
        document: Document,
        projection: Projection,
        scene: MapScene,
        view: DeskView,
        selection: Selection,
        author: Callable[[], Author],
        parent: QObject | None = None,
    ) -> None:
        """Take the mouse of `view` and ask for words over it."""
        super().__init__(parent)
        self.only_own = False
        self.holder: str | None = None
        self.document, self.projection, self.scene, self.view = document, projection, scene, view
        self.selection, self.author = selection, author
        self.editor = WordsEditor(view.viewport())
        self.read_only = False
        self._pointer = Pointer(self)
        self._mode = ""
        self._subject = ""
        self._cursor = ""
        self._editing_at: Place | None = None
        selection.changed.connect(self._selected)
        view.viewed.connect(self._follow_view)
        self.editor.given_back.connect(view.setFocus)
        view.set_tool(self._pointer)
        view.set_keys(self)

    def look_at(self, projection: Projection) -> None:
        """Work over another time; over the past everything can be selected and nothing be written."""
        self._pointer.cancel()
        self.disarm()
        self.projection, self.read_only = projection, projection.read_only

    def refuse(self) -> bool:
        """Whether nothing can be written; that is said then."""
        if self.read_only:
            self.refused.emit()
        return self.read_only

    # adding

    def add(self, what: Addable, place: Place | None = None) -> None:
        """Ask for the words of a new thing where it will stand."""
        if self.refuse():
            return
        self.disarm()
        how = addition(what)
        chosen = self.selection.ids
        at = place or landing(self.scene, how.shape, chosen)
        tied = {
            "person": self._whose(),
            "experience": lived_with(self.document, chosen) or "",
            "context": self._only_thing(),
        }
        if what == "experience" and not tied["experience"]:
            self.told.emit(say("A new experience is lived with somebody: add a person first."))
            return

        def take(words: str, choice: str) -> bool:
            made: list[str] = []

            def make() -> None:
                with self.document.edit(f"add_{what}"):
                    made.append(how.verb(self.document, words, tied.get(what, choice), at, self.author()))
                    if place is None:  # where it stands was nobody's choice, so it may be arranged
                        placing.put(self.document, made[0], at, "other")

            if not self._do(make):
                return False
            self.selection.set(made)
            self._reveal(made[0])
            if how.asks_who:
                self.assign(made[0])
            return True

        first = how.choices[0][0] if how.choices else ""
        then = partial(self._add_another, tied["person"]) if what == "person" else None
        self._ask(Asking(how.prompt, take, "", how.choices, first, how.one_line, then), at)

    def edit_words(self, id: str | None = None) -> None:
        """Edit a thing's words where they stand; the selected thing's by default."""
        chosen = id or self.selection.only
        entity = self.document.get(chosen) if chosen is not None else None
        name = title_field(entity.array) if entity is not None else None
        if entity is None or name is None or self.refuse() or self.projection.get(entity.id) is not entity:
            return
        if self.only_own and entity.author not in _CLIENTS:
            self.told.emit(say("These are the therapist’s words. “Not quite” says that they do not fit."))
            return
        field, held = field_named(type(entity), name), entity.id
        if field is None:
            return
        self.selection.set([held])

        def take(words: str, choice: str) -> bool:
            return self._do(lambda: self._set_words(held, name, words if words.strip() else None))

        words = getattr(entity, field.attr) or ""
        prompt = say("What happened") if name == "description" else say("Words")
        self._ask(Asking(prompt, take, words), self._place_of(held))

    # tying

    @property
    def armed_for_click(self) -> bool:
        """Whether the next click has a meaning of its own."""
        return bool(self._mode)

    def arm_tie(self) -> None:
        """Let the next clicks tie: the selected thing to all it belongs to, or the client to a person once more."""
        if self.refuse():
            return
        only = self.document.get(self.selection.only or "")
        if only is not None and not isinstance(only, Person) and only.array != "relationships":
            self.assign(only.id)
            return
        centre = client(self.document)
        start = only.id if isinstance(only, Person) else centre.id if centre is not None else ""
        self._arm("tie", start, say("Click the person to tie. Esc lets go."))

    def assign(self, id: str) -> None:
        """Let the next clicks tie `id` to everything it belongs to."""
        self._arm("assign", id, say("Click everyone it belongs to; click again to let go. Esc when done."))

    def arm_here_too(self, id: str, words: str) -> None:
        """Let the next click say what a moment or a disruption is like; letting go leaves that for later."""
        if not self.read_only and self.editor.keep():
            self._arm("here_too", id, words)
            self.view.setFocus()

    @property
    def likening(self) -> str:
        """The moment or disruption of which the next click says what it is like; empty where nothing is armed so."""
        return self._subject if self._mode == "here_too" else ""

    def let_go_of(self, delta: Delta) -> None:
        """Disarm where what would be tied is no longer there."""
        if self._subject in delta.removed:
            self.disarm()

    def disarm(self) -> None:
        """Let clicks select again."""
        if self._mode:
            self._mode = self._subject = ""
            self._set_cursor("")
            self.scene.set_preview(None)
            self.armed.emit("")
            self.hint.emit("")

    def click(self, hit: Hit | None) -> None:
        """A click while something is armed; on paper it disarms."""
        if hit is None:
            self.disarm()
        else:
            self._tie_to(hit.id)

    def hover(self, point: QPointF, hit: Hit | None) -> None:
        """Show the tie that a click would make."""
        if self._mode:
            self._show_tie((point.x(), point.y()), hit.id if hit is not None else "")

    # moving by key

    def nearer(self) -> None:
        """Bring the selected person one step nearer."""
        self._step(1)

    def farther(self) -> None:
        """Put the selected person one step farther."""
        self._step(-1)

    def nudge(self, dx: float, dy: float) -> None:
        """Move what is selected a little, in steps of ten scene units."""
        looks = [id for entity in self.selection.ids for id in self.scene.looks_of(entity)]
        nodes = [look for id in looks if isinstance(look := self.scene.look(id), NodeLook) and not look.attached]
        places = {n.entity: (n.x + dx * NUDGE, n.y + dy * NUDGE) for n in nodes if n.shape != "client"}
        if places and not self.refuse():
            self._do(lambda: placing.move(self.document, carried(self.document, self.scene, places)))

    # going round by key

    def next_thing(self) -> bool:
        """Go to the next thing on the map; False after the last."""
        return self._go(1)

    def previous_thing(self) -> bool:
        """Go to the thing before; False before the first."""
        return self._go(-1)

    def activate(self) -> None:
        """Enter: tie to the thing the cursor is on, or edit the words of the selected one."""
        if self._mode and self._cursor:
            self._tie_to(self._cursor)
        elif not self._mode:
            self.edit_words()

    def select_all(self) -> None:
        """Select everything that has a place."""
        self.selection.set(things_in_order(self.scene))

    def who_else(self, shown: bool) -> None:
        """Fade everything that is not related to the selection, or nothing."""
        found = frozenset[str]().union(*(related(self.projection, id) for id in self.selection.ids))
        self.scene.set_emphasis(found if shown and found else None)

    def escape(self) -> None:
        """Drop what is half made; with nothing half made, select nothing."""
        if self.editor.asking:
            self.editor.drop()
        elif self._pointer.busy:
            self._pointer.cancel()
        elif self._mode:
            self.disarm()
        else:
            self.selection.clear()
        self.scene.set_emphasis(None)
        self.escaped.emit()

    def let_go(self) -> None:
        """Drop what is half made and armed; what is selected stays."""
        self._pointer.cancel()
        self.disarm()
        self.scene.set_emphasis(None)

    def flush(self) -> bool:
        """Keep what is being typed, before anything closes; False when it could not be stored."""
        return self.editor.keep()

    # inside

    def _ask(self, asking: Asking, at: Place) -> None:
        self._editing_at = at
        self.view.make_room(QPointF(*at))
        self.editor.ask(asking, self.view.mapFromScene(QPointF(*at)))

    def _follow_view(self) -> None:
        if self.editor.asking and self._editing_at is not None:
            self.editor.place(self.view.mapFromScene(QPointF(*self._editing_at)))

    def _do(self, verb: Callable[[], object]) -> bool:
        """Do something that is stored; False when it could not be, and that was said."""
        try:
            verb()
        except Trouble as trouble:
            self.trouble.emit(str(trouble))
            return False
        return True

    def _set_words(self, id: str, name: str, words: str | None) -> None:
        if self.document.get(id) is None:
            raise Trouble(say("This is no longer there, so it was not changed."))
        fields.set_field(self.document, id, name, words)

    def _add_another(self, whose: str) -> None:
        self.selection.set([whose] if whose else [])
        self.add("person")

    def _arm(self, mode: str, subject: str, words: str) -> None:
        self._mode, self._subject = mode, subject
        self._set_cursor("")
        self.armed.emit(mode)
        self.hint.emit(words)

    def _tie_to(self, id: str) -> None:
        if self._mode == "tie":
            person = self._person_at(id)
            if person is not None and person != self._subject:
                self._do(lambda: people.add_tie(self.document, self._subject, person, author=self.author()))
                self.disarm()
        elif self._mode == "here_too":
            self._liken(id)
        elif self._make_belong(id) is None:
            self.hint.emit(say("These two cannot be tied. Click another, or Esc when done."))

    def _liken(self, id: str) -> None:
        moment = self._subject
        if not self._fits(id):
            self.hint.emit(
                say("It can be like a pattern, a person, a tie, a lesson or a role. Esc leaves it for later.")
            )
            return
        if self._do(lambda: linking.here_too(self.document, moment, id)):
            self.disarm()
            self.selection.set([moment])
            self.told.emit(say("Here too: {what}", what=title_of(self.projection, id)))

    def _make_belong(self, id: str) -> bool | None:
        try:
            return belonging.belongs(self.document, self._subject, id, author=self.author())
        except Trouble as trouble:
            self.trouble.emit(str(trouble))
            return False

    def _show_tie(self, to: Place, over: str) -> None:
        start = self._place_of(self._start())
        words = title_of(self.projection, over) if over and self._fits(over) else ""
        self.scene.set_preview(Preview(line=(start, to), words=words, words_at=to))

    def _start(self) -> str:
        """Where the line of what is armed begins: a moment without a place happens in this room."""
        placed = self._mode != "here_too" or bool(self.scene.looks_of(self._subject))
        return self._subject if placed else where_it_happens(self.projection)

    def _fits(self, id: str) -> bool:
        if self._mode == "tie":
            return self._person_at(id) not in (None, self._subject)
        if self._mode == "here_too":
            return can_be_like(self.projection, id)
        return belonging.can_belong(self.document, self._subject, id)

    def _person_at(self, id: str) -> str | None:
        entity = self.document.get(id)
        if isinstance(entity, Person):
            return entity.id
        for look_id in self.scene.looks_of(id):
            look = self.scene.look(look_id)
            if isinstance(look, NodeLook) and look.attached:
                return self._person_at(look.attached)
        return None

    def _place_of(self, id: str) -> Place:
        for look in sorted(self.scene.looks_of(id)):
            item = self.scene.item(look)
            if item is not None:
                middle = item.rect().center()
                return self.scene.place(look) or (middle.x(), middle.y())
        return 0.0, 0.0

    def _whose(self) -> str:
        """Of two clients the one somebody new is tied to: who is selected, else who has the pen."""
        centre = {one.id for one in clients(self.document)}
        only = self.selection.only
        if len(centre) < 2:
            return ""
        return only if only in centre else self.holder or ""

    def _only_thing(self) -> str:
        only = self.selection.only
        return only if only is not None and self.document.get(only) is not None else ""

    def _step(self, change: int) -> None:
        id = self.selection.only or ""
        tie, place = main_tie(self.document, id), self.scene.place(id)
        centre = {one.id for one in clients(self.document)}
        if tie is None or place is None or id in centre or not centre & {tie.a, tie.b} or self.refuse():
            return
        now = closeness_of(self.document, tie)
        value = 5 if now is None or now.value is None else max(0, min(10, now.value + change))
        places = carried(self.document, self.scene, {id: settle(*place, value)})
        if self._do(lambda: placing.move(self.document, places, closeness={tie.id: value})):
            self.told.emit(say("close {n} of 10", n=value))

    def _go(self, step: int) -> bool:
        reached = [*things_in_order(self.scene), *marks_in_order(self.scene)]
        choices = [id for id in reached if not self._mode or (id != self._subject and self._fits(id))]
        at = self._cursor if self._mode else self.selection.only
        index = choices.index(at) + step if at in choices else (0 if step > 0 else len(choices) - 1)
        if not 0 <= index < len(choices):
            return False
        self._go_to(choices[index])
        return True

    def _go_to(self, id: str) -> None:
        if self._mode:
            self._set_cursor(id)
            self._show_tie(self._place_of(id), id)
        else:
            self.selection.set([id])
        self._reveal(id)

    def _reveal(self, id: str) -> None:
        look = next(iter(sorted(self.scene.looks_of(id))), None)
        if look is not None:
            self.view.reveal(look)

    def _set_cursor(self, id: str) -> None:
        self._cursor = id
        self.reached.emit(id)

    def _selected(self, ids: object) -> None:
        self.scene.set_selection(self.selection.ids)
        if self._mode == "here_too" or (self._mode and self._subject not in self.selection.ids):
            self.disarm()
