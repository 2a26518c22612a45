"""The record of what has left the file: it stands, whatever is undone, and takes no redo away."""

from __future__ import annotations

import datetime
from pathlib import Path

from relmap.edits.exports import record_export
from relmap.edits.people import add_person
from relmap.model.notes import ExportRecord
from relmap.read.soundness import soundness_problems
from tests.casefiles import begun_document, reopened


def test_a_record_says_when_what_and_for_whom(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "a.relmap")
    record_export(document, what="the map", form="png", for_whom=" for Mo, as asked ")
    record_export(document, what="the case", form="json", for_whom="  ")
    document = reopened(document)
    first, second = document.all(ExportRecord)
    assert (first.what, first.form, first.for_whom, first.author) == (
        "the map",
        "png",
        " for Mo, as asked ",
        "therapist",
    )
    assert (second.for_whom, second.reduced_identity) == (None, False)
    assert first.at is not None
    age = datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(first.at)
    assert abs(age) < datetime.timedelta(hours=1)
    assert not list(soundness_problems(document))
    document.close()


def test_undo_passes_it_over_and_redo_is_still_there(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "a.relmap")
    mum = add_person(document, "Mum")
    assert document.undo()
    record = record_export(document, what="the map", form="pdf")
    assert document.redo()
    assert document.get(mum) is not None
    assert document.undo()
    document.undo()
    assert document.get(record) is not None
    document.close()
