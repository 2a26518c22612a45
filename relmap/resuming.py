"""From one process image to the next: what a locked case needs to come back to where it was, and the change itself.

Whatever a program has read stays in its memory until the memory goes, so locking replaces the process: the program is
executed anew in its place. What is handed over is a place and some ids, never a word. The environment carries it; it
is taken out there at once, and anything in it that does not fit is as good as nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

NAME = "RELMAP_RESUME"
LONGEST = 60_000
"""Characters of the variable; Linux takes 131,072 bytes."""
MOST_CHOSEN = 300
_LONGEST_ID = 100
_LONGEST_PATH = 4096
_FARTHEST = 1e7
_DESCRIPTORS = 4096

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Resume:
    """Where to go on: the start, or a locked case. `area` is the part of the map in sight, None all of it.

    `beside`: the client's window is open; `opening`: the opening map is.
    `folder` is where the file dialog was; `demo` says that the file is the demo's, and goes in the end.
    """

    path: str = ""
    area: Area | None = None
    chosen: tuple[str, ...] = ()
    page: str = ""
    beside: bool = False
    opening: bool = False
    demo: bool = False
    folder: str = ""


def take_over() -> Resume | None:
    """What the process before this one has left, once; None where there was none, or it does not fit."""
    text = os.environ.pop(NAME, "")
    if not text or len(text) > LONGEST:
        return None
    try:
        read = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return _fitting(read) if isinstance(read, dict) else None


def replace_process(resume: Resume) -> NoReturn:
    """Execute this program anew in place of this process. Ends the process where that cannot be done."""
    environment = {**os.environ, NAME: _text(resume)}
    if getattr(sys, "frozen", False):
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # or a packed program takes itself for its own child
    command = _command()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    if sys.platform == "win32":
        subprocess.Popen(command, env=environment, close_fds=True)  # noqa: S603  # the very program that runs
        os._exit(0)
    _close_at_exec()
    try:
        os.execve(command[0], command, environment)  # noqa: S606  # the very program that runs
    except OSError:
        os._exit(0)  # the file of the program is gone: what was asked for is that nothing stays in memory


def _command() -> list[str]:
    """How this process was started, with the same options of the interpreter, without what it was asked to do."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    given = max(len(sys.argv) - 1, 0)
    return [sys.executable, *sys.orig_argv[1 : len(sys.orig_argv) - given]]


def _close_at_exec() -> None:
    """Hand on no file but the three streams."""
    for descriptor in range(3, _DESCRIPTORS):
        with contextlib.suppress(OSError):
            os.set_inheritable(descriptor, False)


def _text(resume: Resume) -> str:
    text = json.dumps(dataclasses.asdict(resume))
    if len(text) > LONGEST:
        return _text(dataclasses.replace(resume, chosen=()))
    return text


def _fitting(read: dict[str, Any]) -> Resume | None:
    looks = {
        "path": _is_path,
        "area": lambda value: value is None or _is_area(value),
        "chosen": _are_ids,
        "page": _is_short,
        "beside": _is_flag,
        "opening": _is_flag,
        "demo": _is_flag,
        "folder": _is_path,
    }
    if set(read) != set(looks) or not all(fits(read[name]) for name, fits in looks.items()):
        return None
    area = None if read["area"] is None else tuple(read["area"])
    return Resume(**{**read, "area": area, "chosen": tuple(read["chosen"])})


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_ID


def _are_ids(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_CHOSEN and all(_is_short(one) for one in value)


def _is_path(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST_PATH or "\0" in value:
        return False
    return not value or Path(value).is_absolute()


def _is_area(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 4:  # x, y, width, height
        return False
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in value)
    return numbers and all(math.isfinite(one) and abs(one) <= _FARTHEST for one in value) and min(value[2:]) > 0


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
