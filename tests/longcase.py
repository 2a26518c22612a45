"""A long therapy, invented by arithmetic: 66 people, 84 sessions and 300 ratings, everything placed on the map.

It is the case in which every hand movement has to stay quick, and is written in the exchange format, so that it comes
into being as any imported case does.
"""

from __future__ import annotations

import datetime
import json
import math
import random
from pathlib import Path
from typing import Any

from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.model.geometry import ASPECT, ring

Row = dict[str, Any]

PEOPLE, SESSIONS, RATINGS, LESSONS, ROLES, PATTERNS, EXPERIENCES, NOTES = 66, 84, 300, 24, 14, 8, 20, 40
QUALITIES = ("warm", "steady", "distant", "strained", "broken", "mended")
KINDS = ("mother", "father", "sibling", "friend", "partner", "teacher", "colleague", "grandparent")
FIRST_SESSION = datetime.date(2024, 1, 9)


def long_case(seed: int = 3) -> Row:
    """The case, as an exchange file holds it."""
    rng = random.Random(seed)
    case: Row = {"format": "relmap-case", "version": 1, "case": {"code": "Godwit"}}
    case |= _people(rng) | _sessions() | _words(rng)
    case["ratings"] = _ratings(rng)
    case["placements"] = _places(case)
    return case


def make_long_case(path: Path, passphrase: str) -> None:
    """Import the case into a new encrypted file."""
    source = path.with_suffix(".json")
    source.write_text(json.dumps(long_case()), encoding="utf-8")
    import_case(parse_case(source), path, passphrase)


def _people(rng: random.Random) -> Row:
    people: list[Row] = [{"id": "me", "name": "me", "kind": "self", "seat": "client"}]
    people.append({"id": "p1", "name": "Tess", "kind": "therapist", "seat": "therapist"})
    for number in range(2, PEOPLE):
        born = f"19{30 + number}" if number % 3 else f"19{30 + number}~"
        people.append({"id": f"p{number}", "name": f"Person {number}", "kind": KINDS[number % 8], "born": born})
    ties = [
        {"id": f"r{number}", "a": "me", "b": f"p{number}", "quality": rng.choice(QUALITIES), "label": "known for long"}
        for number in range(1, PEOPLE)
    ]
    for number in range(PEOPLE, PEOPLE + 24):
        a, b = rng.sample(range(2, PEOPLE), 2)
        ties.append({"id": f"r{number}", "a": f"p{a}", "b": f"p{b}", "quality": rng.choice(QUALITIES)})
    return {"people": people, "relationships": ties}


def _sessions() -> Row:
    sessions = [
        {
            "id": f"s{number}",
            "number": number,
            "date": str(FIRST_SESSION + datetime.timedelta(weeks=number - 1)),
            "started": "14:00",
            "ended": "14:50",
            "closing": "What stayed with me was that it could be said.",
        }
        for number in range(1, SESSIONS + 1)
    ]
    moments = [
        {"id": f"m{number}", "session": f"s{number}", "type": "heard", "text": "You stopped writing when I said it."}
        for number in range(1, SESSIONS + 1)
    ]
    ruptures = [{"id": f"u{number}", "session": f"s{number * 9}", "kind": "withdrawal"} for number in range(1, 8)]
    return {"sessions": sessions, "moments": moments, "ruptures": ruptures}


def _words(rng: random.Random) -> Row:
    def tie() -> str:
        return f"r{rng.randrange(1, PEOPLE)}"

    lessons = [
        {"id": f"l{n}", "text": f"Lesson {n} in a few words", "valence": "affirming" if n % 3 == 0 else "diminishing"}
        for n in range(LESSONS)
    ]
    taught = [{"id": f"t{n}", "lesson": f"l{n % LESSONS}", "relationship": tie()} for n in range(LESSONS * 3)]
    roles = [{"id": f"o{n}", "name": f"The role {n}"} for n in range(ROLES)]
    played = [{"id": f"y{n}", "role": f"o{n % ROLES}", "relationship": tie()} for n in range(ROLES * 2)]
    patterns = [{"id": f"a{n}", "name": f"Pattern {n}", "wish": "To be asked twice"} for n in range(PATTERNS)]
    experiences = [
        {"id": f"x{n}", "relationship": tie(), "session": f"s{4 * n + 1}", "description": f"I said it, time {n}"}
        for n in range(EXPERIENCES)
    ]
    links = [
        {"id": f"k{n}", "kind": "counters", "from": f"x{n}", "to": f"l{n * 7 % LESSONS}"} for n in range(EXPERIENCES)
    ]
    links = [link for link in links if int(link["to"][1:]) % 3]  # an affirming lesson needs no counter
    notes = [{"id": f"n{n}", "subject": f"p{n + 2}", "text": "A page of words. " * 60} for n in range(NOTES)]
    return {
        "lessons": lessons, "taught": taught, "roles": roles, "played": played, "patterns": patterns,
        "experiences": experiences, "links": links, "notes": notes,
    }  # fmt: skip


def _ratings(rng: random.Random) -> list[Row]:
    asked = [(f"l{n}", "true_today") for n in range(LESSONS)] + [(f"r{n}", "closeness") for n in range(1, PEOPLE)]
    rows = []
    for number in range(RATINGS):
        subject, dimension = asked[number % len(asked)]
        session = f"s{number // len(asked) * 20 + 1 + number % 20}"
        value = rng.randrange(11)
        rows.append(
            {"id": f"g{number}", "subject": subject, "dimension": dimension, "session": session, "value": value}
        )
    return rows


def _places(case: Row) -> list[Row]:
    """People on their rings by the golden angle, everything else in rows below and above."""
    places = []
    for number in range(1, PEOPLE):
        angle, far = number * 2.399963, ring(10 - number % 10) * 1.5
        places.append(_place(f"p{number}", far * ASPECT * math.cos(angle), far * math.sin(angle)))
    things = [row["id"] for array in ("lessons", "roles", "patterns", "experiences") for row in case[array]]
    for number, id in enumerate(things):
        row, column = divmod(number, 11)
        places.append(_place(id, (column - 5) * 210.0, (1 if row % 2 else -1) * (820.0 + row // 2 * 90)))
    return places


def _place(subject: str, x: float, y: float) -> Row:
    return {"id": f"at_{subject}", "subject": subject, "x": round(x, 1), "y": round(y, 1)}
