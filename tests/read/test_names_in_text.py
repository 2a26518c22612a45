"""The traps of names: whole words, forms, accents, scripts, Unicode forms; the list finds them all and nothing else."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmap.model.people import Case, OtherName, Person
from relmap.model.vocabulary import NameUse
from relmap.read.name_letters import fold
from relmap.read.names_in_text import NameSearch
from relmap.store.index import Index

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


def case_of(*names: str | None, other: tuple[OtherName, ...] = ()) -> Index:
    people = (Person(id=f"p{n}", name=name, ordinal=n) for n, name in enumerate(names))
    return Index([Case(id="case"), *people, *other])


def found(name: str, text: str, *also: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in NameSearch(case_of(name), also).hits(text)]


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("Ann", "Ann's annual plan: ann, Ann-Marie; (ANN) Hanna Anne-less", ["Ann", "ann", "Ann", "ANN"]),
        ("Em", "Em, them, gem, Emma. em", ["Em", "em"]),
        ("Emma", "Emma and Emma's Em; emmas", ["Emma", "Emma", "emmas"]),
        ("Rose", "A rose is a rose; Rose arose", ["rose", "rose", "Rose"]),
        ("Will", "I will, said Will. Unwilling", ["will", "Will"]),
        ("Ann", "A\u00adnn and A\u200bnn", ["A\u00adnn", "A\u200bnn"]),
        ("José", "jose JOSE\u0301 José ＪＯＳＥ", ["jose", "JOSE\u0301", "José", "ＪＯＳＥ"]),
        ("Jose\u0301", "Jos\u00e9", ["José"]),
        ("Müller", "Mueller, MULLER, Müllers", ["Mueller", "MULLER", "Müllers"]),
        ("Mueller", "Müller, MULLER, müllers", ["Müller", "MULLER", "müllers"]),
        ("Anne-Marie", "Annemarie; Anne Marie", ["Annemarie", "Anne", "Marie"]),
        ("Anna", "Annual, Annas, Anny, Annának, annually", ["Annas", "Anny", "Annának"]),
        ("Γιώργος", "του Γιώργου", ["Γιώργου"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("Işıl", "IŞIL ışıl", ["IŞIL", "ışıl"]),
        ("Анна", "у Анны, с Анной, анна; банна", ["Анны", "Анной", "анна"]),
        ("李明", "我和李明去了", ["李明"]),
        ("李小明", "小明说", ["小明"]),
        ("李 明", "昨天李明来了", ["李明"]),
        ("李明", "李先生", ["李"]),
        ("Annabelle 李", "李 called", ["李"]),
        ("王 小明", "王小明来了，小明", ["王小明", "小明"]),
        ("Zoë O'Neil", "ONeil, O’Neil", ["ONeil", "O’Neil"]),
        ("김민수", "민수에게 김민수가", ["민수", "김민수"]),
        ("สมชาย", "กับสมชายไป", ["สมชาย"]),
        ("רחל", "ולרחל אמרתי", ["רחל"]),
        ("محمد", "لمحمد، مُحَمَّد", ["محمد", "مُحَمَّد"]),
        ("Johann von Goethe", "von Johann, Goethes. Das von", ["Johann", "Goethes"]),
        ("Ann Lee", "Ann  Lee, Lee, sleep", ["Ann  Lee", "Lee"]),
        (
            "St. Brigid's School",
            "at Brigid's, St. Brigid’s school, the school",
            ["Brigid's", "St. Brigid’s school", "school"],
        ),
        ("R.", "R. said; R; r.", ["R.", "r."]),
        ("A", "A saw a man. A.", ["A", "A"]),
        ("Ann", "Annさん", ["Ann"]),
    ],
)
def test_name_traps(name: str, text: str, places: list[str]) -> None:
    assert found(name, text) == places


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", ["Zoë", "Ångström", "Nguyễn", "が", "김", "Ελένη", "Ἀλέξανδρος"])
def test_unicode_forms_are_one(name: str, form: Form) -> None:
    text = f"before {unicodedata.normalize(form, name)} after"
    assert found(name, text) == [unicodedata.normalize(form, name)]


def test_what_is_replaced_is_what_was_found() -> None:
    text = "for Zoe\u0308!"
    (hit,) = NameSearch(case_of("Zoë")).hits(text)
    assert text[: hit.start] + "X" + text[hit.end :] == "for X!"


@given(st.text(max_size=40))
def test_each_folded_letter_knows_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= place < len(text) for place in folded.starts)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_between_spaces_is_always_found(before: str, after: str) -> None:
    assert "Quxley" in found("Quxley", f"{before} Quxley {after}") or "Quxley" in before + after


def test_dates_and_ways_to_reach_somebody_are_listed() -> None:
    text = (
        "On 12.3.2019 and in 1989 or ’89, +49 170 1234567, ann@example.org, www.example.org; 25 apples and 3000 steps"
    )
    assert found("Zed", text) == ["12.3.2019", "1989", "’89", "+49 170 1234567", "ann@example.org", "www.example.org;"]


def test_words_of_ones_own_and_the_case_code_are_looked_for() -> None:
    case = Index([Case(id="case", code="Heron")])
    names = NameSearch(case, ["Lake  Street"])
    assert [hit.why for hit in names.hits("the heron of lake street")] == ["code", "asked"]


def test_former_nick_and_secret_names_are_looked_for() -> None:
    def row(id: str, text: str, use: NameUse, *, never: bool = False) -> OtherName:
        return OtherName(id=id, person="p0", text=text, use=use, never_show=never)

    other = (row("a", "Bo", "nickname"), row("b", "Karlsson", "former"), row("c", "Deadname", "former", never=True))
    names = NameSearch(case_of("Robin", other=other))
    hits = names.hits("Bo, Karlsson, deadname, Deadnames and Robin")
    assert [(hit.people, hit.hidden) for hit in hits] == [
        (("p0",), False),
        (("p0",), False),
        (("p0",), True),
        (("p0",), True),
        (("p0",), False),
    ]


def test_a_secret_name_is_looked_for_more_widely() -> None:
    secret = OtherName(id="c", person="p0", text="Karl", use="former", never_show=True)
    names = NameSearch(case_of("Robin", other=(secret,)))
    assert [hit.hidden for hit in names.hits("karlchen; Robinson")] == [True, False]


def test_one_name_of_two_people_means_both() -> None:
    (hit,) = NameSearch(case_of("Sam", "Sam")).hits("sam")
    assert hit.people == ("p0", "p1")


def test_what_clients_call_themselves_is_no_name() -> None:
    case = Index([Case(id="case"), Person(id="me", name="me", seat="client"), Person(id="a", name="Me")])
    assert [hit.people for hit in NameSearch(case).hits("ask me")] == [("a",)]
