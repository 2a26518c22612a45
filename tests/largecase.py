"""The largest case that relmap promises to carry, invented by arithmetic and always the same.

2,000 things, 6,000 links between them, 500 sessions and 20,000 texts, in the exchange format or as a case file.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from relmap.model.base import Entity, entity_from
from relmap.model.kinds import KINDS
from relmap.model.people import CASE_ID
from relmap.store.document import Document
from tests.casefiles import empty_document

Row = dict[str, Any]

WORDS = (
    "mother", "father", "asked", "stayed", "silence", "needs", "much", "never", "enough", "quiet", "house", "winter",
    "letter", "voice", "angry", "gentle", "held", "waited", "again", "door", "kitchen", "school", "church", "sister",
    "alone", "together", "heard", "seen", "small", "careful", "proud", "ashamed", "brave", "tired",
)  # fmt: skip
PERSON_KINDS = (
    "parent",
    "sibling",
    "friend",
    "partner",
    "teacher",
    "colleague",
    "grandparent",
    "relative",
    "neighbour",
)
QUALITIES = ("warm", "steady", "distant", "strained", "broken", "mended", None)


class _Making:
    """The arrays so far, and the dice."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.arrays: dict[str, list[Row]] = {}
        self.texts = 0

    def words(self, least: int, most: int) -> str:
        """Some words, which count as one text."""
        self.texts += 1
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(least, most)))

    def add(self, array: str, **values: Any) -> str:
        """One row more; its id."""
        rows = self.arrays.setdefault(array, [])
        rows.append({"id": f"{array}-{len(rows)}"} | {key: value for key, value in values.items() if value is not None})
        return str(rows[-1]["id"])

    def some(self, array: str) -> str:
        """The id of any row of a kind."""
        return str(self.rng.choice(self.arrays[array])["id"])


def large_case(
    *,
    people: int = 400,
    things: int = 2_000,
    links: int = 6_000,
    sessions: int = 500,
    texts: int = 20_000,
    seed: int = 7,
) -> Row:
    """A case in the exchange format: `people` are among the `things`, ties among the `links`."""
    make = _Making(seed)
    _sessions(make, sessions)
    _people(make, people)
    _things(make, things - people)
    _links(make, links)
    _talk(make, texts)
    case: Row = {"format": "relmap-case", "version": 1, "case": {"code": "Large", "language": "en"}}
    return case | make.arrays


def large_document(path: Path, **sizes: int) -> Document:
    """The same as an open case file, told in one edit."""
    document = empty_document(path)
    with document.edit("import_case", origin=True):
        for row in large_rows(large_case(**sizes)):
            document.add(row)
    return document


def large_rows(case: Row) -> list[Entity]:
    """The rows of a case in the exchange format, unchecked."""
    arrays = {array: [case[array]] if array == "case" else case.get(array, []) for array in KINDS}
    return [
        entity_from(KINDS[array], {"id": CASE_ID, "ordinal": place} | row)
        for array, rows in arrays.items()
        for place, row in enumerate(rows, 1)
    ]


def _sessions(make: _Making, amount: int) -> None:
    for number in range(1, amount + 1):
        date = f"{2010 + number // 48}-{1 + number // 4 % 12:02}-{1 + number % 4 * 7:02}"
        make.add("sessions", number=number, date=date, opening=make.words(4, 12), closing=make.words(4, 12))


def _people(make: _Making, amount: int) -> None:
    make.add("people", name="R.", kind="self", seat="client")
    make.add("people", name="Dana", kind="therapist", seat="therapist")
    for _ in range(amount - 2):
        make.add(
            "people", name=make.words(1, 2).title(), kind=make.rng.choice(PERSON_KINDS), note=make.words(5, 20),
            told_in=make.some("sessions"), born=str(make.rng.randint(1930, 2010)),
        )  # fmt: skip
    for number in range(1, amount):
        quality = make.rng.choice(QUALITIES)
        make.add("relationships", a="people-0", b=f"people-{number}", quality=quality, period="1989/..")


def _things(make: _Making, amount: int) -> None:
    shares = {
        "lessons": 0.28,
        "roles": 0.12,
        "patterns": 0.07,
        "life_events": 0.1,
        "experiences": 0.3,
        "contexts": 0.08,
    }
    counts = {array: int(amount * share) for array, share in shares.items()}
    counts["ways"] = amount - sum(counts.values())
    for _ in range(counts["lessons"]):
        valence = make.rng.choice(("diminishing", "affirming"))
        make.add("lessons", text=make.words(3, 9), valence=valence, told_in=make.some("sessions"))
    for _ in range(counts["roles"]):
        make.add("roles", name=make.words(1, 3), other_pole=make.words(1, 3))
    for _ in range(counts["patterns"]):
        make.add("patterns", name=make.words(2, 5), wish=make.words(3, 9), expected=make.words(3, 9))
    for _ in range(counts["life_events"]):
        make.add("life_events", title=make.words(2, 6), happened=str(make.rng.randint(1950, 2020)))
    for _ in range(counts["experiences"]):
        tie, session = make.some("relationships"), make.some("sessions")
        make.add("experiences", relationship=tie, session=session, description=make.words(4, 15))
    for _ in range(counts["contexts"]):
        make.add("contexts", dimension="class", description=make.words(3, 9))
    for _ in range(counts["ways"]):
        make.add("ways", name=make.words(2, 5))


def _links(make: _Making, amount: int) -> None:
    left = amount - len(make.arrays["relationships"])
    for _ in range(left // 3):
        make.add("taught", lesson=make.some("lessons"), relationship=make.some("relationships"), how="shown")
    for _ in range(left // 6):
        cost = make.words(3, 9)
        make.add("played", role=make.some("roles"), relationship=make.some("relationships"), cost=cost)
    lessons = {row["id"]: row["valence"] for row in make.arrays["lessons"]}
    plain = {
        "asks_for": ("lessons", "roles"), "shown_with": ("patterns", "relationships"),
        "involves": ("patterns", "roles"), "uses": ("experiences", "ways"),
        "about": ("contexts", "people"), "made_of": ("life_events", "lessons"),
    }  # fmt: skip
    for number in range(left - left // 3 - left // 6):
        if number % 3 == 0:
            lesson = make.some("lessons")
            kind = "supports" if lessons[lesson] == "affirming" else "counters"
            make.add("links", kind=kind, **{"from": make.some("experiences"), "to": lesson})
        else:
            kind = make.rng.choice(sorted(plain))
            source, target = plain[kind]
            make.add("links", kind=kind, **{"from": make.some(source), "to": make.some(target)})


def _talk(make: _Making, texts: int) -> None:
    for row in make.arrays["lessons"]:
        for number in make.rng.sample(range(len(make.arrays["sessions"])), 4):
            value = make.rng.randint(0, 10)
            make.add(
                "ratings", subject=row["id"], dimension="true_today", session=f"sessions-{number}", value=value,
                rated_by="people-0",
            )  # fmt: skip
    for array in ("people", "lessons", "roles"):
        for row in list(make.arrays[array]):
            make.add("placements", subject=row["id"], x=make.rng.uniform(-900, 900), y=make.rng.uniform(-900, 900))
    while make.texts < texts:
        session = make.some("sessions")
        if make.texts % 2:
            make.add("moments", session=session, type="heard", text=make.words(5, 30), told_in=session)
        else:
            subject = make.some(make.rng.choice(("people", "lessons", "relationships", "experiences")))
            make.add("notes", subject=subject, text=make.words(10, 60), told_in=session)
