"""Any valid case as the JSON of an exchange file, drawn from the table of fields and the table of links.

Nothing of the format is written down here a second time: kinds, fields, forms and link ends are read from the model,
so a field that is added there is drawn here.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from relmap.model.base import Entity, Field, fields_of
from relmap.model.forms import FARTHEST, LARGEST_NUMBER
from relmap.model.kinds import KINDS
from relmap.model.links import LINK_RULES, Link
from relmap.model.people import CASE_ID, Case
from relmap.model.placement import Placement

Row = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Ids = dict[str, list[str]]

MOST_OF_A_KIND = 3

WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "אמא",
            "مرحبا \u202eabc\u202c",
            "e\u0301",
            "é",
            "👩🏽‍👧 family",
            "🇩🇪",
            "line\nline\r\n\tline",
            '"quoted" \\ back/slash',
            "null",
            "<b>&amp;</b>",
            "\u2028\ufeff\U0010ffff",
            "\x7f\x01",
            "=1+1",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
)
WHENS = st.sampled_from(
    [
        "1984",
        "1984-03",
        "1984-03-12",
        "1990~",
        "1984?",
        "1984%",
        "19XX",
        "199X",
        "1984-XX",
        "1984/1994",
        "2019/..",
        "../1990",
        "1984~/1990?",
        "2004-21",
        "-0044",
        "unknown",
    ]
)
TIMES = st.one_of(st.times().map(str), st.datetimes().map(lambda at: at.isoformat()), st.just("10:05"))
IDS = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=64).filter(lambda id: id != CASE_ID)


@st.composite
def cases(draw: Draw) -> Row:
    """A valid exchange file, parsed."""
    ids = _ids(draw)
    case: Row = {"format": "relmap-case", "version": 1}
    for array, cls in KINDS.items():
        if cls is Case:
            case[array] = draw(_row(cls, CASE_ID, ids)) | draw(st.sampled_from([{}, {"id": CASE_ID}]))
        elif cls is Link:
            case[array] = [_link(draw, id, ids, case) for id in ids[array]]
        elif cls is Placement:
            subjects = draw(_some_of(_everything(ids), len(ids[array])))
            places = zip(ids[array], subjects, strict=True)
            case[array] = [draw(_row(cls, id, ids)) | {"subject": subject} for id, subject in places]
        else:
            case[array] = [draw(_row(cls, id, ids)) | {"id": id} for id in ids[array]]
    _keep_rules(case)
    return {array: rows for array, rows in case.items() if rows != [] or draw(st.booleans())}


def _ids(draw: Draw) -> Ids:
    amounts: dict[str, int] = {}
    for array, cls in KINDS.items():
        needed = [field.target for field in fields_of(cls) if field.required and field.target]
        possible = all(amounts[target] for target in needed) and array != Case.__tablename__
        amounts[array] = draw(st.integers(0, MOST_OF_A_KIND)) if possible else 0
    fresh = iter(draw(st.lists(IDS, min_size=sum(amounts.values()), max_size=sum(amounts.values()), unique=True)))
    ids = {array: [next(fresh) for _ in range(amount)] for array, amount in amounts.items()}
    ids["placements"] = ids["placements"][: len(_everything(ids))]
    return ids | {Case.__tablename__: [CASE_ID]}


def _everything(ids: Ids) -> list[str]:
    return [id for array in KINDS for id in ids[array]]


def _some_of(things: list[str], amount: int) -> st.SearchStrategy[list[str]]:
    return st.permutations(things).map(lambda shuffled: shuffled[:amount])


def _row(cls: type[Entity], id: str, ids: Ids) -> st.SearchStrategy[Row]:
    values = {field.name: _value(field, ids) for field in fields_of(cls) if field.form != "id"}
    required = {field.name for field in fields_of(cls) if field.required} & values.keys()
    return st.fixed_dictionaries(
        {"id": st.just(id)} | {name: values[name] for name in sorted(required)},
        optional={name: value for name, value in values.items() if name not in required},
    ).map(lambda row: {key: value for key, value in row.items() if (key, id) != ("id", CASE_ID)})


def _value(field: Field, ids: Ids) -> st.SearchStrategy[Any]:
    value = _FORMS[field.form](field, ids)
    return st.none() | value if field.nullable else value


def _any_of(values: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) if values else st.none()


def _ids_of(field: Field, ids: Ids) -> st.SearchStrategy[Any]:
    targets = ids[field.target or "people"]
    return st.lists(st.sampled_from(targets), unique=True) if targets else st.just([])


_FORMS: Mapping[str, Callable[[Field, Ids], st.SearchStrategy[Any]]] = {
    "ref": lambda field, ids: _any_of(ids[field.target or "people"]),
    "refs": _ids_of,
    "subject": lambda _, ids: _any_of(_everything(ids)),
    "text": lambda *_: WORDS,
    "closed": lambda field, _: st.sampled_from(field.values),
    "open": lambda field, _: st.sampled_from(field.suggestions) | WORDS,
    "when": lambda *_: WHENS,
    "date": lambda *_: st.dates().map(str),
    "time": lambda *_: TIMES,
    "score": lambda *_: st.integers(0, 10),
    "flag": lambda *_: st.booleans(),
    "number": lambda *_: st.integers(0, LARGEST_NUMBER),
    "coordinate": lambda *_: st.floats(-FARTHEST, FARTHEST) | st.integers(-1000, 1000),
}


def _link(draw: Draw, id: str, ids: Ids, case: Row) -> Row:
    possible = {}
    for kind, rule in LINK_RULES.items():
        sources = _ends(ids, case, rule.sources, rule.source_valences)
        targets = _ends(ids, case, rule.targets, rule.target_valences)
        if sources and targets:
            possible[kind] = (sources, targets)
    if not possible:  # a context always has something to be about: the therapy
        case["contexts"].append({"id": id + "c", "dimension": "class"})
        return {"id": id, "kind": "about", "from": id + "c", "to": CASE_ID}
    kind = draw(st.sampled_from(sorted(possible)))
    sources, targets = possible[kind]
    ends = {"from": draw(st.sampled_from(sources)), "to": draw(st.sampled_from(targets))}
    return dict(draw(_row(Link, id, ids)) | {"kind": kind} | ends)


def _ends(ids: Ids, case: Row, arrays: frozenset[str], valences: frozenset[str]) -> list[str]:
    found = [id for array in sorted(arrays or KINDS) for id in ids[array]]
    if valences:
        fitting = {row["id"] for row in case["lessons"] if row.get("valence", "diminishing") in valences}
        found = [id for id in found if id in fitting]
    return found


def _keep_rules(case: Row) -> None:
    order = session_places(case)
    held = {session["id"] for session in case["sessions"] if session.get("held", "held") == "held"}
    ruptures = {rupture["id"]: rupture for rupture in case["ruptures"]}
    for repair in case["repairs"]:
        session = ruptures[repair["rupture"]]["session"]
        if order[repair["session"]] < order[session]:
            repair["session"] = session
    mended = {repair["rupture"] for repair in case["repairs"] if repair.get("clients_word")}
    for rupture in case["ruptures"]:
        if rupture.get("state") == "back_on_track" and rupture["id"] not in mended:
            rupture["state"] = "being_mended"
    given = set()
    for rating in case["ratings"]:
        key = (rating["subject"], rating["dimension"], rating.get("session"), rating.get("rated_by"))
        if rating.get("session") not in held or key in given:
            rating["session"] = None
        given.add(key)


def session_places(case: Row) -> dict[str, int]:
    """Each session's place in the therapy: by number, those without one last, else as they stand in the file."""
    sessions = case.get("sessions", [])
    numbers = {session["id"]: session.get("number") for session in sessions}
    ordered = sorted(numbers, key=lambda id: (numbers[id] is None, numbers[id] or 0))
    return {id: place for place, id in enumerate(ordered)}
