"""The help: one page that travels with the program, in a window of its own. It leads nowhere outside."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from relmap.resources import resource
from relmap.words import say


class HelpWindow(QWidget):
    """Shows `resources/help/help.md`."""

    def __init__(self) -> None:
        """Load the page."""
        super().__init__()
        self.setWindowTitle(say("relmap: help"))
        page = QTextBrowser(self)
        page.setOpenLinks(False)
        page.setMarkdown(resource("help", "help.md").read_text(encoding="utf-8"))
        page.document().setDocumentMargin(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.resize(720, 760)
