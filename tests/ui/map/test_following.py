"""A scene that follows one feed after another: it shows each as if it had never shown anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits import fields
from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.model.links import Link
from relmap.model.people import Person
from relmap.model.therapy import Rating
from relmap.read.projection import Projection
from relmap.read.standing import first_places
from relmap.resources import resource
from relmap.store.document import Document
from relmap.store.files import open_document
from relmap.store.past import Past
from relmap.ui.feed import Feed
from relmap.ui.map.absence import Absence
from relmap.ui.map.following import Following
from relmap.ui.map.look import Looks
from relmap.ui.map.places import Places
from relmap.ui.map.scene import MapScene
from relmap.ui.map.shapes import Look, NodeLook
from relmap.ui.theme import Theme
from tests.casefiles import PASSPHRASE


class Travelling:
    """The demo, a scene that shows it, and pasts of it."""

    def __init__(self, path: Path, theme: Theme) -> None:
        import_case(parse_case(resource("demo", "heron.json")), path, PASSPHRASE)
        self.document: Document = open_document(path, PASSPHRASE)
        self.today = Feed(Projection(self.document, "therapist"))
        self.scene = MapScene(theme)
        self.scene.motion = False
        self.scene.follow(self.today)
        self.first = first_places(self.document)

    def past(self, revision: int) -> tuple[Feed, Past, frozenset[str]]:
        past = Past(self.document)
        differs = frozenset(change.id for change in past.seek(revision))
        return Feed(Projection(past, "therapist")), past, differs

    def expected(self, feed: Feed) -> dict[str, Look]:
        looks = Looks(feed.projection, Places(dict(self.scene.found), self.first))
        return {look.id: look for look in looks.all()}

    def shown(self) -> dict[str, Look]:
        return {look.id: look for look in self.scene.looks()}

    def close(self) -> None:
        self.scene.unfollow()
        self.today.close()
        self.today.projection.close()
        self.document.close()


@pytest.fixture
def travelling(light: Theme, tmp_path: Path) -> Iterator[Travelling]:
    made = Travelling(tmp_path / "told.relmap", light)
    yield made
    made.close()


def test_each_past_from_today_is_what_it_would_be_alone(travelling: Travelling) -> None:
    scene = travelling.scene
    today = travelling.shown()
    for revision in range(travelling.document.revision, 0, -1):
        feed, _, differs = travelling.past(revision)
        scene.follow(feed, travelling.first, differs)
        assert travelling.shown() == travelling.expected(feed), revision
        scene.follow(travelling.today)
        assert travelling.shown() == today
        scene.drop(feed)


def test_a_past_that_moves_is_followed(travelling: Travelling) -> None:
    feed, past, differs = travelling.past(travelling.document.revision - 2)
    travelling.scene.follow(feed, travelling.first, differs)
    for revision in (5, 6, 3, travelling.document.revision, 1):
        past.seek(revision)
        assert travelling.shown() == travelling.expected(feed)


def test_what_happens_while_another_feed_is_shown_is_not_missed(travelling: Travelling) -> None:
    feed, past, differs = travelling.past(4)
    travelling.scene.follow(feed, travelling.first, differs)
    then = travelling.shown()
    mum = next(person.id for person in travelling.document.all(Person) if person.name == "Mum")
    fields.set_field(travelling.document, mum, "name", "Mother")
    assert travelling.shown() == then
    travelling.scene.follow(travelling.today)
    look = travelling.shown()[mum]
    assert isinstance(look, NodeLook)
    assert look.title == "Mother"
    past.seek(9)
    travelling.scene.follow(feed)
    assert travelling.shown() == travelling.expected(feed)


def test_only_what_differs_is_drawn_anew(travelling: Travelling) -> None:
    feed, past, differs = travelling.past(travelling.document.revision)
    altered: list[object] = []
    travelling.scene.altered.connect(lambda *change: altered.append(change))
    travelling.scene.follow(feed, travelling.first, differs)
    travelling.scene.follow(travelling.today)
    assert altered == []
    del past


def test_selection_and_emphasis_survive(travelling: Travelling) -> None:
    mum = next(person.id for person in travelling.document.all(Person) if person.name == "Mum")
    travelling.scene.set_selection([mum])
    travelling.scene.set_emphasis([mum])
    feed, _, differs = travelling.past(3)
    travelling.scene.follow(feed, travelling.first, differs)
    assert (travelling.scene.selection, travelling.scene.emphasis) == (frozenset([mum]), frozenset([mum]))


def test_a_feed_that_was_dropped_is_followed_no_more(travelling: Travelling) -> None:
    feed, past, differs = travelling.past(3)
    travelling.scene.follow(feed, travelling.first, differs)
    then = travelling.shown()
    travelling.scene.drop(feed)
    past.seek(9)
    assert travelling.shown() == then
    travelling.scene.drop(feed)


def test_absence_is_laid_over_any_feed(travelling: Travelling) -> None:
    today = travelling.shown()
    gone = frozenset(look.entity for look in today.values() if isinstance(look, NodeLook) and look.shape == "lesson")
    travelling.scene.set_absence(Absence(gone))
    ghosts = {look.id for look in travelling.shown().values() if look.ghosted}
    assert gone <= ghosts
    travelling.scene.set_absence(Absence(gone, hidden=True))
    assert travelling.shown().keys() == today.keys() - ghosts
    fields.set_field(travelling.document, sorted(gone)[0], "text", "Something else")
    assert travelling.shown().keys() == today.keys() - ghosts
    travelling.scene.set_absence(Absence())
    assert travelling.shown().keys() == today.keys()


def test_many_changes_are_made_anew_at_once(travelling: Travelling) -> None:
    looks = Looks(travelling.today.projection)
    taken: list[object] = []
    following = Following(travelling.today, looks, taken.append)
    following.begin(None, None)
    following.shown = True
    with travelling.document.edit("test"):
        for row in (*travelling.document.all(Rating), *travelling.document.all(Link)):
            row.author = "both"
    assert taken == [None]
    following.end()
