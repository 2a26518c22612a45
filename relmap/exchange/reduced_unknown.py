"""Words of a case that nobody has named but that are written like names: of places, streets, firms, other people.

Nothing is known of them, so they are only offered to be looked for as well. They are told by a large letter inside a
sentence; scripts without large letters have none.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from relmap.read.name_letters import fold_words
from relmap.read.names_in_text import Hit

MOST = 60
_LOOKED_BACK = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDING = re.compile(r"['’]\w?$")


def written_like_names(texts: Iterable[tuple[str, Sequence[Hit]]]) -> tuple[str, ...]:
    """Such words in texts that come with what is listed of them, those met most often first, at most 60.

    None that is listed already, and none that is also written small.
    """
    large: Counter[str] = Counter()
    small: set[str] = set()
    for text, hits in texts:
        starts = [hit.start for hit in hits]
        for match in _WORD.finditer(text):
            word = _ENDING.sub("", match[0])
            if word[:1].islower():
                small.add(fold_words(word))
            elif _is_written_large(text, word, match.start()) and not _is_within(hits, starts, match.span()):
                large[word] += 1
    return tuple(word for word, _ in large.most_common() if fold_words(word) not in small)[:MOST]


def _is_written_large(text: str, word: str, start: int) -> bool:
    """Whether a word is written large though no sentence begins with it."""
    before = text[max(0, start - _LOOKED_BACK) : start].rstrip(" \t")
    inside = bool(before) and (before[-1].isalnum() or before[-1] in ",;")
    return inside and len(word) > 1 and word[0].isupper()


def _is_within(hits: Sequence[Hit], starts: Sequence[int], place: tuple[int, int]) -> bool:
    nearest = bisect.bisect_left(starts, place[1]) - 1  # of hits in order, none inside another
    return nearest >= 0 and place[0] < hits[nearest].end
