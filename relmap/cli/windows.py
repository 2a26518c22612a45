"""Commands that show a window: the first one, a case, a new case, the demo; they say so where there is no display."""

from __future__ import annotations

import argparse
import contextlib
import itertools
from pathlib import Path

from relmap.cli.outlets import draw_map
from relmap.cli.terminal import DONE, has_display, passphrase_for, read_passphrase, require_display, require_file, tell
from relmap.resuming import Resume
from relmap.words import say

DEMO_PICTURE = "heron-map.png"


def start(_: argparse.Namespace) -> int:
    """Show the first window."""
    require_display()
    from relmap.app import run_start

    return run_start()


def go_on(resume: Resume, _: argparse.Namespace) -> int:
    """Go on where the process before this one has left off."""
    require_display()
    from relmap.app import run_resumed

    return run_resumed(resume)


def open_window(chosen: argparse.Namespace) -> int:
    """Open a case."""
    require_display()
    require_file(chosen.file)
    passphrase = read_passphrase(chosen.passphrase_file) if chosen.passphrase_file else None
    from relmap.app import run_open

    return run_open(chosen.file, passphrase)


def new_case(chosen: argparse.Namespace) -> int:
    """Make a case, and open it where there is a display."""
    passphrase = passphrase_for(chosen, new=True)
    from relmap.exchange.making import make_case

    make_case(chosen.file, passphrase, chosen.code, couple=chosen.couple)
    if not has_display():
        tell(say("“{name}” was made. There is no display to show it on.", name=chosen.file.name))
        return DONE
    from relmap.app import run_open

    return run_open(chosen.file, passphrase)


def demo(_: argparse.Namespace) -> int:
    """Open the demo; without a display draw its map."""
    if has_display():
        from relmap.app import run_demo

        return run_demo()
    from relmap.exchange.demo import DEMO_PASSPHRASE, demo_file
    from relmap.store.files import open_document

    out = _free_name(Path.cwd() / DEMO_PICTURE)
    with demo_file() as path, contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
        draw_map(document, out, replace=False)
    tell(say("There is no display, so the map of the demo was drawn into “{name}” in this folder.", name=out.name))
    return DONE


def _free_name(path: Path) -> Path:
    names = (path if count == 1 else path.with_stem(f"{path.stem}-{count}") for count in itertools.count(1))
    return next(name for name in names if not name.exists())
