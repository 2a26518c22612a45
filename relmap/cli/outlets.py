"""The command by which a case, its map or a chart leaves the encryption: it says so first, and a record is kept."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relmap.cli.charts import PICTURES, export_chart
from relmap.cli.leaving import put_out, require_whom
from relmap.cli.terminal import DONE, open_case, without_a_screen
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.store.document import Document


def export(chosen: argparse.Namespace) -> int:
    """Write the case, its map or a chart outside its encryption."""
    from relmap.exchange.forms_out import FORMS

    if chosen.of and chosen.chart is None:
        raise Trouble(say("--of says of what a chart is: give --chart as well."))
    require_outlet(chosen, PICTURES if chosen.chart is not None else (".json", *PICTURES, *FORMS))
    form = chosen.out.suffix.lower()
    with contextlib.closing(open_case(chosen)) as document:
        if chosen.chart is not None:
            export_chart(chosen, document)
            return DONE
        write, warning = _way_out(document, chosen.out, form, replace=chosen.force)
        what = say("the whole case") if form == ".json" else say("the map")
        put_out(document, chosen.out, write, warning, what=what, whom=chosen.whom)
    return DONE


def _way_out(document: Document, out: Path, form: str, *, replace: bool) -> tuple[Callable[[], None], str]:
    """How it is written in one of the forms, and what to say of it before."""
    from relmap.exchange.forms_out import FORMS, form_warning, write_form
    from relmap.exchange.landing import case_warning, picture_warning

    if form == ".json":
        return lambda: _write(document, out, replace=replace), case_warning()
    if form in FORMS:
        return lambda: write_form(document, out, replace=replace), form_warning()
    return lambda: draw_map(document, out, replace=replace), picture_warning()


def require_outlet(chosen: argparse.Namespace, forms: Sequence[str]) -> None:
    """Raise Trouble where OUT has none of these suffixes, is taken, or is the case, and where --for cannot be kept."""
    from relmap.exchange.landing import require_free, require_other

    if chosen.out.suffix.lower() not in forms:
        raise Trouble(say("OUT must end in one of {forms}.", forms=", ".join(forms)))
    if not chosen.force:
        require_free(chosen.out)
    require_other(chosen.out, chosen.file)
    require_whom(chosen.whom)


def _write(document: Document, out: Path, *, replace: bool) -> None:
    from relmap.exchange.landing import write_file
    from relmap.exchange.writing import case_bytes

    write_file(out, case_bytes(document), replace=replace)


def draw_map(document: Document, out: Path, *, replace: bool) -> None:
    """Draw the map of a case into a file; no display is needed."""
    without_a_screen()
    from relmap.app import export_picture
    from relmap.exchange.landing import landing

    with landing(out, replace=replace) as draft:
        export_picture(document, draft)
