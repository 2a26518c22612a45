"""Words are found in any script, in order, as the case changes, and never where they are covered."""

from __future__ import annotations

import unicodedata

import pytest

from relmap.edits import fields, lessons, people, removing, things
from relmap.model.base import fields_of
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.read.projection import Projection
from relmap.read.search import Found, Search, folded
from relmap.store.document import Document
from tests.casefiles import empty_document, set_cover
from tests.everykind import one_of_each


def nfd(text: str) -> str:
    """The text in single marks and letters."""
    return unicodedata.normalize("NFD", text)


FOUND = {
    "case": ("My Mother’s KITCHEN", "mother’s kitchen"),
    "german sharp s": ("Auf der Straße", "STRASSE"),
    "german sharp s typed": ("GROSSMUTTER", "großmutter"),
    "umlaut left out": ("Die böse Tür", "bose tur"),
    "turkish capital dotted": ("İstanbul", "istanbul"),
    "turkish dotless": ("Isparta’da ısındım", "ısındım"),
    "turkish dotless itself": ("kız", "kız"),
    "vietnamese composed for decomposed": (nfd("Mẹ của tôi nói nhẹ"), "mẹ của tôi"),
    "vietnamese decomposed for composed": ("Mẹ của tôi nói nhẹ", nfd("nói nhẹ")),
    "vietnamese without marks": ("Nguyễn", "nguyen"),
    "greek final sigma": ("ο πατέρας", "ΠΑΤΈΡΑΣ"),
    "arabic with harakat": ("أَنَا كَثِيرٌ", "كثير"),
    "arabic harakat typed": ("أنا كثير على الناس", "كَثِيرٌ"),
    "hebrew niqqud": ("אִמָּא שָׁתְקָה", "אמא שתקה"),
    "hebrew niqqud typed": ("אמא שתקה", "אִמָּא"),
    "chinese one character": ("我的需要太多了", "需"),
    "chinese two characters": ("我的需要太多了", "太多"),
    "japanese": ("母は黙っていた", "黙って"),
    "thai": ("แม่เงียบ", "เงียบ"),
    "devanagari": ("मेरी ज़रूरतें", "ज़रूरतें"),
    "emoji": ("with 👩🏽‍👧 at sea", "👩🏽‍👧"),
    "emoji heart": ("she said ❤️", "❤"),
    "astral": ("𐐔𐐯𐑅", "𐐼"),
    "html is only text": ("<b>never</b> & me", "<b>NEVER</b> &"),
    "quotation marks and sql": ("100% of 'it'; --", "0% of 'it'; --"),
    "across words": ("one two", "e t"),
    "space round it": ("one two", "  two "),
}

NOT_FOUND = {
    "other word": ("mother", "father"),
    "dotless is not dotted": ("kız", "kiz"),
    "no wildcard": ("100% sure", "1%e"),
    "underscore is a character": ("abc", "a_c"),
    "empty": ("anything", ""),
    "only space": ("any thing", " \t\n"),
    "only marks": ("anything", "\u0301"),
}


@pytest.mark.parametrize(("text", "typed"), FOUND.values(), ids=FOUND)
def test_words_are_found_in_any_script(document: Document, text: str, typed: str) -> None:
    lesson = lessons.add_lesson(document, text)
    people.add_person(document, "Somebody else")
    search = Search(Projection(document, "therapist"))
    (found,) = search.find(typed)
    assert (found.id, found.array, found.field) == (lesson, "lessons", "text")
    assert found.at_start == folded(text).startswith(folded(typed.strip()))


@pytest.mark.parametrize(("text", "typed"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_is_not_there_is_not_found(document: Document, text: str, typed: str) -> None:
    lessons.add_lesson(document, text)
    assert Search(Projection(document, "therapist")).find(typed) == []


def test_what_begins_with_the_words_comes_first_then_people_then_by_order(document: Document) -> None:
    inside = lessons.add_lesson(document, "Too much for Mum")
    note = things.add_note(document, inside, "Mum again")
    lesson = lessons.add_lesson(document, "Mum first")
    mum, other = people.add_person(document, "Mum"), people.add_person(document, "mum’s mum")
    late = people.add_person(document, "Her mum")
    search = Search(Projection(document, "therapist"))
    expected = [mum, other, lesson, note, late, inside]
    assert [found.id for found in search.find("MUM")] == expected
    fields.set_field(document, mum, "note", "changed last")
    assert [found.id for found in search.find("MUM")] == expected
    assert [found.id for found in search.find("mum", limit=3)] == expected[:3]
    assert search.find("changed") == [Found(mum, "people", "note", at_start=True)]


def test_a_search_follows_what_changes(document: Document) -> None:
    search = Search(Projection(document, "therapist"))
    assert search.find("kitchen") == []
    lesson = lessons.add_lesson(document, "In the kitchen")
    assert [found.id for found in search.find("kitchen")] == [lesson]
    fields.set_field(document, lesson, "text", "In the garden")
    assert search.find("kitchen") == []
    assert [found.id for found in search.find("garden")] == [lesson]
    removing.remove(document, [lesson])
    assert search.find("garden") == []
    document.undo()
    assert [found.id for found in search.find("garden")] == [lesson]
    search.close()
    fields.set_field(document, lesson, "text", "nowhere")
    assert search._texts is None


@pytest.mark.parametrize("veil", ["outline", "full"])
def test_what_is_covered_is_not_found_and_found_again_when_uncovered(document: Document, veil: str) -> None:
    search = Search(Projection(document, "therapist"))
    mum = people.add_person(document, "Zugunruhe")
    note = things.add_note(document, mum, "about zugunruhe")
    assert len(search.find("zugunruhe")) == 2
    set_cover(document, mum, veil)
    assert search.find("zugunruhe") == []
    assert Search(Projection(document, "therapist")).find("zugunruhe") == []
    set_cover(document, mum, "none")
    assert {found.id for found in search.find("zugunruhe")} == {mum, note}


def test_a_name_never_to_be_shown_is_found_by_nobody(document: Document) -> None:
    searches = [Search(Projection(document, audience)) for audience in ("therapist", "client", "export")]
    mum = people.add_person(document, "Sam")
    name = people.add_other_name(document, mum, "Zugunruhe")
    assert [len(search.find("zugunruhe")) for search in searches] == [1, 1, 1]
    fields.set_field(document, name, "never_show", True)
    assert [search.find("zugunruhe") for search in searches] == [[], [], []]


def test_every_text_of_every_kind_can_be_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    document = empty_document(tmp_path_factory.mktemp("every") / "every.relmap")
    ids = one_of_each(document, "zugunruhe")
    search = Search(Projection(document, "therapist"))
    with_words = {array for array, cls in KINDS.items() if any(one.form in ("text", "open") for one in fields_of(cls))}
    found = {hit.array: hit.id for hit in search.find("zugunruhe", limit=100)}
    assert found == {array: ids[array] for array in with_words - {"case", "exports"}}
    document.close()


def test_long_texts_are_found_to_their_end(document: Document) -> None:
    lesson = lessons.add_lesson(document, "x" * 99_000 + " the end")
    assert document.need(Lesson, lesson).text is not None
    assert [found.id for found in Search(Projection(document, "therapist")).find("THE END")] == [lesson]
