"""Out and in again gives an equal case: every row, null, order and code point (invariant 14)."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmap.exchange.importing import import_case, told_order
from relmap.exchange.reading import parse_case
from relmap.exchange.schema import case_schema
from relmap.exchange.writing import case_bytes, export_case
from relmap.model.base import fields_of, ids_in
from relmap.model.forms import form_problem
from relmap.model.integrity import case_problems, session_order
from relmap.model.kinds import KINDS
from relmap.model.source import Source
from relmap.read.soundness import soundness_problems
from relmap.resources import resource
from relmap.store.files import open_document
from relmap.store.past import Past
from tests.exchange.cases import WHENS, Row, cases

SMALL = Path(__file__).parent.parent / "data" / "small.json"
VALIDATOR = jsonschema.Draft202012Validator(case_schema())
SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
NO_SHRINKING_HARM = settings(max_examples=60, suppress_health_check=SLOW_TO_DRAW)
FEW = settings(max_examples=12, suppress_health_check=[*SLOW_TO_DRAW, HealthCheck.function_scoped_fixture])


@pytest.fixture
def quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round instead of 256,000: these files guard nobody."""
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)


def written(case: Row) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode()


def filled(case: Row) -> Row:
    """The same case with every field written out, so that what was left out equals what stands at its default."""
    whole: Row = {"format": case["format"], "version": case["version"]}
    for array, cls in KINDS.items():
        rows = case.get(array, [])
        defaults: dict[str, Any] = {field.name: field.default for field in fields_of(cls)}
        whole[array] = [defaults | row for row in (rows if isinstance(rows, list) else [{"id": "case"} | rows])]
    return whole


@given(WHENS)
def test_the_drawn_dates_are_dates(when: str) -> None:
    field = next(field for field in fields_of(KINDS["people"]) if field.name == "born")
    assert form_problem(field, when) is None


@given(cases())
@NO_SHRINKING_HARM
def test_any_valid_case_is_read_and_written_unchanged(case: Row) -> None:
    read = parse_case(written(case))
    out = export_case(read)
    assert filled(out) == filled(case)
    assert list(out) == [key for key in ("format", "version", *KINDS) if case.get(key, []) != []]
    assert case_bytes(parse_case(case_bytes(read))) == case_bytes(read)


@given(cases())
@NO_SHRINKING_HARM
def test_the_schema_accepts_what_is_read_and_written(case: Row) -> None:
    VALIDATOR.validate(case)
    VALIDATOR.validate(export_case(parse_case(written(case))))


@given(cases())
@FEW
@pytest.mark.usefixtures("quick_key")
def test_any_valid_case_goes_into_a_file_and_out_unchanged(case: Row) -> None:
    check_file(written(case))


@pytest.mark.parametrize("path", [SMALL, resource("demo", "heron.json")], ids=lambda path: path.stem)
def test_the_shipped_cases_go_in_and_out_unchanged(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    VALIDATOR.validate(case)
    assert filled(export_case(parse_case(path))) == filled(case)
    check_file(path.read_bytes())


def check_file(data: bytes) -> None:
    case = parse_case(data)
    with imported(case) as path, contextlib.closing(open_document(path, "pass")) as document:
        assert case_bytes(document) == case_bytes(case)
        assert list(soundness_problems(document)) == []
        check_revisions(document, case)


@contextlib.contextmanager
def imported(case: Source) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.relmap"
        import_case(case, path, "pass")
        assert [left.name for left in Path(folder).iterdir()] == ["case.relmap"]
        yield path


def check_revisions(document: Any, case: Source) -> None:
    """One revision a session, in their order, each of them a case that keeps every rule."""
    revisions = document.revisions()
    assert {(revision.verb, revision.kind) for revision in revisions} == {("import_case", "origin")}
    order = [None, *session_order(case)]
    seen = [order.index(revision.session) for revision in revisions]
    assert seen == sorted(set(seen))
    told, past = told_order(case), Past(document)
    case_is_late = told["case"] > 0
    for revision in revisions:
        past.seek(revision.number)
        now = {id for id, place in told.items() if place <= order.index(revision.session)}
        assert {row.id for cls in KINDS.values() for row in past.all(cls)} == now
        assert [problem for problem in case_problems(past) if not (case_is_late and problem.id == "case")] == []


@given(cases())
@NO_SHRINKING_HARM
def test_a_row_comes_with_the_latest_session_it_leans_on(case: Row) -> None:
    read = parse_case(written(case))
    sessions = {id: place + 1 for id, place in session_order(read).items()}
    rows = [row for cls in KINDS.values() for row in read.all(cls)]
    told = {row.id: sessions.get(row.id, 0) for row in rows}
    while True:  # the definition itself, however slow
        leaned = {row.id: max(told[row.id], *(told[id] for _, id in ids_in(row)), 0) for row in rows}
        if leaned == told:
            break
        told = leaned
    assert told_order(read) == told


@given(st.data())
@settings(max_examples=30, suppress_health_check=SLOW_TO_DRAW)
def test_the_schema_refuses_what_does_not_fit(data: st.DataObject) -> None:
    case = data.draw(cases())
    row, cls = case["case"], KINDS["case"]
    arrays = [array for array in case if isinstance(case[array], list) and case[array]]
    if arrays:
        array = data.draw(st.sampled_from(arrays))
        row, cls = data.draw(st.sampled_from(case[array])), KINDS[array]
    spoiled = data.draw(st.sampled_from([field for field in fields_of(cls) if field.form != "when"]))
    row[spoiled.name] = {"text": 5, "closed": "purple", "flag": "yes", "score": 11}.get(spoiled.form, [{}])
    assert not VALIDATOR.is_valid(case)
    row[spoiled.name] = None
    row["colour"] = "red"
    assert not VALIDATOR.is_valid(case)
