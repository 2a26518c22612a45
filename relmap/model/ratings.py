"""What the client's own number for a thing is now. Nothing is averaged, and not asked stays not asked."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.model.integrity import session_order
from relmap.model.people import Person
from relmap.model.source import Source
from relmap.model.therapy import Rating


def current_rating(source: Source, subject: str, dimension: str, rater: str | None = None) -> Rating | None:
    """A client's newest rating of a thing: the last session's, or one given after it between sessions.

    `rater` chooses one person's where several rate.
    """
    candidates = [
        rating
        for id in source.referrers(subject)
        if isinstance(rating := source.get(id), Rating)
        and rating.subject == subject
        and rating.dimension == dimension
        and (rating.rated_by == rater if rater is not None else _by_client(source, rating))
    ]
    order = session_order(source) if len(candidates) > 1 else {}
    newest: Rating | None = None
    for rating in sorted(candidates, key=lambda one: one.ordinal):
        if newest is None or _is_later(rating, newest, order):
            newest = rating
    return newest


def _is_later(rating: Rating, newest: Rating, order: Mapping[str, int]) -> bool:
    if rating.session is None or newest.session is None:
        return True
    return order.get(rating.session, 0) >= order.get(newest.session, 0)


def _by_client(source: Source, rating: Rating) -> bool:
    if rating.rated_by is None:
        return True
    rater = source.get(rating.rated_by)
    return isinstance(rater, Person) and (rater.seat == "client" or rater.kind == "self")
