"""One headed group of a panel, and the panel that stacks them: each shows only what there is, and offers the rest.

A section is built anew only when its `key()` differs, so that words being typed keep their cursor; what stands in the
fields follows by itself (`ui.bind`). What is empty is offered in one quiet line of "+" buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from relmap.ui.later import later
from relmap.ui.panels.asking import Asking
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label, quiet_button
from relmap.ui.panels.flow import Flow, empty
from relmap.words import Trouble, say

_UNBUILT = object()
MOST_OFFERS = 6


@dataclass(frozen=True)
class Offer:
    """Something that could be added here: its words, and what begins it; the button is given to open a list below."""

    words: str
    begin: Callable[[QWidget], object]


class Section(QFrame):
    """A heading with what belongs under it. `reshaped`: another part of the panel has to look again."""

    reshaped = Signal()

    def __init__(self, desk: Desk, id: str, heading: str = "", *, ruled: bool = True) -> None:
        """About the thing `id`; `ruled`: a thin line above it."""
        super().__init__()
        self.desk, self.id = desk, id
        self._built: object = _UNBUILT
        self._body: QWidget | None = None
        self._trouble: QLabel | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 10 if ruled else 0, 0, 0)
        self._box.setSpacing(6)
        self.setProperty("look", "ruled" if ruled else "")
        self._heading = heading
        self.setAccessibleName(heading)

    def key(self) -> Hashable:
        """What decides which widgets there are; None where there is nothing to show."""
        raise NotImplementedError

    def fill(self, box: QVBoxLayout) -> None:
        """Put the widgets in."""
        raise NotImplementedError

    def offers(self) -> Sequence[Offer]:
        """What could be added."""
        return ()

    def refresh(self) -> None:
        """Look again; build anew only what has another shape."""
        key = self.key()
        if key == self._built:
            return
        self._built = key
        focus = self._focused()
        self._clear()
        if key is not None:
            if self._heading:  # made late, because most sections of a panel stay empty
                self._box.insertWidget(0, plain_label(self._heading, "heading"))
                self._heading = ""
            self._body = QWidget()
            box = QVBoxLayout(self._body)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(6)
            self.fill(box)
            self._box.addWidget(self._body)
            self._body.show()  # at once, so that it can take the focus
        self.setVisible(key is not None)
        self.focus_on(focus)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something to the case; where it cannot be, say why in one sentence below."""
        try:
            action()
        except Trouble as trouble:
            self.complain(str(trouble))
            return False
        self.complain("")
        return True

    def complain(self, sentence: str) -> None:
        """Show one sentence, or none."""
        if self._trouble is None and sentence:
            self._trouble = plain_label("", "trouble")
            self._trouble.setObjectName("trouble")
            self._box.addWidget(self._trouble)
        if self._trouble is not None:
            self._trouble.setText(sentence)
            self._trouble.setVisible(bool(sentence))

    def ask(self, asking: Asking) -> None:
        """Ask something below; a question that still stands there is left."""
        before = self.findChild(Asking)
        if before is not None:
            before.hide()
            before.deleteLater()
        self._box.addWidget(asking)
        asking.show()
        asking.no.setFocus()

    def open(self, id: str, field: str) -> None:
        """Bring an empty field into sight, ready to be written in."""
        self.desk.opened.add((id, field))
        self.reshaped.emit()
        self.focus_on(f"{id}:{field}")

    def focus_on(self, name: str) -> None:
        """Give the focus to the part of that object name, where there is one."""
        found = self.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> str:
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self:
            if widget.objectName() and self.isAncestorOf(widget):
                return str(widget.objectName())
            widget = widget.parentWidget()
        return ""

    def _clear(self) -> None:
        if self._body is not None:
            self.desk.bindings.release(self._body)
            self._body.hide()
            self._box.removeWidget(self._body)
            self._body.deleteLater()
            self._body = None


class Panel(QWidget):
    """Sections, the line of what could be added, and the sections that close every panel."""

    def __init__(self, desk: Desk, sections: Sequence[Section], closing: Sequence[Section] = ()) -> None:
        """`closing` stand below the offers."""
        super().__init__()
        self._desk = desk
        self.sections = (*sections, *closing)
        self._closing = tuple(closing)
        self._everything = False
        self._offers: tuple[str, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 18)
        box.setSpacing(12)
        for section in sections:
            box.addWidget(section)
        self._line = QWidget()
        self._line.setObjectName("offers")
        self._flow = Flow(self._line, gap=2)
        box.addWidget(self._line)
        for section in closing:
            box.addWidget(section)
        box.addStretch(1)
        for section in self.sections:
            section.reshaped.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Let every section look again."""
        for section in self.sections:
            section.refresh()
        offers = self._offered() if self._desk.can_write else []
        if tuple(offer.words for offer in offers) != self._offers:
            self._offers = tuple(offer.words for offer in offers)
            self._show(offers)
        self._line.setVisible(bool(offers))

    def _offered(self) -> list[Offer]:
        """What is offered: not more at first than can be taken in, and what closes every panel always."""
        first = [offer for section in self.sections if section not in self._closing for offer in section.offers()]
        last = [offer for section in self._closing for offer in section.offers()]
        if self._everything or len(first) <= MOST_OFFERS + 1:
            return [*first, *last]
        return [*first[:MOST_OFFERS], *last, Offer(say("more …"), lambda _: self._offer_everything())]

    def _offer_everything(self) -> None:
        self._everything = True
        self.refresh()
        shown = self._line.findChildren(QWidget, "offer")
        if len(shown) > MOST_OFFERS:
            shown[MOST_OFFERS].setFocus()

    def _show(self, offers: Sequence[Offer]) -> None:
        empty(self._flow)
        for offer in offers:
            button = quiet_button(offer.words, name="offer")
            button.clicked.connect(lambda _=False, offer=offer, button=button: _begin(offer, button))
            self._flow.addWidget(button)
            button.show()


def _begin(offer: Offer, button: QWidget) -> None:
    """Begin once the click is over, because it may take the button away."""
    later(button, lambda: offer.begin(button))


def offered(what: str) -> str:
    """How something that could be added is offered: `+ what it cost me`."""
    return say("+ {what}", what=what[:1].lower() + what[1:])
