"""The client's own numbers. Null is "not asked" and is never 0; nothing is averaged."""

from __future__ import annotations

import datetime

from relmap.edits.removing import remove
from relmap.model.people import Relationship
from relmap.model.ratings import current_rating
from relmap.model.seats import clients, own_client
from relmap.model.therapy import Rating
from relmap.store.document import Document


def rate(document: Document, subject: str, dimension: str, value: int | None, *, rated_by: str | None = None) -> None:
    """Rate a thing 0..10 today; None takes today's number back. Typing another number soon after corrects it."""
    with document.edit("rate", merge=f"rate:{subject}:{dimension}:{rated_by}"):
        set_rating(document, subject, dimension, value, rated_by=rated_by)


def set_rating(
    document: Document, subject: str, dimension: str, value: int | None, *, rated_by: str | None = None
) -> None:
    """As `rate`, inside an edit. The rater's number of this session is replaced; between sessions, that of today."""
    rater = rated_by if rated_by is not None else _rater_of(document, subject)
    newest = current_rating(document, subject, dimension, rater)
    if newest is not None and newest.session == document.running and _is_of_today(document, newest):
        if value is None:
            remove(document, [newest.id])
        else:
            newest.value = value
    elif value is not None:
        document.add(
            Rating(
                subject=subject,
                dimension=dimension,
                value=value,
                session=document.running,
                rated_by=rater,
                told_in=document.running,
            )
        )


def _is_of_today(document: Document, rating: Rating) -> bool:
    if rating.session is not None:
        return True
    made = document.first_revision(rating.id)
    return made is None or datetime.datetime.fromisoformat(made.at).astimezone().date() == _today()


def _today() -> datetime.date:
    return datetime.datetime.now().date()  # the day as the people in the room count it


def _rater_of(document: Document, subject: str) -> str | None:
    """Who is meant where nobody is named: of a tie its client, else the first."""
    tie = document.get(subject)
    own = own_client(document, tie) if isinstance(tie, Relationship) else None
    if own is not None:
        return own
    found = clients(document)
    return found[0].id if found else None
