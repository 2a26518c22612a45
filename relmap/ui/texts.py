"""The one door to the words for what is in a case: kinds, fields, values, links, verbs, titles and dates.

Everything goes through `say`, so it can be translated. Labels, values, titles and dates have modules of their own;
kinds and verbs stand here. Nothing here writes, and nothing here knows a widget.
"""

from __future__ import annotations

from collections.abc import Mapping

from relmap.read.choices import link_words, value_word
from relmap.read.labels import field_word
from relmap.read.titles import capital, one_line, other_end, partner_title, quoted, things_named, title_of
from relmap.read.whens import date_words, read_when, when_words
from relmap.words import say, say_n

__all__ = [
    "capital",
    "count_word",
    "date_words",
    "field_word",
    "kind_word",
    "link_word",
    "one_line",
    "other_end",
    "partner_title",
    "quoted",
    "rating_question",
    "read_when",
    "things_named",
    "title_of",
    "value_word",
    "verb_word",
    "when_words",
]


def kind_word(array: str, *, many: bool = False) -> str:
    """What a kind is called, in lower case: `lesson`, or `lessons`. Raises KeyError for no kind."""
    return _kinds(2 if many else 1)[array]


def count_word(array: str, n: int) -> str:
    """How many of a kind: `3 lessons`."""
    return say("{n} {kind}", n=n, kind=_kinds(n)[array])


def link_word(kind: str) -> str:
    """What a link reads as, from its beginning to its end: `speaks against`."""
    return link_words()[kind]


def verb_word(verb: str) -> str:
    """What an edit did, to follow "Undo": `adding a person`."""
    return _verbs().get(verb) or say("the last change")


def rating_question(dimension: str) -> str:
    """The question behind a rating; a dimension of one's own is its own question."""
    return _questions().get(dimension, dimension)


def _kinds(n: int) -> Mapping[str, str]:
    return {**_kinds_of_life(n), **_kinds_of_therapy(n)}


def _kinds_of_life(n: int) -> Mapping[str, str]:
    return {
        "case": say_n("case", "cases", n),
        "people": say_n("person", "people", n),
        "names": say_n("other name", "other names", n),
        "relationships": say_n("relationship", "relationships", n),
        "lessons": say_n("lesson", "lessons", n),
        "taught": say_n("way it was taught", "ways it was taught", n),
        "roles": say_n("role", "roles", n),
        "played": say_n("role played", "roles played", n),
        "patterns": say_n("pattern", "patterns", n),
        "episodes": say_n("episode", "episodes", n),
        "life_events": say_n("life event", "life events", n),
        "contexts": say_n("context", "contexts", n),
    }


def _kinds_of_therapy(n: int) -> Mapping[str, str]:
    return {
        "sessions": say_n("session", "sessions", n),
        "moments": say_n("moment", "moments", n),
        "ruptures": say_n("disruption", "disruptions", n),
        "repairs": say_n("repair", "repairs", n),
        "experiences": say_n("new experience", "new experiences", n),
        "ways": say_n("way of connecting", "ways of connecting", n),
        "ratings": say_n("rating", "ratings", n),
        "links": say_n("link", "links", n),
        "notes": say_n("note", "notes", n),
        "consents": say_n("agreement", "agreements", n),
        "exports": say_n("export", "exports", n),
        "placements": say_n("place on the map", "places on the map", n),
    }


def _verbs() -> Mapping[str, str]:
    return {
        **_verbs_of_therapy(),
        "agree": say("writing down an agreement"),
        "withdraw": say("withdrawing an agreement"),
        "cover": say("covering something"),
        "uncover": say("uncovering something"),
        "take_back_cover": say("taking back a slip"),
        "begin_case": say("beginning the case"),
        "record_export": say("writing down what has left the case"),
        "import_people": say("taking people from a family tree"),
        "import_case": say("importing a case"),
        "add_person": say("adding a person"),
        "add_tie": say("adding a relationship"),
        "add_other_name": say("adding a name"),
        "add_lesson": say("adding a lesson"),
        "teach": say("saying who taught a lesson"),
        "set_valence": say("changing what a lesson does"),
        "add_role": say("adding a role"),
        "play": say("saying where a role was played"),
        "add_pattern": say("adding a pattern"),
        "add_episode": say("adding a told story"),
        "add_experience": say("adding a new experience"),
        "add_life_event": say("adding a life event"),
        "add_context": say("adding a context"),
        "add_way": say("adding a way of connecting"),
        "add_note": say("adding a note"),
        "ask_later": say("marking something to ask later"),
        "settle": say("settling what was to be asked"),
        "link": say("linking"),
        "move": say("moving"),
        "arrange": say("arranging"),
        "rate": say("rating"),
        "change_words": say("changing words"),
        "change": say("a change"),
        "let_go": say("letting go of what was tied"),
        "live_in": say("saying whom something new was lived with"),
        "remove": say("removing"),
        "erase": say("erasing"),
    }


def _verbs_of_therapy() -> Mapping[str, str]:
    return {
        "begin_session": say("beginning a session"),
        "end_session": say("ending a session"),
        "note_session": say("writing down a session"),
        "mark_here_too": say("marking “here too”"),
        "mark_heard": say("marking “I felt heard”"),
        "mark_off": say("marking “that was off”"),
        "mark_disruption": say("marking a disruption"),
        "mark_repair": say("marking what may be back on track"),
        "mark_new": say("marking something new"),
        "here_too": say("saying what is here too"),
        "add_repair": say("adding what helped"),
        "hear_word": say("hearing the client’s word"),
        "leave_open": say("leaving a disruption open"),
        "end_therapy": say("saying that it ended the therapy"),
        "open_again": say("opening a disruption again"),
    }


def _questions() -> Mapping[str, str]:
    return {
        "true_today": say("How true does it feel today?"),
        "closeness": say("How close are you today?"),
        "mutuality": say("How much do you both give and take?"),
        "heard": say("How much did you feel heard?"),
        "confidence": say("How confident do you feel today?"),
        "well_being": say("How are you today?"),
    }
