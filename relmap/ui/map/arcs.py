"""The two dates of what is here too: the session it was in, and how far back the old thing goes, in words.

Both stand at the arc when it is chosen or pointed at, and always in what is said of it aloud.
"""

from __future__ import annotations

from relmap.analysis.oldtimes import old_time
from relmap.analysis.room_words import session_words
from relmap.model.links import Link
from relmap.model.therapy import Moment, Rupture
from relmap.read.titles import quoted
from relmap.ui.map.sight import Sight
from relmap.ui.texts import capital, date_words


def arc_dates(sight: Sight, link: Link) -> tuple[str, ...]:
    """When it was here, and when it was then, where that is known."""
    here, old = sight.get(link.from_), old_time(sight.source, link.to)
    dates = []
    if isinstance(here, Moment | Rupture) and here.veil == "none" and sight.get(here.session) is not None:
        dates.append(capital(session_words(sight.source, here.session)))
    if old is not None:
        dates.append(date_words(old.when) if old.when else quoted(old.said or ""))
    return tuple(dates)
