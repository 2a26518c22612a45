"""What matters here: a context at anything, its own panel, and the panel of a life event."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from relmap.edits.linking import link, link_between
from relmap.edits.people import add_person
from relmap.edits.things import add_context, add_life_event
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.kinds import KINDS
from relmap.model.links import Link
from relmap.model.patterns import LifeEvent
from relmap.model.people import CASE_ID
from relmap.model.seats import main_tie, therapist
from relmap.ui.panels.tile import Tile
from tests.casefiles import set_cover
from tests.ui.panels.conftest import Room

OFFER = "+ what matters here"
BEARERS = (
    "people", "relationships", "lessons", "roles", "patterns", "episodes", "experiences", "life_events", "ways",
    "sessions", "moments", "ruptures", "repairs", "taught", "played",
)  # fmt: skip


def offer(room: Room) -> None:
    """Press what offers a context, behind "more …" or not; where one is there, its "+"."""
    there = [button.text() for button in room.all(QAbstractButton)]
    if OFFER not in there and "more …" in there:
        room.press("more …")
    room.press(OFFER)


def about(room: Room, subject: str) -> list[Context]:
    """The contexts of a thing."""
    rows = [row for row in room.document.all(Link) if row.kind == "about" and row.to == subject]
    return [room.document.need(Context, row.from_) for row in rows]


def first_without_context(room: Room, array: str) -> Entity:
    """The first of a kind for which nothing is said to matter."""
    taken = {row.to for row in room.document.all(Link) if row.kind == "about"}
    for entity in room.document.all(KINDS[array]):
        tie = main_tie(room.document, entity.id) if array == "people" else None
        if entity.veil == "none" and not taken & {entity.id, tie.id if tie is not None else ""}:
            return entity
    raise AssertionError(array)


@pytest.mark.parametrize("array", BEARERS)
def test_a_context_can_be_said_of_anything(heron: Room, array: str) -> None:
    entity = first_without_context(heron, array)
    heron.select(entity.id)
    offer(heron)
    heron.pick("a new word for it")
    tie = main_tie(heron.document, entity.id) if array == "people" else None
    (made,) = about(heron, tie.id if tie is not None else entity.id)
    assert made.dimension == "a new word for it"


def test_a_context_can_be_said_of_the_therapy(heron: Room) -> None:
    heron.select()
    before = len(about(heron, CASE_ID))
    heron.button("+ what matters here").click()
    heron.pick("rank")
    assert len(about(heron, CASE_ID)) == before + 1


def test_a_persons_panel_shows_what_matters_in_their_tie(heron: Room) -> None:
    heron.select("okoye")
    words = [tile.words for tile in heron.all(Tile)]
    assert {"race", "rank"} <= set(words)


def test_the_therapists_panel_shows_what_matters_for_the_therapy_once(heron: Room) -> None:
    helper = therapist(heron.document)
    assert helper is not None
    heron.select(helper.id)
    words = [tile.words for tile in heron.all(Tile)]
    assert (words.count("race"), words.count("money")) == (1, 1)


def test_the_panel_of_a_context_says_everything_about_it(room: Room) -> None:
    person = add_person(room.document, "Mum")
    context = add_context(room.document, "class", about=person)
    link(room.document, "about", context, CASE_ID)
    room.select(context)
    assert {"Mum", "the therapy"} <= {tile.words for tile in room.all(Tile)}
    for name, words in (("held_by", "the therapist"), ("standing", "more power"), ("visible", "yes"), ("voiced", "no")):
        _choose(room, f"{context}:{name}", words)
    found = room.document.need(Context, context)
    assert (found.held_by, found.standing, found.visible, found.voiced) == ("therapist", "more_power", True, False)
    _choose(room, f"{context}:voiced", "not said")
    assert found.voiced is None


def test_the_therapy_is_not_offered_twice(room: Room) -> None:
    context = add_context(room.document, "class", about=CASE_ID)
    room.select(context)
    room.press("+ matters for")
    room.pick("the therapist")
    helper = therapist(room.document)
    assert helper is not None
    assert link_between(room.document, "about", context, helper.id) is not None


def test_a_life_event_says_when_as_it_was_said_and_what_was_made_of_it(room: Room) -> None:
    person = add_person(room.document, "Mum")
    tie = main_tie(room.document, person)
    assert tie is not None
    event = add_life_event(room.document, "The move")
    room.select(event)
    room.write(f"{event}:happened_said", "when I was about seven")
    room.write(f"{event}:happened", "about 1990")
    _choose(room, f"{event}:scope", "of a whole time or people")
    room.press("+ what I made of it")
    room.pick("Mum")
    found = room.document.need(LifeEvent, event)
    assert (found.happened, found.happened_said, found.scope) == ("1990~", "when I was about seven", "historical")
    assert link_between(room.document, "made_of", event, tie.id) is not None


def test_a_covered_context_is_not_named(room: Room) -> None:
    person = add_person(room.document, "Mum")
    context = add_context(room.document, "migration", about=person)
    room.select(person)
    assert "migration" in room.words()
    set_cover(room.document, context, "full")
    assert "migration" not in room.words()


def _choose(room: Room, name: str, words: str) -> None:
    """Take one line of the menu behind a field."""
    holder = room.part(QWidget, name)
    button = holder if isinstance(holder, QToolButton) else holder.findChildren(QToolButton)[0]
    action = next(action for action in button.menu().actions() if action.text() == words)
    action.trigger()


def test_a_chip_says_what_standing_it_gives_and_to_whom(heron: Room) -> None:
    helper = therapist(heron.document)
    assert helper is not None
    heron.select(helper.id)
    (race,) = [tile for tile in heron.all(Tile) if tile.words == "race"]
    assert race.accessibleDescription() == "more power · the therapist"
