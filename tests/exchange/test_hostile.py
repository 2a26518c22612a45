"""Files made to harm get one plain sentence, soon, and nothing of what they say is repeated."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.exchange import border
from relmap.exchange.reading import MOST_PROBLEMS, parse_case
from relmap.exchange.refusing import ImportRefused, shown
from relmap.exchange.writing import case_bytes

SMALL = Path(__file__).parent.parent / "data" / "small.json"
HEAD = '{"format": "relmap-case", "version": 1, "case": {}, '
SOON = 20.0
"""Seconds; a tenth of it is usual."""


def many(entry: str, n: int) -> str:
    return ",".join(entry % i for i in range(n))


HOSTILE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "line 1"),
    "a million open lists": (lambda: b"[" * 1_000_000, "nested more deeply"),
    "a million open objects": (lambda: b'{"a":' * 1_000_000, "nested more deeply"),
    "deep inside a field": (
        lambda: HEAD + '"people": ' + "[" * 5000 + "]" * 5000 + "}",
        "nested more deeply",
    ),
    "ten million empty lists": (lambda: b"[" + b"[]," * 10_000_000 + b"[]]", "more things than"),
    "fifty million quotation marks": (lambda: b'"' * 50_000_000, "more things than"),
    "fifty million backslashes": (lambda: b'["' + b"\\" * 50_000_000 + b'"]', "not a relmap case"),
    "a million people": (
        lambda: HEAD + '"people": [' + many('{"id": "p%d"}', 1_000_000) + "]}",
        "more things",
    ),
    "UTF-16": (lambda: SMALL.read_text("utf-8").encode("utf-16"), "not text in UTF-8"),
    "Latin-1": (lambda: b'{"format": "relmap-case", "n\xe4me": 1}', "not text in UTF-8"),
    "half a character": (lambda: SMALL.read_bytes()[:-5] + b"\xe2\x80", "not text in UTF-8"),
    "a bare NUL": (lambda: SMALL.read_bytes().replace(b"Heron", b"He\x00ron"), "not valid JSON"),
    "two values": (lambda: SMALL.read_bytes() * 2, "not valid JSON"),
    "a version from far ahead": (lambda: b'{"format": "relmap-case", "version": 2}', "newer relmap"),
    "a version of a hundred digits": (
        lambda: b'{"format": "relmap-case", "version": 1%s}' % (b"0" * 100),
        "no version",
    ),
    "a version that is true": (lambda: b'{"format": "relmap-case", "version": true}', "no version"),
    "a version that is 1.0": (lambda: b'{"format": "relmap-case", "version": 1.0}', "no version"),
    "no format": (lambda: b"{}", "not a relmap case"),
    "something else": (lambda: b'"relmap-case"', "not a relmap case"),
    "a number of a million digits": (
        lambda: HEAD + '"sessions": [{"id": "s", "number": ' + "9" * 1_000_000 + "}]}",
        "whole number",
    ),
    "a power out of range": (
        lambda: HEAD + '"placements": [{"id": "a", "subject": "case", "x": 1e999, "y": 0}]}',
        "scene units",
    ),
    "a key of a million letters": (lambda: HEAD + '"' + "k" * 1_000_000 + '": 1}', "no kind called “kkk"),
    "a text of a million letters": (
        lambda: HEAD + '"people": [{"id": "p", "name": "' + "n" * 1_000_000 + '"}]}',
        "longer than 100000",
    ),
    "a list of a hundred thousand ids": (
        lambda: HEAD + '"lessons": [{"id": "l", "held_by": [' + many('"p%d"', 100_000) + "]}]}",
        "more problems than can be listed",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon(name: str) -> None:
    make, words = HOSTILE[name]
    made = make()
    data = made if isinstance(made, bytes) else made.encode()
    start = time.monotonic()
    with pytest.raises(ImportRefused) as refused:
        parse_case(data)
    assert time.monotonic() - start < SOON
    sentences = [str(problem) for problem in refused.value.problems]
    assert any(words in sentence for sentence in sentences)
    assert all("\n" not in sentence and len(sentence) < 500 for sentence in [str(refused.value), *sentences])


def test_a_million_unknown_keys_are_refused_soon_and_not_all_listed() -> None:
    data = (HEAD + many('"k%d": 1', 1_000_000) + "}").encode()
    start = time.monotonic()
    with pytest.raises(ImportRefused) as refused:
        parse_case(data)
    assert time.monotonic() - start < SOON
    assert len(refused.value.problems) == MOST_PROBLEMS + 1


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(border, "LARGEST_FILE", 1000)
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 5000)
    assert len(border.read_bytes(large)) == 1001
    with pytest.raises(ImportRefused, match="larger than"):
        parse_case(large)


@pytest.mark.parametrize("name", ["missing.json", "folder"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ImportRefused, match=name):
        parse_case(tmp_path / name)


def test_a_byte_order_mark_is_let_through() -> None:
    data = SMALL.read_bytes()
    assert case_bytes(parse_case(b"\xef\xbb\xbf" + data)) == case_bytes(parse_case(data))


def test_a_zero_with_a_sign_is_a_zero() -> None:
    case = (HEAD + '"placements": [{"id": "a", "subject": "case", "x": -0.0, "y": 0}]}').encode()
    assert b"-0" not in case_bytes(parse_case(case))


def test_escaped_quotes_do_not_hide_structure() -> None:
    tricky = json.dumps('\\"[{[{[{[{[{[{[{[{[{[{[{ \\\\" ,,, \\')
    parse_case((HEAD + f'"people": [{{"id": "p", "name": {tricky}}}]}}').encode())


def test_every_problem_is_told_in_the_order_of_the_file_with_its_line() -> None:
    text = """{"format": "relmap-case", "version": 1,
     "case": {"modality": "crowd"},
     "links": [{"id": "k", "kind": "counters",
                "from": "nowhere", "to": "l"}],
     "lessons": [{"id": "l", "valence": "bad", "colour": "red",
                  "held_by": ["p", "q"]},
                 {"id": "l", "text": 5}],
     "people": [
       {"id": "p"},
       "somebody"
     ],
     "pets": []}"""
    with pytest.raises(ImportRefused) as refused:
        parse_case(text.encode())
    assert [(problem.place, problem.line) for problem in refused.value.problems] == [
        ("case.modality", 2),
        ("links[0].from", 4),
        ("lessons[0].colour", 5),
        ("lessons[0].valence", 5),
        ("lessons[0].held_by", 6),
        ("lessons[1].id", 7),
        ("lessons[1].text", 7),
        ("people[1]", 8),
        ("pets", 12),
    ]
    assert str(refused.value).startswith("9 places in this file do not fit, the first is case.modality, line 2: ")


def test_no_problem_is_told_that_only_follows_from_another() -> None:
    case = json.loads(SMALL.read_text("utf-8"))
    case["lessons"][0]["valence"] = "bad"  # what speaks for or against it can no longer be judged
    case["sessions"][0]["held"] = "perhaps"
    case["repairs"][0]["clients_word"] = "yes"  # nor whether its disruption may be back on track
    with pytest.raises(ImportRefused) as refused:
        parse_case(json.dumps(case).encode())
    assert {problem.place for problem in refused.value.problems} == {
        "lessons[0].valence",
        "sessions[0].held",
        "repairs[0].clients_word",
    }


def test_a_refusal_never_repeats_what_the_file_says() -> None:
    secret = "Xyzzy said it"

    def spoil(value: Any) -> Any:
        return dict.fromkeys(value, secret)

    case = json.loads(SMALL.read_text("utf-8"))
    for array, rows in case.items():
        if isinstance(rows, list):
            case[array] = [spoil(row) for row in rows]
    case["case"] = spoil(case["case"])
    with pytest.raises(ImportRefused) as refused:
        parse_case(json.dumps(case).encode())
    assert "Xyzzy" not in " ".join(str(problem) for problem in refused.value.problems) + str(refused.value)
    assert len(refused.value.problems) > 30


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_no_bytes_at_all_make_a_traceback(data: bytes) -> None:
    with pytest.raises(ImportRefused):
        parse_case(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["p", "case"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_no_value_anywhere_makes_a_traceback(data: st.DataObject) -> None:
    case = json.loads(SMALL.read_text("utf-8"))
    array = data.draw(st.sampled_from(sorted(case)))
    rows = case[array]
    if data.draw(st.booleans()) or not isinstance(rows, list):
        case[array] = data.draw(JSON)
    else:
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JSON)
    with contextlib.suppress(ImportRefused):
        parse_case(json.dumps(case).encode())


def test_a_name_is_shown_short_and_harmless() -> None:
    assert shown("a\x1b[31m\n\u202e\ud800") == "a\\u001b[31m\\u000a\\u202e\\ud800"
    assert len(shown("k" * 1000)) == 40
