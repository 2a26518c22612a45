"""Commands by which something leaves the encryption: each says so, and the case keeps a record of it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relmap.cli.terminal import DONE, open_case, tell
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.store.document import Document

PICTURES = (".png", ".svg", ".pdf")


def export(chosen: argparse.Namespace) -> int:
    """Write the case, or its map, outside its encryption."""
    from relmap.edits.exports import record_export
    from relmap.exchange.forms_out import FORMS

    require_outlet(chosen, (".json", *PICTURES, *FORMS))
    form = chosen.out.suffix.lower()
    with contextlib.closing(open_case(chosen)) as document:
        said = _put_out(document, chosen.out, form, replace=chosen.force)
        what = say("the whole case") if form == ".json" else say("the map")
        record_export(document, what=what, form=form[1:], for_whom=chosen.whom)
    tell(say("“{name}” was written.", name=chosen.out.name) + " " + said)
    return DONE


def _put_out(document: Document, out: Path, form: str, *, replace: bool) -> str:
    """Write in one of the forms; what to say of it."""
    from relmap.exchange.forms_out import FORMS, form_warning, write_form
    from relmap.exchange.landing import case_warning, picture_warning

    if form == ".json":
        _write(document, out, replace=replace)
        return case_warning()
    if form in FORMS:
        write_form(document, out, replace=replace)
        return form_warning()
    draw_map(document, out, replace=replace)
    return picture_warning()


def require_outlet(chosen: argparse.Namespace, forms: Sequence[str]) -> None:
    """Raise Trouble where OUT has none of these suffixes, is taken, or is the case itself."""
    from relmap.exchange.landing import require_free, require_other

    if chosen.out.suffix.lower() not in forms:
        raise Trouble(say("OUT must end in one of {forms}.", forms=", ".join(forms)))
    if not chosen.force:
        require_free(chosen.out)
    require_other(chosen.out, chosen.file)


def _write(document: Document, out: Path, *, replace: bool) -> None:
    from relmap.exchange.landing import write_file
    from relmap.exchange.writing import case_bytes

    write_file(out, case_bytes(document), replace=replace)


def without_a_screen() -> None:
    """A picture needs no screen, and one that is named may be gone."""
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def draw_map(document: Document, out: Path, *, replace: bool) -> None:
    """Draw the map of a case into a file; no display is needed."""
    without_a_screen()
    from relmap.app import export_picture
    from relmap.exchange.landing import landing

    with landing(out, replace=replace) as draft:
        export_picture(document, draft)
