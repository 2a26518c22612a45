"""All kinds, in the order of the exchange file. Importing this module maps every class."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.links import Link
from relmap.model.notes import Consent, ExportRecord, Note
from relmap.model.patterns import Episode, LifeEvent, Pattern
from relmap.model.people import Case, OtherName, Person, Relationship
from relmap.model.placement import Placement
from relmap.model.roles import Played, Role
from relmap.model.therapy import (
    Moment,
    NewExperience,
    Rating,
    Repair,
    Rupture,
    Session,
    WayOfConnecting,
)

KINDS: Mapping[str, type[Entity]] = {
    cls.__tablename__: cls
    for cls in (
        Case,
        Person,
        OtherName,
        Relationship,
        Lesson,
        Taught,
        Role,
        Played,
        Pattern,
        Episode,
        LifeEvent,
        Session,
        Moment,
        Rupture,
        Repair,
        NewExperience,
        WayOfConnecting,
        Rating,
        Context,
        Link,
        Note,
        Consent,
        ExportRecord,
        Placement,
    )
}
