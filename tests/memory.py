"""Looks for words in all of the memory of another process, as whoever holds the computer could. Linux, as root."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

READABLE = sys.platform == "linux" and hasattr(os, "geteuid") and os.geteuid() == 0
_STEP = 1 << 22
_FORMS = ("utf-8", "utf-16-le", "utf-32-le")
"""As files and Python hold most words, as Qt holds all of them, and as Python holds those with rare letters."""


def found_in(pid: int, words: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the memory of a process, in any of the forms."""
    forms = {word: [word.encode(form) for form in _FORMS] for word in words}
    longest = max(len(form) for several in forms.values() for form in several)
    counts = dict.fromkeys(forms, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            kept = b""
            for at in range(start, end, _STEP):
                piece = kept + _read(memory.fileno(), at, min(_STEP, end - at))
                for word, several in forms.items():
                    counts[word] += sum(piece.count(form) for form in several)
                kept = piece[-(longest - 1) :]
                for word, several in forms.items():  # what is kept is looked at once more with the next piece
                    counts[word] -= sum(kept.count(form) for form in several)
            for word, several in forms.items():
                counts[word] += sum(kept.count(form) for form in several)
    return counts


def files_of(pid: int) -> list[str]:
    """Where the open files of a process lead."""
    return [str(link.readlink()) for link in sorted(Path(f"/proc/{pid}/fd").iterdir())]


def _regions(pid: int) -> list[tuple[int, int]]:
    """All that can be read and was ever written to; pages of a program's files as they lie on the disk are left out."""
    found = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights, *rest = line.split(maxsplit=5)
        path = rest[3] if len(rest) > 3 else ""
        as_on_disk = "w" not in rights and path.startswith(("/usr/", "/lib", sys.prefix, sys.base_prefix))
        if rights.startswith("r") and not as_on_disk and not path.startswith(("[vvar", "[vsyscall")):
            start, end = (int(part, 16) for part in span.split("-"))
            found.append((start, end))
    return found


def _read(memory: int, at: int, size: int) -> bytes:
    try:
        return os.pread(memory, size, at)
    except OSError:  # a page that is promised and not there
        return b""
