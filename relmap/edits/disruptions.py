"""Verbs on the thread of a disruption: what helped, the client's word, and the honest ends it can have.

Only the client's word makes it "back on track" (disruption and restoration: Beebe & Lachmann 1994; Safran & Muran
2000). A thread may be taken up again many sessions later, and may stay open.
"""

from __future__ import annotations

from relmap.edits.adding import add, words
from relmap.model.integrity import session_order
from relmap.model.therapy import Repair, Rupture, Session
from relmap.model.vocabulary import RuptureState, WhoOfTwo
from relmap.store.document import Document


def add_repair(
    document: Document,
    rupture: str,
    *,
    session: str | None = None,
    what_helped: str | None = None,
    by: WhoOfTwo = "both",
) -> str:
    """Say that something was done to mend a disruption: in the running session, else the last one held. Its id.

    A disruption that was open or left open is then being mended; one that is back on track stays so.
    """
    broken = document.need(Rupture, rupture)
    here = session or document.running or _last_held(document, broken)
    with document.edit("add_repair"):
        repair = add(document, Repair, rupture=rupture, session=here, what_helped=words(what_helped), by=by)
        if broken.state in ("open", "left_open"):
            broken.state = "being_mended"
    return repair.id


def hear_word(document: Document, repair: str, said: bool, *, score: int | None = None) -> None:
    """The client's word, asked for and never assumed: True is "back on track"; False takes it back, or says not yet.

    `score` is the client's own 0..10 for it; None leaves what was said before.
    """
    mended = document.need(Repair, repair)
    broken = document.need(Rupture, mended.rupture)
    with document.edit("hear_word"):
        mended.clients_word = said
        if score is not None:
            mended.back_on_track = score
        if said:
            broken.state = "back_on_track"
        elif broken.state == "back_on_track" and not _has_word(document, broken.id):
            broken.state = "being_mended"


def leave_open(document: Document, rupture: str) -> None:
    """Leave a disruption open: an honest end."""
    with document.edit("leave_open"):
        _become(document, rupture, "left_open")


def end_therapy(document: Document, rupture: str) -> None:
    """Say that a disruption ended the therapy: an honest end."""
    with document.edit("end_therapy"):
        _become(document, rupture, "ended_the_therapy")


def open_again(document: Document, rupture: str) -> None:
    """A disruption that had an end is open again; what helped then, and what was said of it, stays as it was."""
    with document.edit("open_again"):
        _become(document, rupture, "open")


def _become(document: Document, rupture: str, state: RuptureState) -> None:
    document.need(Rupture, rupture).state = state


def _has_word(document: Document, rupture: str) -> bool:
    rows = (document.get(id) for id in document.referrers(rupture))
    return any(isinstance(row, Repair) and row.clients_word for row in rows)


def _last_held(document: Document, rupture: Rupture) -> str:
    """The last session that was held, and not before the disruption's own."""
    order = session_order(document)
    held = [one.id for one in document.all(Session) if one.held == "held" or one.id == rupture.session]
    return max(held, key=lambda id: order[id])
