"""Family trees as real programs write them, and as nobody should: read, or refused with one sentence."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest

from relmap.edits.family import Newcomer, import_people
from relmap.exchange import gedcom_lines
from relmap.exchange.gedcom import Tree, kinds_from, read_tree, tree_of
from relmap.exchange.gedcom_dates import when_of
from relmap.exchange.gedcom_lines import NotReadable, Stopped
from relmap.model.people import Person, Relationship
from relmap.read.soundness import soundness_problems
from tests.casefiles import begun_document

TREE = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR {charset}
0 @I1@ INDI
1 NAME Zoë /Müller/
1 BIRT
2 DATE 3 MAR 1980
1 FAMC @F1@
0 @I2@ INDI
1 NAME Jürgen /Müller/
1 DEAT Y
2 DATE ABT 2001
0 @I3@ INDI
1 NAME Ann /Lee/
1 BIRT
2 DATE (about harvest time)
0 @I4@ INDI
1 NAME Old /Müller/
1 DEAT Y
0 @F1@ FAM
1 HUSB @I2@
1 WIFE @I3@
1 CHIL @I1@
0 @F2@ FAM
1 HUSB @I4@
1 CHIL @I2@
0 TRLR
"""


def names(tree: Tree) -> list[str | None]:
    return [one.name for one in tree.people.values()]


ALL = ["Zoë Müller", "Jürgen Müller", "Ann Lee", "Old Müller"]
UTF8 = TREE.format(charset="UTF-8").encode()
IN_ANSEL = TREE.format(charset="ANSEL").replace("ë", "\xe8e").replace("ü", "\xe8u").encode("latin-1")


@pytest.mark.parametrize(
    "data",
    [
        UTF8,
        codecs.BOM_UTF8 + UTF8,
        TREE.format(charset="UNICODE").encode("utf-16"),
        TREE.format(charset="UNICODE").encode("utf-16-be"),
        TREE.format(charset="UNICODE").encode("utf-16-le"),
        TREE.format(charset="ASCII").encode("cp1252"),
        TREE.format(charset="ANSI").encode("cp1252"),
        TREE.format(charset="IBMPC").encode("cp437"),
        TREE.format(charset="MACINTOSH").encode("mac-roman"),
        TREE.format(charset="NO SUCH THING").encode("cp1252"),
        IN_ANSEL,
        UTF8.replace(b"\n", b"\r\n"),
        UTF8.replace(b"\n", b"\r"),
        UTF8.replace(b"0 TRLR\n", b""),
        UTF8.replace(b"5.5.1", b"7.0").replace(b"1 CHAR UTF-8\n", b""),
        UTF8.replace(b"\n1 ", b"\n  1 "),
        UTF8.replace(b"0 @I2@", b"\x00\nno line at all\n99999 X\n0 @I2@"),
        UTF8.replace(b"0 @I2@", b"5 LOST far below\n0 @I2@"),
        UTF8.replace(b"0 @I2@", b"1 NOTE so\n2 CONC me\n4 CONT where\n0 @I2@"),
        UTF8.replace(b"0 @F1@", b"0 @N1@ NOTE\n1 CONT @I1@\n0 @S@ SOUR\n1 NAME Book\n0 @F1@"),
        UTF8.replace(b"2 DATE 3", b"2 NOTE " + b"x" * 300_000 + b"\n2 DATE 3"),
    ],
)
def test_every_encoding_and_quirk_names_the_same_people(data: bytes) -> None:
    tree = tree_of(data)
    assert names(tree) == ALL
    first, father, mother, grandfather = tree.people.values()
    assert (first.born, father.died, father.dead, mother.born) == ("1980-03-03", "2001~", True, None)
    assert mother.born_said == "(about harvest time)"
    assert grandfather.dead
    assert kinds_from(tree, "I1") == {"I1": "self", "I2": "parent", "I3": "parent", "I4": "grandparent"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5000,
        bytes(range(256)) * 50,
        b"\xff\xfe",
        b"PK\x03\x04 nonsense",
        b"0 HEAD\n0 TRLR\n",
        b"0 HEAD",
        b"{}",
        b"0 @I1@ INDI\n1 NAME A\n",
        b"0 HEAD\n" + b"x" * 2_000_000,
    ],
)
def test_what_is_no_tree_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotReadable) as refused:
        tree_of(data)
    assert str(refused.value).endswith("Nothing was taken from it.")
    assert "\n" not in str(refused.value)


def test_nobody_is_their_own_trap() -> None:
    """Circles: somebody who is their own parent, and two who are each other's."""
    tree = tree_of(
        b"0 HEAD\n0 @A@ INDI\n1 NAME A\n0 @B@ INDI\n1 NAME B\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @A@\n1 CHIL @A@\n"
        b"1 CHIL @B@\n"
        b"0 @G@ FAM\n1 HUSB @B@\n1 CHIL @A@\n1 CHIL @GONE@\n"
    )
    assert kinds_from(tree, "A") == {"A": "self", "B": "parent"}


