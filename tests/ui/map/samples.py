"""Invented maps to paint: a small rich one like the target picture, a crowd, and any number of things."""

from __future__ import annotations

import math
import random

from relmap.model.geometry import ASPECT, ring
from relmap.ui.map.shapes import Badge, End, Look, NodeLook, Shape, Style, TieLook, TieMark, Tone

QUOTES = ("“", "”")


def heron() -> list[Look]:
    """The map of the target picture."""
    return [*_heron_people(), *_heron_words(), *_heron_ties(), *_heron_links()]


def _heron_people() -> list[Look]:
    return [
        NodeLook("me", "client", 0, 0, title="me", spoken="me"),
        NodeLook("mum", "person", -178, -86, title="Mum", initial="M", subtitle="close · stormy"),
        NodeLook("gran", "person", -28, -214, "affirming", "Gran Ada", "G", "warm · safe"),
        NodeLook("dad", "person", -320, 66, title="Dad", initial="D", subtitle="distant · died 2011", dashed=True),
        NodeLook("sam", "person", 206, 84, title="Sam", initial="S", subtitle="partner since 2021"),
        NodeLook("t", "therapist", 2, 174, "accent", "Therapist", "T", "this room"),
        NodeLook(
            "okoye", "person", 284, -100, title="Dr. Okoye", initial="D", subtitle="head of department",
            badges=(Badge("race · rank", ("c1",)),),
        ),
        NodeLook("okoye2", "second", 335, -100, title="", initial="✝", attached="okoye", subject="r9"),
        NodeLook(
            "school", "place", 386, -276, title="St. Brigid’s School", pictogram="school",
            badges=(Badge("class", ("c2",)),),
        ),
    ]  # fmt: skip


def _heron_words() -> list[Look]:
    return [
        NodeLook(
            "l1", "lesson", -344, -205, "diminishing", "My needs are too much",
            quotes=QUOTES, score=6, score_text="6/10",
        ),
        NodeLook(
            "l2", "lesson", -372, 202, "diminishing", "Love has to be earned",
            quotes=QUOTES, score=8, score_text="8/10", disputed=True,
        ),
        NodeLook(
            "l3", "lesson", 153, -288, "affirming", "I am welcome as I am",
            quotes=QUOTES, score=7, score_text="7/10",
        ),
        NodeLook(
            "l4", "lesson", 420, 40, "mixed", "مسموح لي أن أحتاج إلى الآخرين", quotes=("«", "»"),
        ),
        NodeLook("o1", "role", -156, -198, "role", "The caretaker"),
        NodeLook("o2", "role", -396, -22, "role", "The invisible one", dashed=True),
        NodeLook("e1", "experience", -185, 250, "new", "I was angry, and she stayed", "", "session 9 · in the room"),
        NodeLook("e2", "experience", 284, 222, "new", "I asked Sam for help", subtitle="session 11"),
        NodeLook("p1", "pattern", -10, 300, "ink", "Be useful, then vanish"),
        NodeLook("ev", "event", 470, 140, "faded", "The move, 1994"),
        NodeLook("w", "way", 420, 290, "affirming", "asking first"),
        NodeLook("c3", "context", 120, 320, "context", "money"),
        NodeLook("m1", "moment", 110, 220, "accent"),
        NodeLook("veiled", "person", -190, 130, covered=True),
    ]  # fmt: skip


def _heron_ties() -> list[Look]:
    return [
        TieLook("r1", "me", "mum", "strained", "ink", 1),
        TieLook("r2", "me", "gran", "warm", "affirming"),
        TieLook("r3", "me", "dad", "distant", "faded"),
        TieLook("r4", "me", "sam", "steady", "ink"),
        TieLook(
            "r5", "me", "t", "room", "accent",
            marks=(TieMark("disruption", "u1", "a disruption"), TieMark("repair", "q1", "back on track")),
        ),
        TieLook("r6", "me", "okoye", "strained", "ink", 1),
        TieLook("r7", "me", "school", "distant", "faded", 1),
        TieLook("r8", "mum", "gran", "mended", "ink"),
        TieLook("r9", "sam", "okoye", "broken", "ink"),
        TieLook("r10", "me", "veiled", "steady", "ink", covered=True),
    ]  # fmt: skip


