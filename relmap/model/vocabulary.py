"""The closed and open lists of the model, named in the field's own terms.

A closed list is a `Literal`: the value itself is stored, so a file stays readable without this program. An open list
is only a suggestion; any other text is as good.
"""

from __future__ import annotations

from typing import Literal

Author = Literal["client", "therapist", "both", "other"]
Veil = Literal["none", "outline", "full"]

Modality = Literal["individual", "couple", "family"]
CaseStatus = Literal["open", "paused", "ending", "closed", "ended_by_client", "transferred"]

Seat = Literal["none", "client", "therapist", "co_therapist", "interpreter", "guest"]
NameUse = Literal["given", "nickname", "code", "former"]

TieState = Literal["ongoing", "ended", "intermittent", "lost", "continues_after_death", "not_started"]
Quality = Literal["warm", "steady", "distant", "strained", "broken", "mended"]
WhoAdapts = Literal["client", "other", "both", "neither", "not_sure"]

Valence = Literal["diminishing", "affirming", "mixed"]
AboutWhom = Literal["self", "others", "world"]
LessonState = Literal["live", "questioned", "loosening", "resting"]
HowTaught = Literal["said", "shown", "rewarded", "punished", "silence", "rule", "not_sure"]

RoleState = Literal["still_played", "sometimes", "set_down"]

Scope = Literal["personal", "family", "historical"]

Medium = Literal["room", "video", "phone", "outdoors"]
Held = Literal["held", "cancelled", "no_show", "hour_kept"]
MomentType = Literal["heard", "here_too", "context_raised", "that_was_off", "gift", "silence", "other"]
WhoOfTwo = Literal["client", "therapist", "both"]
RuptureKind = Literal["withdrawal", "confrontation", "mixed", "unsure"]
MovedBy = Literal["client", "therapist", "both", "outside"]
RuptureState = Literal["open", "being_mended", "back_on_track", "left_open", "ended_the_therapy"]
WayState = Literal["imagined", "tried", "mine"]

Standing = Literal["more_power", "less_power", "mixed", "not_sure"]
ConsentScope = Literal["record", "take_home", "supervision", "partner_attends", "recording", "no_secrets"]

LinkKind = Literal[
    "counters",
    "supports",
    "instead",
    "asks_for",
    "shown_with",
    "involves",
    "re_enacts",
    "here_too",
    "uses",
    "about",
    "made_of",
]

PERSON_KINDS = (
    "parent",
    "sibling",
    "partner",
    "ex-partner",
    "child",
    "grandparent",
    "relative",
    "friend",
    "teacher",
    "colleague",
    "boss",
    "mentor",
    "neighbour",
    "therapist",
    "self",
    "group",
    "institution",
    "community",
    "place",
    "faith",
    "animal",
    "ancestor",
    "public figure",
    "part of me",
    "unknown",
)
PLACE_KINDS = frozenset({"group", "institution", "community", "place", "faith"})
RATING_DIMENSIONS = ("true_today", "closeness", "mutuality", "heard", "confidence", "well_being")
CONTEXT_DIMENSIONS = (
    "race",
    "ethnicity",
    "class",
    "culture",
    "gender",
    "sexuality",
    "religion",
    "age",
    "ability",
    "body",
    "language",
    "migration",
    "money",
    "education",
    "rank",
    "history",
)

SECTORS = {
    **dict.fromkeys(("parent", "sibling", "child", "grandparent", "relative", "ancestor"), "family"),
    **dict.fromkeys(("partner", "ex-partner", "friend", "neighbour", "animal"), "friends"),
    **dict.fromkeys(("colleague", "boss"), "work"),
    **dict.fromkeys(("teacher", "mentor"), "school"),
    "faith": "faith",
    "therapist": "here",
}
"""Kind of person → the sector of life it belongs to, where the kind alone tells."""
