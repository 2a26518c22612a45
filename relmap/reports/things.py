"""Roles, patterns, stories, events and contexts on paper, each in its own words and with whom it is known from.

No thing is weighed against another. A role is told with what it kept safe as plainly as with what it cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from relmap.analysis.ledger import RoleLine, RolePlayed
from relmap.analysis.patterns import Loop, Told
from relmap.model.contexts import Context
from relmap.model.links import Link
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.roles import Role
from relmap.model.source import Source
from relmap.read.choices import value_word
from relmap.read.labels import field_word
from relmap.read.sentences import listed
from relmap.read.whens import when_words
from relmap.reports.blocks import Block, Facts, Words
from relmap.reports.lines import links_from, matter_words, subject_words
from relmap.reports.telling import (
    facts_line,
    has_words,
    held_words,
    session_title,
    spoken,
    spoken_or,
    tie_words,
    whose,
)
from relmap.words import say

# roles


def role_blocks(source: Source, line: RoleLine) -> Iterator[Block]:
    """A role, its other end, and what it asked, cost and kept safe in each tie."""
    role = source.need(Role, line.role)
    yield from spoken_or(
        role,
        role.name,
        lambda: say("A role that has no name yet."),
        also=(
            say("the other end of it: {other}", other=role.other_pole) if has_words(role.other_pole) else "",
            value_word("state", line.state, "roles"),
            held_words(source, role.held_by),
        ),
    )
    for one in line.ties:
        yield from played_blocks(source, one)


def played_blocks(source: Source, one: RolePlayed) -> Iterator[Block]:
    """A role in one tie."""
    facts = (
        (say("With"), tie_words(source, one.relationship)),
        (say("When"), when_words(one.period, one.period_said)),
        (say("What staying connected asked"), one.pressure),
        (say("What it cost"), one.cost),
        (say("What it kept safe"), one.kept_safe),
    )
    yield Facts(tuple((label, text) for label, text in facts if has_words(text) and text is not None))
    row = source.get(one.id)
    if row is not None and (told := whose(row)):
        yield Words(facts_line((told,)), small=True)


# patterns and stories


def pattern_blocks(source: Source, loop: Loop) -> Iterator[Block]:
    """A pattern as it goes round, whom it is seen with, when it was here, and the stories that show it."""
    row = source.need(Pattern, loop.pattern)
    also = (say("only seen here so far") if loop.only_here else "",)
    yield from spoken_or(row, row.name, lambda: say("A pattern that has no name yet."), also=also)
    facts = [(field_word("patterns", step), text) for step, text in loop.steps if text is not None and has_words(text)]
    if loop.seen_with:
        facts.append((say("Seen with"), listed([tie_words(source, tie) for tie in loop.seen_with])))
    if loop.here:
        facts.append((say("Here too"), listed([session_title(source, session) for session in loop.here])))
    if facts:
        yield Facts(tuple(facts))
    for story in loop.stories:
        yield from story_blocks(source, story)


def story_blocks(source: Source, story: Told) -> Iterator[Block]:
    """One told story, with whom and when it was lived."""
    row = source.need(Episode, story.episode)
    also = (tie_words(source, story.relationship), when_words(story.happened, story.happened_said))
    yield from spoken_or(row, story.narrative, lambda: say("A story that has no words yet."), also=also)
    steps = (
        (say("What I wished for"), row.wish),
        (say("What the other did"), row.response_of_other),
        (say("What I did"), row.response_of_self),
    )
    rows = tuple((label, text) for label, text in steps if text is not None and has_words(text))
    if rows:
        yield Facts(rows)


# life, and what matters around it


def event_blocks(source: Source, event: LifeEvent) -> Iterator[Block]:
    """A life event, whose it was, and what it meant."""
    when = when_words(event.happened, event.happened_said)
    scope = value_word("scope", event.scope, "life_events")
    yield from spoken_or(event, event.title, lambda: say("A life event that has no words yet."), also=(when, scope))
    if has_words(event.what_it_meant):
        yield from spoken(event, event.what_it_meant or "", also=(say("what it meant"),))
    made = [_made(source, link) for link in links_from(source, event.id, "made_of")]
    if made:
        yield Facts(((say("What I made of it"), "; ".join(made)),))


def _made(source: Source, link: Link) -> str:
    what = subject_words(source, link.to)
    return say("{what}: {words}", what=what, words=link.text) if link.text else what


def context_blocks(source: Source, context: Context) -> Iterator[Block]:
    """Something social or historical, the standing it gives, and for what it matters."""
    matters = [matter_words(source, link.to) for link in links_from(source, context.id, "about")]
    also = (
        value_word("dimension", context.dimension, "contexts"),
        value_word("standing", context.standing, "contexts") if context.standing else "",
        _holder(context),
        when_words(context.period, context.period_said),
        say("matters for {what}", what=listed(matters)) if matters else "",
    )
    if has_words(context.description):
        yield from spoken(context, context.description or "", also=also)
    else:
        yield Words(facts_line((*also, whose(context))))


def _holder(context: Context) -> str:
    if context.held_by == "client":
        return ""
    return say("of {who}", who=value_word("held_by", context.held_by, "contexts"))
