"""The story so far: who mattered and what was learned with them, roles and patterns, what broke, what is new.

Each chapter goes in the order in which things were said. It holds for one session and for eighty, counts nobody up and
says of nothing whether it is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from relmap.analysis.ledger import roles_ledger
from relmap.analysis.patterns import loops, loose_stories
from relmap.analysis.room import Marked, room_thread
from relmap.analysis.threads import is_open
from relmap.model.contexts import Context
from relmap.model.patterns import LifeEvent, Pattern
from relmap.model.roles import Role
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.reports.asking import finished, names_of, names_question
from relmap.reports.blocks import Block, Heading, Report, Words
from relmap.reports.experiences import experience_blocks
from relmap.reports.hours import disruption_blocks, moment_blocks
from relmap.reports.learned import lessons_learned
from relmap.reports.map_words import is_on_the_map
from relmap.reports.mattered import who_mattered
from relmap.reports.naming import Names, told_apart
from relmap.reports.pictures import Charts, map_picture
from relmap.reports.questions import Answers, Given, Question, flag_of
from relmap.reports.repertoire_words import repertoire_blocks
from relmap.reports.telling import case_footer, how_to_read, in_told_order, report, section
from relmap.reports.therapy import closing_lines, therapy_facts
from relmap.reports.things import context_blocks, event_blocks, pattern_blocks, role_blocks, story_blocks
from relmap.words import say


def questions(_source: Source) -> tuple[Question, ...]:
    """With pictures or without, with the closing lines or without, and by which names."""
    return (
        Question("pictures", say("With the map and the charts"), "flag", default=True),
        Question("lines", say("With the closing line of each session"), "flag", default=True),
        names_question(),
    )


def read(source: Source, answers: Answers, given: Given) -> Report:
    """The story so far; a kind page where there is none yet."""
    pictures, lines, names = questions(source)
    called = names_of(answers, names)
    case, source = source, told_apart(source, called)
    title = say("The story so far")
    story = _Story(source, given, called, pictures=flag_of(answers, pictures))
    told = tuple(story.chapters(lines=flag_of(answers, lines)))
    if not told:
        told = (Words(say("The story begins with the first name on the map. It has all the time it needs.")),)
    blocks = (Heading(1, title), how_to_read(source), *therapy_facts(source), *told)
    return finished(case, report(source, title, blocks, footer=case_footer(source, given.today)), called, given)


class _Story:
    """The chapters of one case."""

    def __init__(self, source: Source, given: Given, names: Names, *, pictures: bool) -> None:
        self._source, self._given, self._names = source, given, names
        self._pictures = pictures
        self._charts = Charts(given.noted, names)

    def chapters(self, *, lines: bool) -> Iterator[Block]:
        """All of them, those that are empty left out."""
        source = self._source
        if self._pictures and is_on_the_map(source):
            yield from section(say("The map"), (map_picture(source, self._names),))
        yield from section(say("Who mattered"), who_mattered(source))
        lessons = lessons_learned(source, self._given.noted)
        yield from section(say("What was learned"), (*self._chart("lessons", lessons), *lessons))
        yield from section(say("Roles"), tuple(self._roles()))
        yield from section(say("Patterns and stories"), tuple(self._told_patterns()))
        yield from section(say("Life and times"), tuple(self._life()))
        yield from section(say("What matters around it"), tuple(self._around()))
        disruptions = tuple(self._disruptions())
        yield from section(
            say("Disruptions, and what helped"), (*self._chart("disruptions", disruptions), *disruptions)
        )
        yield from section(say("Here too"), tuple(self._here_too()))
        lived = tuple(self._lived())
        yield from section(say("Something new"), (*lived, *self._chart("felt", lived)))
        ways = repertoire_blocks(source)
        yield from section(say("Ways of connecting"), (*ways, *self._chart("repertoire", ways)))
        if lines:
            yield from section(say("In closing lines"), closing_lines(source))

    def _chart(self, key: str, told: tuple[Block, ...]) -> tuple[Block, ...]:
        return self._charts.of(self._source, key) if self._pictures and told else ()

    def _roles(self) -> Iterator[Block]:
        lines = {line.role: line for line in roles_ledger(self._source)}
        for role in in_told_order(self._source, (row for row in self._source.all(Role) if row.id in lines)):
            yield from role_blocks(self._source, lines[role.id])

    def _told_patterns(self) -> Iterator[Block]:
        found = {loop.pattern: loop for loop in loops(self._source)}
        for pattern in in_told_order(self._source, (row for row in self._source.all(Pattern) if row.id in found)):
            yield from pattern_blocks(self._source, found[pattern.id])
        for story in loose_stories(self._source):
            yield from story_blocks(self._source, story)

    def _life(self) -> Iterator[Block]:
        rows = (row for row in self._source.all(LifeEvent) if row.veil == "none")
        for event in in_told_order(self._source, rows):
            yield from event_blocks(self._source, event)

    def _around(self) -> Iterator[Block]:
        rows = (row for row in self._source.all(Context) if row.veil == "none")
        for context in in_told_order(self._source, rows):
            yield from context_blocks(self._source, context)

    def _disruptions(self) -> Iterator[Block]:
        for one in room_thread(self._source).disruptions:
            yield from disruption_blocks(self._source, one)

    def _here_too(self) -> Iterator[Block]:
        """Moments in which something old was there again, each with its session."""
        for hour in room_thread(self._source).hours:
            for moment in hour.moments:
                if _is_here_too(moment):
                    yield from moment_blocks(self._source, moment, session=hour.session)

    def _lived(self) -> Iterator[Block]:
        rows = (row for row in self._source.all(NewExperience) if row.veil == "none")
        for lived in in_told_order(self._source, (row for row in rows if is_open(self._source, row.relationship))):
            yield from experience_blocks(self._source, lived)


def _is_here_too(moment: Marked) -> bool:
    return bool(moment.again) or moment.type == "here_too"