def test_fifty_thousand_people_are_read_and_related() -> None:
    parts = ["0 HEAD\n1 CHAR UTF-8\n"]
    for number in range(50_000):
        parts.append(f"0 @I{number}@ INDI\n1 NAME Given{number} /Name/\n1 BIRT\n2 DATE {1000 + number % 1000}\n")
        parts.append(f"0 @F{number}@ FAM\n1 HUSB @I{number}@\n1 CHIL @I{number + 1}@\n")
    tree = tree_of("".join(parts).encode())
    assert len(tree.people) == 50_000
    assert kinds_from(tree, "I49999")["I49998"] == "parent"


def test_ids_of_any_letters_point_to_whom_they_name() -> None:
    data = UTF8.replace(b"@I1@", "@_é 1@".encode()).replace(b"@I2@", b"@#2@")
    tree = tree_of(data)
    assert names(tree) == ALL
    assert kinds_from(tree, "_é 1")["#2"] == "parent"


def test_a_name_is_read_as_its_program_writes_it() -> None:
    data = UTF8.replace(b"0 HEAD\n", b"0 HEAD\n1 SOUR MYHERITAGE\n").replace(
        b"/Lee/", b"/Lee/\n2 SURN Lee\n2 _MARNM Miller"
    )
    assert names(tree_of(data))[2] == "Ann Miller"


@pytest.mark.parametrize(
    "much",
    [
        b"1 NOTE x\n" + (b"2 CONC " + b"y" * 900 + b"\n") * 30_000,
        b"1 NAME A /B/\n" * 300_000,
        b"1 BIRT\n" + (b"2 DATE BET " + b"1 JAN 1900 " * 80 + b"\n") * 9_000,
        b"1 BIRT\n" + (b"2 DATE " + b"9" * 5_000 + b"\n2 DATE INT " + b"(" * 900 + b"\n") * 3_000,
        b"1 NAME a " + b"(" * 450 + b" /x/ " + b")" * 400 + b"\n",
        (b"0" + b" " * 99_000 + b"\n") * 50,
        b"".join(b"%d NOTE\n" % level for level in range(1, 100)),
        b"0 @F@ FAM\n" + b"".join(b"1 HUSB @%d@\n1 CHIL @%d@\n" % (n, n) for n in range(50_000)),
    ],
    ids=["joined", "names", "dates", "digits", "brackets", "blanks", "depth", "children"],
)
def test_too_much_of_anything_is_passed_over(much: bytes) -> None:
    tree = tree_of(b"0 HEAD\n1 SOUR MYHERITAGE\n0 @I@ INDI\n1 NAME Zo\n" + much + b"0 @J@ INDI\n1 NAME Jo\n")
    assert names(tree) == ["Zo", "Jo"]
    assert all(len(one.partners) <= 4 and len(one.children) <= 10_000 for one in tree.families)
    assert kinds_from(tree, "I")["I"] == "self"


def test_it_can_be_stopped_and_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"0 HEAD\n" + b"0 @I@ INDI\n" * 10_000
    with pytest.raises(Stopped):
        tree_of(data, lambda: True)
    monkeypatch.setattr(gedcom_lines.Patience.__init__, "__defaults__", (lambda: False, -1.0))
    with pytest.raises(NotReadable, match="too long"):
        tree_of(data)


def test_size_has_a_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(gedcom_lines, "LARGEST", 100)
    with pytest.raises(NotReadable, match="too large"):
        tree_of(UTF8)
    with pytest.raises(NotReadable, match="cannot be read"):
        read_tree(tmp_path / "nowhere.ged")


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("3 MAR 1980", "1980-03-03"),
        ("MAR 1980", "1980-03"),
        ("980", "0980"),
        ("ABT 1901", "1901~"),
        ("EST JUN 1901", "1901-06~"),
        ("BEF 1900", "../1900"),
        ("AFT 12 DEC 1900", "1900-12-12/.."),
        ("BET 1900 AND 1910", "1900/1910"),
        ("FROM 1900 TO 1910", "1900/1910"),
        ("@#DGREGORIAN@ 1 JAN 1900", "1900-01-01"),
        ("INT 1900 (as grandma said)", "1900"),
        ("1699/00", "1699"),
        ("@#DJULIAN@ 1 JAN 1700", None),
        ("@#DHEBREW@ 1 TSH 5700", None),
        ("31 FEB 1900", None),
        ("BET 1910 AND 1900", None),
        ("(before the war)", None),
        ("44 BC", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_dates(said: str, when: str | None) -> None:
    assert when_of(said) == when


def test_taken_people_are_one_edit(tmp_path: Path) -> None:
    with contextlib.closing(begun_document(tmp_path / "a.relmap")) as document:
        before = len(document.all(Person)), len(document.all(Relationship))
        people = [
            Newcomer("I1", "Zoë", "self"),
            Newcomer("I2", "Jürgen", "parent", died="2001~", dead=True),
            Newcomer("I3", "Ann", "parent", born_said="harvest"),
            Newcomer("I4", "Old", "grandparent", dead=True),
        ]
        ids = import_people(document, people, [("I2", "I3"), ("I1", "I2"), ("I2", "I2")], self_key="I1")
        made = [document.need(Person, id) for id in ids]
        assert [(one.name, one.died) for one in made] == [("Jürgen", "2001~"), ("Ann", None), ("Old", "unknown")]
        assert len(document.all(Relationship)) == before[1] + 4
        assert not list(soundness_problems(document))
        assert document.undo()
        assert (len(document.all(Person)), len(document.all(Relationship))) == before
