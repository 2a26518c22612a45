"""The command line: reads what was asked, asks for the passphrase, and says what became of it in plain sentences.

Each command loads only what it needs, so that starting stays fast and no display is needed where nothing is shown.
Exit status: 0 done, 1 the case file has a problem, 2 wrong usage or input that cannot be used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeAlias

from relmap import __version__
from relmap.cli.files import check, erase, import_file
from relmap.cli.outlets import export
from relmap.cli.pages import add_arguments, report
from relmap.cli.reducing import add_arguments as add_reducing
from relmap.cli.reducing import reduce
from relmap.cli.terminal import DONE, INTERRUPTED, PROBLEM, UNUSABLE, add_case, say_error, silence, speak_anywhere
from relmap.cli.windows import demo, go_on, new_case, open_window, start
from relmap.resuming import Resume
from relmap.words import Trouble, say

Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def run(arguments: Sequence[str], resume: Resume | None = None) -> int:
    """Do what the arguments ask; the exit status. Wrong usage raises SystemExit.

    Without arguments it goes on with `resume`, where the process before this one has left that.
    """
    speak_anywhere()
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    if resume is not None and not arguments:
        command = partial(go_on, resume)
    try:
        return command(chosen)
    except Trouble as trouble:
        return _complain(trouble)
    except KeyboardInterrupt:
        say_error(say("Stopped."))
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return DONE


# what can be asked


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, without the usage lines."""
        say_error(say("{message}. See {program} --help.", message=message, program=self.prog))
        raise SystemExit(UNUSABLE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="relmap",
        allow_abbrev=False,
        description=say("A map of the relationships that mattered. Without a command the start screen opens."),
        epilog=say("Exit status: 0 done, 1 the case file has a problem, 2 wrong usage or unusable input."),
    )
    parser.add_argument("--version", action="version", version=f"relmap {__version__}")
    parser.set_defaults(command=start)
    commands = parser.add_subparsers(metavar="COMMAND", title=say("commands"))
    _add_window_commands(commands)
    _add_file_commands(commands)
    return parser


def _add_window_commands(commands: Commands) -> None:
    looking = commands.add_parser("demo", help=say("look at an invented case, without a display as a picture"))
    looking.set_defaults(command=demo)
    new = commands.add_parser("new", help=say("make a new encrypted case and open it"))
    add_case(new, new_case)
    new.add_argument("--code", help=say("what the window calls the case; not a name"))
    new.add_argument("--couple", action="store_true", help=say("two clients come, and stand in the middle"))
    add_case(commands.add_parser("open", help=say("open a case")), open_window)


def _add_file_commands(commands: Commands) -> None:
    taking = commands.add_parser("import", help=say("make a case file from an exchange file"))
    taking.add_argument("source", metavar="CASE.json", type=Path)
    add_case(taking, import_file)
    giving = commands.add_parser(
        "export", help=say("write the case as .json, or its map as a picture or for another program")
    )
    giving.description = say(
        "OUT ends in .json (the whole case), .png, .svg or .pdf (the map as a picture), .graphml (yEd, Gephi), "
        ".zip (CSV tables as of Network Canvas) or .drawio. It leaves the encryption; the case keeps a record of it."
    )
    add_case(giving, export)
    giving.add_argument("out", metavar="OUT", type=Path)
    giving.add_argument("--force", action="store_true", help=say("replace OUT where it exists"))
    giving.add_argument("--chart", metavar="KEY", help=say("a chart in place of the map; a wrong KEY lists them"))
    giving.add_argument(
        "--of", metavar="WHAT", action="append", default=[], help=say("of what the chart is: a lesson, or a tie")
    )
    giving.add_argument("--for", dest="whom", metavar="WHOM", help=say("for whom it is, for the record in the case"))
    paging = commands.add_parser("report", help=say("make a page of the case, or list the pages there are"))
    paging.description = say(
        "Without PAGE the pages are listed, with PAGE alone what it asks. It leaves the encryption; the case keeps a "
        "record of it."
    )
    add_case(paging, report)
    add_arguments(paging)
    reducing = commands.add_parser(
        "reduce", help=say("make a reduced-identity copy for supervision, or list its places")
    )
    reducing.description = say(
        "People get pseudonyms and dates are moved. Every place in a text where a name, a place or a date may still "
        "stand is listed, and the copy is written only once each of them is resolved."
    )
    add_case(reducing, reduce)
    add_reducing(reducing)
    add_case(
        commands.add_parser("check", help=say("check a case and every rule of it, or a file of process notes")), check
    )

    erasing = commands.add_parser("erase", help=say("take a case, its notes and its backups away for good"))
    erasing.set_defaults(command=erase)
    erasing.add_argument("file", metavar="FILE", type=Path)
    erasing.add_argument("--yes", action="store_true", help=say("without this it only says what would go"))


def _complain(trouble: Trouble) -> int:
    from relmap.exchange.refusing import ImportRefused

    if isinstance(trouble, ImportRefused) and len(trouble.problems) > 1:
        for problem in trouble.problems:
            say_error(str(problem))
        say_error(say("Nothing was imported."))
        return UNUSABLE
    say_error(str(trouble))
    from relmap.store.errors import Damaged, EmptyFile

    return PROBLEM if isinstance(trouble, Damaged | EmptyFile) else UNUSABLE
