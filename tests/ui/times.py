"""Desks over cases with a past, and what a map shows of them, for the tests of looking back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from relmap.edits import fields, lessons, people, placing, sessions
from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.model.seats import main_tie
from relmap.resources import resource
from relmap.settings import Settings
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.ui.looking_back import LookingBack
from relmap.ui.map.shapes import Look, NodeLook
from tests.casefiles import PASSPHRASE, begun_document, sit
from tests.longcase import make_long_case
from tests.ui.desk import Desk, settle

Shown = Mapping[str, Look]


def told_desk(path: Path, qtbot: QtBot, *, long: bool = False) -> Desk:
    """The demo case without its places, or the long one, imported session by session as a person imports it."""
    if long:
        make_long_case(path, PASSPHRASE)
    else:
        case = json.loads(resource("demo", "heron.json").read_text(encoding="utf-8")) | {"placements": []}
        path.with_suffix(".json").write_text(json.dumps(case), encoding="utf-8")
        import_case(parse_case(path.with_suffix(".json")), path, PASSPHRASE)
    return Desk(open_document(path, PASSPHRASE), qtbot)


def lived_document(path: Path) -> Document:
    """Three sessions: in the first Mum, in the second a lesson of hers, in the third she is nearer and renamed."""
    document = begun_document(path)
    begin(document)
    mum = people.add_person(document, "Mum", place=(-200.0, -180.0))
    fields.set_field(document, mum, "born", "1961")
    sit(document, None)
    begin(document)
    lesson = lessons.add_lesson(document, "My needs are too much", place=(-300.0, 100.0))
    tie = main_tie(document, mum)
    assert tie is not None
    lessons.teach(document, lesson, tie.id)
    sit(document, None)
    begin(document)
    fields.set_field(document, mum, "name", "Mother")
    placing.move(document, {mum: (-100.0, -90.0)})
    sit(document, None)
    people.add_person(document, "Sam", place=(220.0, 120.0))
    return document


def begin(document: Document) -> str:
    """Begin one more session today; those before were yesterday, as far as the case can tell."""
    return sessions.begin_session(document)


def lived_desk(path: Path, qtbot: QtBot) -> Desk:
    """A desk over those three sessions."""
    return Desk(lived_document(path), qtbot, Settings(motion=False))


def looking(desk: Desk) -> LookingBack:
    """What looks back in the window of a desk."""
    return desk.window.times.looking


def shown(desk: Desk) -> Shown:
    """What the map shows, each thing with its place."""
    settle()
    return {look.id: look for look in desk.window.scene.looks()}


def placeless(look: Look) -> Look:
    """A Look wherever it stands."""
    return replace(look, x=0.0, y=0.0, side="below") if isinstance(look, NodeLook) else look


def jumps(before: Shown, after: Shown) -> Iterator[str]:
    """What stands elsewhere though nothing about it, or about what it is joined to, has changed."""
    for id, look in before.items():
        other = after.get(id)
        if not isinstance(look, NodeLook) or not isinstance(other, NodeLook):
            continue
        if placeless(look) == placeless(other) and (look.x, look.y) != (other.x, other.y) and not look.attached:
            yield id
