"""Pages on a real printer, through the computer's own dialog; painted sheet by sheet, by the hand of the preview."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from relmap.ui.folio.bound import Bound
from relmap.ui.leaving import Leaving
from relmap.words import Trouble, say

ON_PAPER = "paper"
"""The form of what was printed, in the record of what has left."""


def print_bound(bound: Bound, what: str, leaving: Leaving, window: QWidget) -> None:
    """Say that paper is not encrypted either, ask for whom, then for the printer. `what`: words for the record."""
    sent = f"{say('It was sent to the printer.')} {paper_warning()}"

    def choose(whom: str) -> None:
        def send(printer: QPrinter) -> None:
            stopped = say("Stopped. Sheets that the printer already has may still come out.")
            leaving.begin(print_steps(bound, printer), sent, stopped=stopped, what=what, form=ON_PAPER, whom=whom)

        ask_for_printer(bound, window, send)

    leaving.hand_over(say("Print"), paper_warning(), say("Choose a printer…"), choose)


def paper_warning() -> str:
    """What to say when something goes to a printer."""
    return say("Paper is not encrypted: whoever holds it can read it, and some printers keep a copy.")


def ask_for_printer(bound: Bound, window: QWidget, then: Callable[[QPrinter], None]) -> None:
    """Let somebody choose a printer and sheets. Raises Trouble where this computer knows no printer."""
    if not QPrinterInfo.availablePrinterNames():
        raise Trouble(
            say("This computer knows no printer. Nothing was printed; a page saved as PDF can be printed elsewhere.")
        )
    printer = printer_for(bound)
    dialog = QPrintDialog(printer, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it holds what is to be printed
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setMinMax(1, bound.count)
    dialog.accepted.connect(lambda: then(printer))
    dialog.show()


def printer_for(bound: Bound) -> QPrinter:
    """A printer set to the sheets of `bound`; what is printed has no name in the list of what is printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(say("Page"))
    printer.setCreator("")
    printer.setFullPage(True)
    size = QPageSize(bound.sheet.size, QPageSize.Unit.Point)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    return printer


def print_steps(bound: Bound, printer: QPrinter) -> Generator[float, None, None]:
    """Print the sheets that were asked for, one after the other; yields how far it is."""
    first = max(1, printer.fromPage())
    last = min(bound.count, printer.toPage() or bound.count)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble(say("The printer does not answer. Nothing was printed; the case is safe."))
    try:
        for number in range(first, last + 1):
            if number > first and not printer.newPage():
                raise Trouble(say("The printer has stopped. The case is safe; look at the printer and try again."))
            painter.save()
            scale = printer.logicalDpiX() / 72
            painter.scale(scale, scale)
            bound.paint(painter, number - 1)
            painter.restore()
            yield (number - first + 1) / (last - first + 1)
    except BaseException:
        printer.abort()  # which not every system's printers can
        raise
    finally:
        painter.end()
