"""The editors for choosing: one of a few as chips, one of many from a menu, one thing of the case, or several.

A choice is stored as soon as it is made. What may be left open can be taken back to "not said".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from relmap.model.columns import Plain
from relmap.ui.bind import Editor
from relmap.ui.icons import dress as dress_icon
from relmap.ui.panels.dress import quiet_button
from relmap.ui.panels.editors import PanelEditor, WordsEditor
from relmap.ui.panels.flow import Flow, empty
from relmap.ui.panels.pick import Choice, Pick
from relmap.ui.panels.tile import Tile
from relmap.ui.theme import Tone
from relmap.words import say

Choices = Callable[[], Sequence[Choice]]


class ChipsEditor(PanelEditor):
    """One of a few, all of them in sight; pressing the chosen one again takes it back where that is allowed."""

    def __init__(self, label: str, values: Mapping[str, str], *, nullable: bool, tones: Mapping[str, Tone]) -> None:
        """`values`: stored value → words; `tones`: the colour of a chosen value, plain where it has none."""
        super().__init__()
        self._nullable = nullable
        self._chosen: str | None = None
        row = QWidget()
        row.setAccessibleName(label)
        flow = Flow(row)
        self.chips = {value: Tile(word, tones.get(value, "plain")) for value, word in values.items()}
        for value, chip in self.chips.items():
            chip.make_choice()
            chip.setAccessibleName(say("{label}: {value}", label=label, value=chip.words))
            chip.clicked.connect(lambda _=False, value=value: self._pressed(value))
            flow.addWidget(chip)
        self.put_in(row)
        if self.chips:
            self.setFocusProxy(next(iter(self.chips.values())))

    def value(self) -> Plain:
        return self._chosen

    def display(self, value: Plain) -> None:
        self._chosen = None if value is None else str(value)
        for name, chip in self.chips.items():
            chip.setChecked(name == self._chosen)

    def lock(self, locked: bool) -> None:
        for chip in self.chips.values():
            chip.setEnabled(not locked)

    def _pressed(self, value: str) -> None:
        again = value == self._chosen
        self.display(None if again and self._nullable else value)
        self.typed.emit()
        self.settled.emit()


class MenuEditor(PanelEditor):
    """One of a closed list, from a menu."""

    def __init__(self, label: str, values: Mapping[str, str], *, unsaid: str | None) -> None:
        """`unsaid`: what stands there for null, which can be chosen too; None where it cannot."""
        super().__init__()
        self._label, self._words, self._unsaid = label, values, unsaid
        self._value: str | None = None
        self.button = value_button(label)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.button)
        for value, word in ((None, unsaid), *values.items()) if unsaid is not None else values.items():
            action = QAction((word or "").replace("&", "&&"), menu)
            action.triggered.connect(lambda _=False, value=value: self._picked(value))
            menu.addAction(action)
        self.button.setMenu(menu)
        self.put_in(self.button)

    def value(self) -> Plain:
        return self._value

    def display(self, value: Plain) -> None:
        self._value = None if value is None else str(value)
        word = self._unsaid or "" if self._value is None else self._words.get(self._value, self._value)
        show_on(self.button, self._label, word)

    def lock(self, locked: bool) -> None:
        self.button.setEnabled(not locked)

    def _picked(self, value: str | None) -> None:
        self.display(value)
        self.typed.emit()
        self.settled.emit()


class TriStateEditor(MenuEditor):
    """Yes, no, or not said."""

    def __init__(self, label: str) -> None:
        """`label` is what is asked."""
        super().__init__(label, {"yes": say("yes"), "no": say("no")}, unsaid=say("not said"))

    def value(self) -> Plain:
        return None if self._value is None else self._value == "yes"

    def display(self, value: Plain) -> None:
        kept = value if isinstance(value, str) else {True: "yes", False: "no"}.get(bool(value))
        super().display(None if value is None else kept)


class OneEditor(PanelEditor):
    """One thing of the case, picked from a list that opens below."""

    def __init__(
        self,
        label: str,
        choices: Choices,
        title: Callable[[str], str],
        *,
        unsaid: str | None,
        lead: Callable[[str], object],
    ) -> None:
        """`title` names what is chosen, `lead` shows it; `unsaid` as for a menu."""
        super().__init__()
        self._label, self._choices, self._title, self._unsaid = label, choices, title, unsaid
        self._id: str | None = None
        self.button = value_button(label)
        self.button.clicked.connect(self.open)
        self.there = quiet_button("")
        dress_icon(self.there, "chevron-right", "faded", 14)
        self.there.clicked.connect(lambda: self._go(lead))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.button, 1)
        line.addWidget(self.there)
        self.put_in(row)
        self.setFocusProxy(self.button)

    def value(self) -> Plain:
        return self._id

    def display(self, value: Plain) -> None:
        self._id = None if value is None else str(value)
        word = self._unsaid or "" if self._id is None else self._title(self._id)
        show_on(self.button, self._label, word)
        self.there.setVisible(self._id is not None)
        self.there.setAccessibleName(say("Show {what}", what=word))
        self.there.setToolTip(say("Show it"))

    def lock(self, locked: bool) -> None:
        self.button.setEnabled(not locked)

    def open(self) -> None:
        """Let somebody choose."""
        none = [Choice("", self._unsaid)] if self._unsaid is not None else []
        pick = Pick(self.button, self._label, [*none, *self._choices()])
        pick.picked.connect(self._picked)
        pick.open_below(self.button)

    def _go(self, lead: Callable[[str], object]) -> None:
        if self._id is not None:
            lead(self._id)

    def _picked(self, id: str) -> None:
        self.display(id or None)
        self.typed.emit()
        self.settled.emit()


class LeadEditor(PanelEditor):
    """A thing that another is about: a chip that leads to it, and is not changed here."""

    def __init__(self, title: Callable[[str], str], lead: Callable[[str], object]) -> None:
        """`title` names it, `lead` shows it."""
        super().__init__()
        self._title, self._lead = title, lead
        self._id = ""
        self._row = QWidget()
        self._flow = Flow(self._row)
        self.put_in(self._row)

    def value(self) -> Plain:
        return self._id

    def display(self, value: Plain) -> None:
        self._id = str(value)
        empty(self._flow)
        chip = Tile(self._title(self._id))
        chip.clicked.connect(lambda: self._lead(self._id))
        self._flow.addWidget(chip)
        self.setFocusProxy(chip)

    def lock(self, locked: bool) -> None:
        """Nothing to lock: it only leads."""


class SeveralEditor(PanelEditor):
    """Several things of the case, as chips; with none, the default is said in words."""

    def __init__(self, label: str, choices: Choices, title: Callable[[str], str], *, unsaid: str) -> None:
        """`unsaid` is what no choice means."""
        super().__init__()
        self._label, self._choices, self._title, self._unsaid = label, choices, title, unsaid
        self._ids: tuple[str, ...] = ()
        self._locked = False
        self._row = QWidget()
        self._flow = Flow(self._row)
        self.put_in(self._row)
        self._fill()

    def value(self) -> Plain:
        return list(self._ids) or None

    def display(self, value: Plain) -> None:
        ids = tuple(value) if isinstance(value, list) else ()
        if ids != self._ids:
            self._ids = ids
            self._fill()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self._fill()

    def _fill(self) -> None:
        empty(self._flow)
        for id in self._ids:
            chip = Tile(self._title(id))
            if not self._locked:
                chip.make_removable()
                chip.let_go.connect(lambda id=id: self._change(tuple(one for one in self._ids if one != id)))
            self._flow.addWidget(chip)
        more = quiet_button(say("+ somebody else") if self._ids else self._unsaid, spoken=self._label)
        more.setEnabled(not self._locked)
        more.clicked.connect(lambda: self._open(more))
        self._flow.addWidget(more)
        self.setFocusProxy(more)

    def _open(self, beside: QWidget) -> None:
        left = [choice for choice in self._choices() if choice.id not in self._ids]
        pick = Pick(beside, self._label, left)
        pick.picked.connect(lambda id: self._change((*self._ids, id)))
        pick.open_below(beside)

    def _change(self, ids: tuple[str, ...]) -> None:
        self.display(list(ids))
        self.typed.emit()
        self.settled.emit()


class OpenEditor(WordsEditor):
    """Any words, with a list of suggestions behind a small arrow."""

    def __init__(self, label: str, suggestions: Mapping[str, str], default: str | None) -> None:
        """`suggestions`: stored value → words. Left empty, it goes back to `default`."""
        super().__init__(label, one_line=True)
        self._words, self._default = suggestions, default
        self._arrow = quiet_button("", spoken=say("Suggestions for: {label}", label=label))
        dress_icon(self._arrow, "chevron-down", "faded", 16)
        self._arrow.clicked.connect(self._open)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.paper, 1)
        line.addWidget(self._arrow)
        self._box.insertWidget(0, row)

    def value(self) -> Plain:
        text = self.paper.words().strip()
        return self._stored(text) if text else self._default

    def display(self, value: Plain) -> None:
        if not (self.paper.hasFocus() and self.value() == value):
            self.paper.show_words(self._words.get(str(value), str(value or "")))

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        self._arrow.setVisible(not locked)

    def patient(self) -> bool:
        return True

    def _stored(self, text: str) -> str:
        return next((value for value, word in self._words.items() if word.casefold() == text.casefold()), text)

    def _open(self) -> None:
        pick = Pick(self, self.paper.accessibleName(), [Choice(*pair) for pair in self._words.items()])
        pick.picked.connect(self._picked)
        pick.open_below(self.paper)

    def _picked(self, value: str) -> None:
        self.paper.show_words(self._words.get(value, value))
        self.typed.emit()
        self.settled.emit()


def value_button(label: str) -> QToolButton:
    """A button that shows a value and opens a choice of others."""
    button = QToolButton()
    button.setProperty("look", "value")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(label)
    dress_icon(button, "chevron-down", "faded", 14)
    return button


def show_on(button: QToolButton, label: str, word: str) -> None:
    """Show a value on its button, and say it with its label."""
    button.setText(word.replace("&", "&&"))
    button.setAccessibleName(say("{label}: {value}", label=label, value=word))


def is_chosen_at_once(editor: Editor) -> bool:
    """Whether an editor is small enough to stand beside its label."""
    return isinstance(editor, MenuEditor | OneEditor | LeadEditor)
