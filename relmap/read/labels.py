"""What every field of the model is called where a person reads it: plain words, in the client's voice where they fit.

One small table for each kind, named as in the exchange file. The words of the values stand in `choices`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relmap.words import say

Words = Mapping[str, str]


def field_word(array: str, field: str) -> str:
    """The label of a field, by the names of the exchange file. Raises KeyError for a field that is not there."""
    own = _OWN[array]()
    return own[field] if field in own else _shared()[field]


def _shared() -> Words:
    return {
        "id": say("Mark"),
        "author": say("Words of"),
        "told_in": say("Told in"),
        "disputed": say("Not quite"),
        "veil": say("Covered"),
        "veiled_by": say("Covered by"),
    }


def _case() -> Words:
    return {
        "code": say("What the window calls this case"),
        "modality": say("Who comes"),
        "status": say("Where the work stands"),
        "started": say("Began"),
        "ended": say("Ended"),
        "retention_until": say("Keep until"),
        "language": say("Language"),
    }


def _people() -> Words:
    return {
        "name": say("Name"),
        "kind": say("Who they are to me"),
        "seat": say("In the room"),
        "pronouns": say("Pronouns"),
        "born": say("Born"),
        "born_said": say("Born, in my words"),
        "died": say("Died"),
        "died_said": say("Died, in my words"),
        "note": say("About them"),
        "language": say("Language"),
    }


def _names() -> Words:
    return {
        "person": say("Whose name"),
        "text": say("Name"),
        "use": say("What kind of name"),
        "never_show": say("Never show this name"),
    }


def _relationships() -> Words:
    return {
        "a": say("One"),
        "b": say("The other"),
        "label": say("What I call it"),
        "period": say("From when to when"),
        "period_said": say("From when to when, in my words"),
        "state": say("How it stands"),
        "quality": say("How it feels"),
        "who_adapts": say("Who does the adapting"),
        "experienced_by": say("Whose account this is"),
        "note": say("About this relationship"),
    }


def _lessons() -> Words:
    return {
        "text": say("The lesson, as it was said"),
        "language": say("Language"),
        "gloss": say("In other words, translated"),
        "valence": say("What it does to me"),
        "about": say("What it is about"),
        "state": say("Where it stands now"),
        "held_by": say("Whose lesson it is"),
    }


def _taught() -> Words:
    return {
        "lesson": say("Lesson"),
        "relationship": say("Learned with"),
        "how": say("How it was taught"),
        "period": say("When"),
        "period_said": say("When, in my words"),
        "quote": say("What was said"),
    }


def _roles() -> Words:
    return {
        "name": say("What I call this role"),
        "other_pole": say("The other end of it"),
        "state": say("Is it still played?"),
        "held_by": say("Whose role it is"),
    }


def _played() -> Words:
    return {
        "role": say("Role"),
        "relationship": say("Played with"),
        "pressure": say("What staying connected asked of me"),
        "cost": say("What it cost me"),
        "kept_safe": say("What it kept safe"),
        "period": say("When"),
        "period_said": say("When, in my words"),
    }


def _patterns() -> Words:
    return {
        "name": say("What we call this pattern"),
        "wish": say("What I wish for"),
        "expected": say("What I expect of the other"),
        "response_of_other": say("What the other then does"),
        "response_of_self": say("What I then do"),
        "toward_self": say("How I then treat myself"),
        "aftermath": say("How it is afterwards"),
    }


def _episodes() -> Words:
    return {
        "pattern": say("Pattern it shows"),
        "relationship": say("With whom"),
        "happened": say("When it happened"),
        "happened_said": say("When, in my words"),
        "narrative": say("What happened"),
        "wish": say("What I wished for"),
        "response_of_other": say("What the other did"),
        "response_of_self": say("What I did"),
    }


def _life_events() -> Words:
    return {
        "title": say("What happened"),
        "happened": say("When it happened"),
        "happened_said": say("When, in my words"),
        "scope": say("Whose event it is"),
        "what_it_meant": say("What it meant to me"),
    }


def _sessions() -> Words:
    return {
        "number": say("Number"),
        "date": say("Day"),
        "started": say("Began at"),
        "ended": say("Ended at"),
        "medium": say("How we met"),
        "held": say("Did it take place?"),
        "also_present": say("Also there"),
        "opening": say("How it opened"),
        "closing": say("A closing line"),
        "note": say("Note, shared"),
    }


def _moments() -> Words:
    return {
        "session": say("In session"),
        "type": say("What kind of moment"),
        "at": say("At"),
        "noticed_by": say("Noticed by"),
        "text": say("What happened"),
    }


def _ruptures() -> Words:
    return {
        "session": say("In session"),
        "kind": say("What it was like"),
        "moved_by": say("Who moved first"),
        "description": say("What happened"),
        "therapist_part": say("The therapist’s part in it"),
        "state": say("Where it stands"),
        "with": say("With"),
    }


def _repairs() -> Words:
    return {
        "rupture": say("Disruption"),
        "session": say("In session"),
        "what_helped": say("What helped"),
        "by": say("Who made the step"),
        "back_on_track": say("How much back on track?"),
        "clients_word": say("The client said so"),
    }


def _experiences() -> Words:
    return {
        "relationship": say("With whom"),
        "session": say("In session"),
        "happened": say("When it happened"),
        "happened_said": say("When, in my words"),
        "description": say("What was new"),
        "feared": say("What I feared"),
        "happened_instead": say("What happened instead"),
        "stronger": say("Stronger"),
        "more_confident": say("More confident"),
        "more_alive": say("More alive"),
    }


def _ways() -> Words:
    return {"name": say("A way of connecting"), "state": say("How much it is mine")}


def _ratings() -> Words:
    return {
        "subject": say("About"),
        "dimension": say("What was asked"),
        "value": say("0 to 10"),
        "session": say("In session"),
        "rated_by": say("Rated by"),
    }


def _contexts() -> Words:
    return {
        "dimension": say("What it is"),
        "description": say("In my words"),
        "standing": say("What standing it gives"),
        "visible": say("Can others see it?"),
        "voiced": say("Can it be spoken of?"),
        "period": say("When"),
        "period_said": say("When, in my words"),
        "held_by": say("Whose it is"),
    }


def _links() -> Words:
    return {"kind": say("How they belong together"), "from": say("From"), "to": say("To"), "text": say("In words")}


def _notes() -> Words:
    return {"subject": say("About"), "text": say("Note"), "ask_later": say("Ask about it later")}


def _consents() -> Words:
    return {
        "person": say("Who agreed"),
        "scope": say("To what"),
        "given": say("Given on"),
        "withdrawn": say("Taken back on"),
        "words": say("In their words"),
    }


def _exports() -> Words:
    return {
        "at": say("When"),
        "what": say("What left the file"),
        "form": say("In which form"),
        "for_whom": say("For whom"),
        "reduced_identity": say("A reduced-identity copy"),
    }


def _placements() -> Words:
    return {"subject": say("What stands here"), "x": say("Across"), "y": say("Down")}


_OWN: Mapping[str, Callable[[], Words]] = {
    "case": _case,
    "people": _people,
    "names": _names,
    "relationships": _relationships,
    "lessons": _lessons,
    "taught": _taught,
    "roles": _roles,
    "played": _played,
    "patterns": _patterns,
    "episodes": _episodes,
    "life_events": _life_events,
    "sessions": _sessions,
    "moments": _moments,
    "ruptures": _ruptures,
    "repairs": _repairs,
    "experiences": _experiences,
    "ways": _ways,
    "ratings": _ratings,
    "contexts": _contexts,
    "links": _links,
    "notes": _notes,
    "consents": _consents,
    "exports": _exports,
    "placements": _placements,
}
