"""Which session runs is told from its row: its day, its beginning, no end, and not too long ago."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from relmap.model.sittings import ended_at, running_session, started_at
from relmap.model.therapy import Session
from relmap.store.index import Index

NOW = datetime.datetime(2026, 3, 4, 14, 30)


def one(**values: Any) -> Session:
    return Session(**{"id": "s1", "date": "2026-03-04", "started": "14:00", **values})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"started": "02:31"},
        {"started": "14:30"},
        {"started": "14:31"},  # a clock that was set back a little
        {"date": "2026-03-03", "started": "02:31", "held": "held", "number": None, "ended": None, "id": "s2"},
        {"started": "2026-03-04T09:00", "date": None},
        {"started": "2026-03-04T14:00", "date": "1999-01-01"},
    ],
    ids=str,
)
def test_a_session_that_was_begun_and_not_ended_runs(values: dict[str, Any]) -> None:
    session = one(**values)
    runs = values.get("date") != "2026-03-03"
    assert running_session(Index([session]), NOW) == (session.id if runs else None)


@pytest.mark.parametrize(
    "values",
    [
        {"ended": "14:20"},
        {"started": None},
        {"date": None},
        {"held": "cancelled"},
        {"held": "no_show"},
        {"held": "hour_kept"},
        {"started": "02:30"},
        {"started": "14:40"},
        {"date": "2026-03-03"},
        {"date": "2026-03-05"},
    ],
    ids=str,
)
def test_anything_else_does_not(values: dict[str, Any]) -> None:
    assert running_session(Index([one(**values)]), NOW) is None


def test_half_a_day_is_the_longest_also_over_midnight() -> None:
    evening = Index([one(date="2026-03-03", started="23:50")])
    assert running_session(evening, datetime.datetime(2026, 3, 4, 0, 20)) == "s1"
    assert running_session(evening, datetime.datetime(2026, 3, 4, 11, 49)) == "s1"
    assert running_session(evening, datetime.datetime(2026, 3, 4, 11, 50)) is None


def test_of_two_the_later_one_runs() -> None:
    sessions = [one(number=2, ordinal=1), one(id="s2", number=1, ordinal=2)]
    assert running_session(Index(sessions), NOW) == "s1"


def test_a_time_with_its_zone_is_the_same_time() -> None:
    zone = NOW.astimezone().tzinfo
    begun = NOW.replace(hour=14, minute=0, tzinfo=zone)
    assert started_at(one(started=begun.isoformat())) == NOW.replace(minute=0)
    assert running_session(Index([one(started=begun.astimezone(datetime.UTC).isoformat())]), NOW) == "s1"
    assert running_session(Index([one()]), NOW.astimezone(datetime.UTC)) == "s1"


def test_a_session_ends_after_it_began() -> None:
    late = one(started="23:50", ended="00:40")
    assert (started_at(late), ended_at(late)) == (NOW.replace(hour=23, minute=50), datetime.datetime(2026, 3, 5, 0, 40))
    assert ended_at(one(ended="14:50")) == NOW.replace(minute=50)
    assert ended_at(one()) is None
    assert (started_at(one(date=None)), ended_at(one(date=None, ended="14:50"))) == (None, None)
