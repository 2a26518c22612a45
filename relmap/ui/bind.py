"""Binds one field of one entity to one editor: shows what is stored, and stores what is meant.

Typing is stored after a pause of a second, when the editor is left, and whenever `Bindings.flush()` is called (at
closing, locking, switching views and before an undo). What is stored elsewhere appears in place; it never takes away
what somebody is typing. Only ids are held. Words that cannot be stored stay where they were typed, with one sentence
under them, and wait as a draft if their panel closes. Bindings know nothing of layouts, labels or panels.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from relmap.edits.fields import set_field
from relmap.model.base import Field, field_named, to_plain
from relmap.model.columns import Plain
from relmap.model.source import Source
from relmap.read.projection import Delta
from relmap.store.document import Document
from relmap.words import Trouble, say

PAUSE = 1000
"""Milliseconds of quiet after which typing is stored."""

Store = Callable[[Plain], object]


class Editor(QWidget):
    """A widget for one value. `typed`: it changes and may go on; `settled`: it is meant so; `dropped`: it is not."""

    typed = Signal()
    settled = Signal()
    dropped = Signal()

    def value(self) -> Plain:
        """What stands there, as it would be stored; raises Trouble where that cannot be told."""
        raise NotImplementedError

    def display(self, value: Plain) -> None:
        """Show a stored value; the cursor stays where the text is the same. Emits nothing."""
        raise NotImplementedError

    def lock(self, locked: bool) -> None:
        """Make it read-only, or editable again."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Show one sentence on why this could not be stored; empty when all is well."""
        raise NotImplementedError

    def draft(self) -> str | None:
        """What was typed and cannot be told as a value, to be kept for later; None where there is nothing."""
        return None

    def take_up(self, draft: str) -> None:
        """Show a draft again."""

    def patient(self) -> bool:
        """Whether half-typed values are to be expected, so that a pause is no reason to complain."""
        return False


class Binding(QObject):
    """One field of one entity at one editor; lives as long as the editor, or until it is released."""

    def __init__(self, source: Source, id: str, field: Field, editor: Editor, store: Store) -> None:
        """Show the field of `id` in `editor`; `store` puts a value away and raises Trouble when it cannot."""
        super().__init__(editor)
        self.id, self.field, self.editor = id, field, editor
        self._source, self._store = source, store
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._pause)
        editor.typed.connect(self._typed)
        editor.settled.connect(self.settle)
        editor.dropped.connect(self.drop)
        self.renew()

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self._pending

    def renew(self) -> None:
        """Show what is stored now, unless something newer is being typed."""
        entity = self._source.get(self.id)
        if entity is not None and not self._pending:
            self.editor.display(to_plain(getattr(entity, self.field.attr)))

    def settle(self) -> bool:
        """Store what was typed, now; False when it could not be stored."""
        self._timer.stop()
        if not self._pending:
            return True
        return self._commit(quiet=False)

    def drop(self) -> None:
        """Let go of what was typed since it was last stored."""
        self._timer.stop()
        self._pending = False
        self.editor.complain("")
        self.renew()

    def take_up(self, draft: str) -> None:
        """Go on with words that could not be stored before."""
        self.editor.take_up(draft)
        self._pending = True
        self._commit(quiet=False)

    def _typed(self) -> None:
        self._pending = True
        self._timer.start()

    def _pause(self) -> None:
        if self._pending:
            self._commit(quiet=self.editor.patient())

    def _commit(self, *, quiet: bool) -> bool:
        try:
            value = self.editor.value()
            self._pending = False  # before storing: the change comes back to `renew` while it is stored
            self._store(value)
        except Trouble as trouble:
            self._refused(None if quiet else str(trouble))
            return False
        self.editor.complain("")
        self.renew()
        return True

    def _refused(self, sentence: str | None) -> None:
        """Keep typed words where they are; a choice that cannot be goes back to what is stored."""
        self._pending = self.editor.draft() is not None
        self.renew()
        if sentence is not None:
            self.editor.complain(sentence)


class Bindings(QObject):
    """All bindings of one window: they follow one source, write to one document, and are flushed together."""

    def __init__(self, document: Document, source: Source, parent: QObject | None = None) -> None:
        """Write to `document`, and show what `source` lets be seen."""
        super().__init__(parent)
        self._document, self._source = document, source
        self._bindings: list[Binding] = []
        self._drafts: dict[tuple[str, str], str] = {}

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written because this is the past."""
        return self._source.read_only

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return any(binding.pending for binding in self._bindings)

    def look_at(self, source: Source) -> None:
        """Show another source from now on; the panels over the old one are to be released first."""
        self.release()
        self._source = source

    def bind(self, id: str, name: str, editor: Editor, store: Store | None = None) -> Binding:
        """Bind the field `name` (as in the exchange file) of `id`; `store` replaces the ordinary way of storing.

        Raises KeyError for an entity or field that is not there.
        """
        entity = self._source.get(id)
        field = field_named(type(entity), name) if entity is not None else None
        if field is None:
            raise KeyError(name)
        binding = Binding(self._source, id, field, editor, store or self._storer(id, name))
        self._bindings.append(binding)
        editor.lock(self.read_only)
        draft = self._drafts.pop((id, name), None)
        if draft is not None and not self.read_only:
            binding.take_up(draft)
        return binding

    def follow(self, delta: Delta) -> None:
        """Show what has changed."""
        touched = delta.touched
        for binding in tuple(self._bindings):
            if binding.id in touched:
                binding.renew()

    def renew(self) -> None:
        """Show everything anew, as when the past has moved."""
        for binding in tuple(self._bindings):
            binding.renew()

    def flush(self) -> bool:
        """Store whatever was typed; False when something could not be stored and still stands in its field."""
        stored = [binding.settle() for binding in tuple(self._bindings)]  # each of them, whatever the first says
        return all(stored)

    def release(self, within: QWidget | None = None) -> None:
        """Store what was typed at the editors inside `within` (or at all), and let go of them."""
        for binding in tuple(self._bindings):
            if within is None or within is binding.editor or within.isAncestorOf(binding.editor):
                self._let_go(binding)

    def forget(self) -> None:
        """Keep no draft any longer, as when the case is closed."""
        self._drafts.clear()

    def _let_go(self, binding: Binding) -> None:
        stored = binding.settle()
        draft = binding.editor.draft()
        if not stored and draft is not None and self._document.get(binding.id) is not None:
            self._drafts[binding.id, binding.field.name] = draft
        if binding in self._bindings:
            self._bindings.remove(binding)

    def _storer(self, id: str, name: str) -> Store:
        def store(value: Plain) -> None:
            if self._document.get(id) is None:
                raise Trouble(say("This is no longer there, so it was not changed."))
            set_field(self._document, id, name, value)

        return store
