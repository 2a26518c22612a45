"""What the client's own number for a thing is now. Nothing is averaged, and not asked stays not asked."""

from __future__ import annotations

from relmap.model.integrity import session_key
from relmap.model.people import Person, Relationship
from relmap.model.seats import client, clients, own_client
from relmap.model.source import Source
from relmap.model.therapy import Rating, Session

_UNSEEN = (False, 0, 0)
"""The place of a session that this reader may not see: before all others."""


def current_rating(source: Source, subject: str, dimension: str, rater: str | None = None) -> Rating | None:
    """A client's newest rating of a thing: the last session's, or one given after it between sessions.

    `rater` chooses one person's where several rate; a rating by nobody in particular is the first client's.
    """
    candidates = [
        rating
        for id in source.referrers(subject)
        if isinstance(rating := source.get(id), Rating)
        and rating.subject == subject
        and rating.dimension == dimension
        and (_rater(source, rating) == rater if rater is not None else _by_client(source, rating))
    ]
    newest: Rating | None = None
    for rating in sorted(candidates, key=lambda one: one.ordinal):
        if newest is None or _is_later(source, rating, newest):
            newest = rating
    return newest


def closeness_of(source: Source, tie: Relationship) -> Rating | None:
    """How close the client of a tie feels in it today; of two clients, only the one whose tie it is is asked."""
    return current_rating(source, tie.id, "closeness", own_client(source, tie) if len(clients(source)) > 1 else None)


def _is_later(source: Source, rating: Rating, newest: Rating) -> bool:
    if rating.session is None or newest.session is None:
        return True
    return _place(source, rating.session) >= _place(source, newest.session)


def _place(source: Source, id: str) -> tuple[bool, int, int]:
    session = source.get(id)
    return session_key(session) if isinstance(session, Session) else _UNSEEN


def _rater(source: Source, rating: Rating) -> str | None:
    if rating.rated_by is not None:
        return rating.rated_by
    first = client(source)
    return first.id if first is not None else None


def _by_client(source: Source, rating: Rating) -> bool:
    if rating.rated_by is None:
        return True
    rater = source.get(rating.rated_by)
    return isinstance(rater, Person) and (rater.seat == "client" or rater.kind == "self")
