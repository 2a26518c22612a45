"""What happens between client and therapist, and what is newly lived.

Sessions, moments, disruptions and repairs (Safran & Muran 2000; Beebe & Lachmann 1994), new experiences (Alexander &
French 1946; Weiss 1993), ways of connecting, and the client's own ratings.
"""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from relmap.model import columns as c
from relmap.model.base import Entity
from relmap.model.vocabulary import (
    RATING_DIMENSIONS,
    Held,
    Medium,
    MomentType,
    MovedBy,
    RuptureKind,
    RuptureState,
    WayState,
    WhoOfTwo,
)


class Session(Entity):
    """One hour, held or not."""

    __tablename__ = "sessions"
    number: Mapped[int | None] = c.number()
    date: Mapped[str | None] = c.date()
    started: Mapped[str | None] = c.time()
    ended: Mapped[str | None] = c.time()
    medium: Mapped[Medium] = c.closed(Medium, "room")
    held: Mapped[Held] = c.closed(Held, "held")
    also_present: Mapped[str | None] = c.text()
    opening: Mapped[str | None] = c.text()
    closing: Mapped[str | None] = c.text()
    note: Mapped[str | None] = c.text()


class Moment(Entity):
    """A moment in the room, marked while it happened; its words may come later."""

    __tablename__ = "moments"
    session: Mapped[str] = c.reference("sessions", required=True)
    type: Mapped[MomentType] = c.closed(MomentType, "other")
    at: Mapped[str | None] = c.time()
    noticed_by: Mapped[WhoOfTwo] = c.closed(WhoOfTwo, "client")
    text: Mapped[str | None] = c.text()


class Rupture(Entity):
    """A disruption: a strain in the tie or the work. It may stay open."""

    __tablename__ = "ruptures"
    session: Mapped[str] = c.reference("sessions", required=True)
    kind: Mapped[RuptureKind] = c.closed(RuptureKind, "unsure")
    moved_by: Mapped[MovedBy | None] = c.closed(MovedBy)
    description: Mapped[str | None] = c.text()
    therapist_part: Mapped[str | None] = c.text()
    state: Mapped[RuptureState] = c.closed(RuptureState, "open")
    with_: Mapped[str | None] = c.reference("people", name="with")


class Repair(Entity):
    """What helped to mend a disruption; only the client's word makes it "back on track"."""

    __tablename__ = "repairs"
    rupture: Mapped[str] = c.reference("ruptures", required=True)
    session: Mapped[str] = c.reference("sessions", required=True)
    what_helped: Mapped[str | None] = c.text()
    by: Mapped[WhoOfTwo] = c.closed(WhoOfTwo, "both")
    back_on_track: Mapped[int | None] = c.score()
    clients_word: Mapped[bool] = c.flag()


class NewExperience(Entity):
    """Something lived, with anyone, that speaks for or against a lesson."""

    __tablename__ = "experiences"
    relationship: Mapped[str] = c.reference("relationships", required=True)
    session: Mapped[str | None] = c.reference("sessions")
    happened: Mapped[str | None] = c.when()
    happened_said: Mapped[str | None] = c.text()
    description: Mapped[str | None] = c.text()
    feared: Mapped[str | None] = c.text()
    happened_instead: Mapped[str | None] = c.text()
    stronger: Mapped[int | None] = c.score()
    more_confident: Mapped[int | None] = c.score()
    more_alive: Mapped[int | None] = c.score()


class WayOfConnecting(Entity):
    """A way to be with others, part of the repertoire."""

    __tablename__ = "ways"
    name: Mapped[str | None] = c.text()
    state: Mapped[WayState] = c.closed(WayState, "imagined")


class Rating(Entity):
    """One person's own number for one thing at one time; null means asked for nothing, and is never 0."""

    __tablename__ = "ratings"
    subject: Mapped[str] = c.subject()
    dimension: Mapped[str] = c.open_list(RATING_DIMENSIONS)
    value: Mapped[int | None] = c.score()
    session: Mapped[str | None] = c.reference("sessions")
    rated_by: Mapped[str | None] = c.reference("people")
