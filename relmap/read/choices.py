"""What every value of a closed list, and every suggestion of an open one, is called where a person reads it.

Kind and plain: nothing here grades anybody. A text that a person typed into an open list is given back as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relmap.words import say

Words = Mapping[str, str]


def value_word(field: str, value: str, array: str | None = None) -> str:
    """The words for a stored value, in lower case; `array` tells fields of one name apart.

    A value that stands in no list is given back as it was typed.
    """
    if array is not None and (exact := _TABLES.get(f"{array}.{field}")) is not None:
        return exact().get(value, value)
    for name, table in _TABLES.items():
        if name.rpartition(".")[2] == field and value in (words := table()):
            return words[value]
    return value


def _author() -> Words:
    return {
        "client": say("the client"),
        "therapist": say("the therapist"),
        "both": say("both"),
        "other": say("somebody else"),
    }


def _moved_by() -> Words:
    return {**_author(), "outside": say("something from outside")}


def _veil() -> Words:
    return {
        "none": say("not covered"),
        "outline": say("covered, an empty outline stays"),
        "full": say("covered wholly"),
    }


def _modality() -> Words:
    return {"individual": say("one person"), "couple": say("a couple"), "family": say("a family")}


def _status() -> Words:
    return {
        "open": say("under way"),
        "paused": say("paused"),
        "ending": say("coming to an end"),
        "closed": say("ended together"),
        "ended_by_client": say("ended by the client"),
        "transferred": say("continued with somebody else"),
    }


def _person_kinds() -> Words:
    return {
        "parent": say("parent"),
        "sibling": say("sibling"),
        "partner": say("partner"),
        "ex-partner": say("ex-partner"),
        "child": say("child"),
        "grandparent": say("grandparent"),
        "relative": say("relative"),
        "friend": say("friend"),
        "teacher": say("teacher"),
        "colleague": say("colleague"),
        "boss": say("boss"),
        "mentor": say("mentor"),
        "neighbour": say("neighbour"),
        "therapist": say("therapist"),
        "self": say("myself"),
        "group": say("group"),
        "institution": say("institution"),
        "community": say("community"),
        "place": say("place"),
        "faith": say("faith"),
        "animal": say("animal"),
        "ancestor": say("ancestor"),
        "public figure": say("public figure"),
        "part of me": say("part of me"),
        "unknown": say("not said yet"),
    }


def _seat() -> Words:
    return {
        "none": say("not in the room"),
        "client": say("the client"),
        "therapist": say("the therapist"),
        "co_therapist": say("a second therapist"),
        "interpreter": say("an interpreter"),
        "guest": say("a guest"),
    }


def _use() -> Words:
    return {
        "given": say("given name"),
        "nickname": say("nickname"),
        "code": say("name for this case"),
        "former": say("former name"),
    }


def _tie_state() -> Words:
    return {
        "ongoing": say("goes on"),
        "ended": say("ended"),
        "intermittent": say("comes and goes"),
        "lost": say("lost"),
        "continues_after_death": say("goes on after death"),
        "not_started": say("not begun"),
    }


def _quality() -> Words:
    return {
        "warm": say("warm"),
        "steady": say("steady"),
        "distant": say("distant"),
        "strained": say("strained"),
        "broken": say("broken"),
        "mended": say("mended"),
    }


def _who_adapts() -> Words:
    return {
        "client": say("I do"),
        "other": say("the other does"),
        "both": say("both of us"),
        "neither": say("neither of us"),
        "not_sure": say("not sure"),
    }


def _valence() -> Words:
    return {"diminishing": say("diminishing"), "affirming": say("affirming"), "mixed": say("mixed")}


def _about() -> Words:
    return {"self": say("myself"), "others": say("other people"), "world": say("the world")}


def _lesson_state() -> Words:
    return {
        "live": say("live"),
        "questioned": say("questioned"),
        "loosening": say("loosening"),
        "resting": say("resting"),
    }


def _how() -> Words:
    return {
        "said": say("it was said"),
        "shown": say("it was shown"),
        "rewarded": say("it was rewarded"),
        "punished": say("the opposite was punished"),
        "silence": say("through silence"),
        "rule": say("it was a rule"),
        "not_sure": say("not sure"),
    }


def _role_state() -> Words:
    return {"still_played": say("still played"), "sometimes": say("sometimes"), "set_down": say("set down")}


def _scope() -> Words:
    return {
        "personal": say("my own"),
        "family": say("the family’s"),
        "historical": say("of a whole time or people"),
    }


def _medium() -> Words:
    return {
        "room": say("in the room"),
        "video": say("by video"),
        "phone": say("by phone"),
        "outdoors": say("outdoors"),
    }


def _held() -> Words:
    return {
        "held": say("yes"),
        "cancelled": say("cancelled"),
        "no_show": say("the client did not come"),
        "hour_kept": say("the hour was kept open"),
    }


def _type() -> Words:
    return {
        "heard": say("felt heard"),
        "here_too": say("here too"),
        "context_raised": say("context was raised"),
        "that_was_off": say("that was off"),
        "gift": say("a gift"),
        "silence": say("a silence"),
        "other": say("a moment"),
    }


def _rupture_kind() -> Words:
    return {
        "withdrawal": say("withdrawal"),
        "confrontation": say("confrontation"),
        "mixed": say("both of these"),
        "unsure": say("not sure"),
    }


def _rupture_state() -> Words:
    return {
        "open": say("open"),
        "being_mended": say("being mended"),
        "back_on_track": say("back on track"),
        "left_open": say("left open"),
        "ended_the_therapy": say("it ended the therapy"),
    }


def _way_state() -> Words:
    return {"imagined": say("imagined"), "tried": say("tried"), "mine": say("mine")}


def _rating_dimensions() -> Words:
    return {
        "true_today": say("how true it feels today"),
        "closeness": say("closeness"),
        "mutuality": say("mutuality"),
        "heard": say("feeling heard"),
        "confidence": say("confidence"),
        "well_being": say("well-being"),
    }


def _context_dimensions() -> Words:
    return {
        "race": say("race"),
        "ethnicity": say("ethnicity"),
        "class": say("class"),
        "culture": say("culture"),
        "gender": say("gender"),
        "sexuality": say("sexuality"),
        "religion": say("religion"),
        "age": say("age"),
        "ability": say("ability"),
        "body": say("body"),
        "language": say("language"),
        "migration": say("migration"),
        "money": say("money"),
        "education": say("education"),
        "rank": say("rank"),
        "history": say("history"),
    }


def _standing() -> Words:
    return {
        "more_power": say("more power"),
        "less_power": say("less power"),
        "mixed": say("mixed"),
        "not_sure": say("not sure"),
    }


def _consent_scope() -> Words:
    return {
        "record": say("keeping this record"),
        "take_home": say("taking pages home"),
        "supervision": say("speaking of it in supervision"),
        "partner_attends": say("a partner being there"),
        "recording": say("recording the sessions"),
        "no_secrets": say("keeping no secrets from each other"),
    }


def link_words() -> Words:
    """What each kind of link reads as, from its beginning to its end."""
    return {
        "counters": say("speaks against"),
        "supports": say("speaks for"),
        "instead": say("a truer lesson"),
        "asks_for": say("the role it asks for"),
        "shown_with": say("seen with"),
        "involves": say("part of"),
        "re_enacts": say("an old pattern, here"),
        "here_too": say("here too"),
        "uses": say("a way of connecting, tried"),
        "about": say("matters for"),
        "made_of": say("what I made of it"),
    }


_TABLES: Mapping[str, Callable[[], Words]] = {
    "author": _author,
    "veil": _veil,
    "case.modality": _modality,
    "case.status": _status,
    "people.kind": _person_kinds,
    "people.seat": _seat,
    "names.use": _use,
    "relationships.state": _tie_state,
    "relationships.quality": _quality,
    "relationships.who_adapts": _who_adapts,
    "lessons.valence": _valence,
    "lessons.about": _about,
    "lessons.state": _lesson_state,
    "taught.how": _how,
    "roles.state": _role_state,
    "life_events.scope": _scope,
    "sessions.medium": _medium,
    "sessions.held": _held,
    "moments.type": _type,
    "moments.noticed_by": _author,
    "ruptures.kind": _rupture_kind,
    "ruptures.moved_by": _moved_by,
    "ruptures.state": _rupture_state,
    "repairs.by": _author,
    "ways.state": _way_state,
    "ratings.dimension": _rating_dimensions,
    "contexts.dimension": _context_dimensions,
    "contexts.standing": _standing,
    "contexts.held_by": _author,
    "consents.scope": _consent_scope,
    "links.kind": link_words,
}