def _heron_links() -> list[Look]:
    return [
        TieLook("t1", "mum", "l1", tone="diminishing", end="arrow", curve=0.14),
        TieLook("t2", "okoye", "l1", tone="diminishing", end="arrow", curve=0.24, dashed=True),
        TieLook("t3", "dad", "l2", tone="diminishing", end="arrow", curve=0.12),
        TieLook("t4", "gran", "l3", tone="affirming", end="arrow", curve=0.14),
        TieLook("k1", "e1", "l1", tone="new", end="bar", curve=0.08),
        TieLook("k2", "e1", "t", tone="accent", curve=0.14),
        TieLook("k3", "e2", "sam", tone="accent", curve=-0.16),
        TieLook("k4", "o1", "mum", tone="role", curve=0.14),
        TieLook("k5", "o2", "dad", tone="role", curve=0.1),
        TieLook("k6", "u1", "p1", tone="ink", dashed=True, curve=0.2, label="an old pattern, here"),
        TieLook("k7", "e2", "w", tone="affirming", curve=0.1),
        TieLook("k8", "ev", "l4", tone="faded", end="arrow", curve=0.1),
    ]


QUALITIES: tuple[Style, ...] = ("warm", "steady", "distant", "strained", "broken", "mended")
SHAPES: tuple[tuple[Shape, Tone], ...] = (
    ("person", "ink"),
    ("lesson", "diminishing"),
    ("person", "ink"),
    ("role", "role"),
    ("experience", "new"),
    ("lesson", "affirming"),
    ("place", "ink"),
)


def crowd(people: int = 66, seed: int = 4) -> list[Look]:
    """The client and many people on their rings, with cards among them."""
    rng = random.Random(seed)
    looks: list[Look] = [NodeLook("me", "client", title="me")]
    for number in range(people):
        angle, far = number * 2.399963, ring(rng.uniform(0, 8.5)) * 1.6
        x, y = far * ASPECT * math.cos(angle), far * math.sin(angle)
        looks.append(NodeLook(f"p{number}", "person", x, y, title=f"Person {number}", initial="P", subtitle="friend"))
        looks.append(TieLook(f"r{number}", "me", f"p{number}", rng.choice(QUALITIES), "ink", rng.choice((-1, 0, 1))))
    return looks


def many(things: int, ties_each: int = 3, seed: int = 7) -> list[Look]:
    """`things` things on a loose grid, most ties short, some across the whole map."""
    rng = random.Random(seed)
    columns = math.ceil(math.sqrt(things * 1.4))
    rows = math.ceil(things / columns)
    looks: list[Look] = []
    for number in range(things):
        shape, tone = SHAPES[number % len(SHAPES)]
        x = (number % columns - columns / 2) * 230 + rng.uniform(-25, 25)
        y = (number // columns - rows / 2) * 150 + rng.uniform(-20, 20)
        score = number % 11 if shape == "lesson" else None
        text = f"{score}/10" if score is not None else ""
        looks.append(
            NodeLook(
                f"n{number}", shape, x, y, tone, f"Thing number {number}", "T",
                "a line of words" if shape in ("person", "experience", "place") else "",
                QUOTES if shape == "lesson" else ("", ""), score=score, score_text=text,
            )
        )  # fmt: skip
    for number in range(things * ties_each):
        a = number % things
        near = number % 10 != 0
        b = (a + rng.choice((1, columns, columns + 1, 2, columns - 1))) % things if near else rng.randrange(things)
        if a != b:
            looks.append(_tie(number, a, b, rng))
    return looks


def _tie(number: int, a: int, b: int, rng: random.Random) -> TieLook:
    if number % 3 == 0:
        return TieLook(f"k{number}", f"n{a}", f"n{b}", rng.choice(QUALITIES), "ink", rng.choice((-1, 0, 0, 1)))
    tone: Tone = rng.choice(("diminishing", "affirming", "role", "new", "accent"))
    end: End = "arrow" if number % 2 else "none"
    return TieLook(f"k{number}", f"n{a}", f"n{b}", tone=tone, end=end, curve=rng.uniform(-0.15, 0.15))
