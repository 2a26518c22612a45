"""The way through the therapy, hour by hour: what is marked at each session, for whoever moves along it.

It carries ids and dates, never words; what is covered is not on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Rupture, Session
from relmap.read.sessions import Stop


@dataclass(frozen=True, slots=True)
class Halt:
    """One session on the way; the ids of its disruptions and of the new experiences told in it or lived in it."""

    stop: Stop
    disruptions: tuple[str, ...] = ()
    experiences: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the hour took place, so that there is something to look at."""
        return self.stop.held == "held"


def passage(source: Source, stops: Iterable[Stop], running: str | None = None) -> tuple[Halt, ...]:
    """The halts that may be seen, in order. A session that runs now is today, and no halt yet."""
    ruptures = _by_session((row.session, row.id) for row in source.all(Rupture) if row.veil == "none")
    lived = (row for row in source.all(NewExperience) if row.veil == "none")
    experiences = _by_session((row.session or row.told_in or "", row.id) for row in lived)
    return tuple(
        Halt(stop, ruptures.get(stop.session, ()), experiences.get(stop.session, ()))
        for stop in stops
        if stop.session != running and isinstance(source.get(stop.session), Session)
    )


def _by_session(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for session, id in rows:
        found[session] = (*found.get(session, ()), id)
    return found
