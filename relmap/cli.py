"""The command line: reads what was asked, asks for the passphrase, and says what became of it in plain sentences.

Each command loads only what it needs, so that starting stays fast and no display is needed where nothing is shown.
Exit status: 0 done, 1 the case file has a problem, 2 wrong usage or input that cannot be used.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from relmap import __version__
from relmap.resuming import Resume
from relmap.words import Trouble, say, say_n

if TYPE_CHECKING:
    from relmap.store.document import Document

Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"

DONE, PROBLEM, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
DEMO_PICTURE = "heron-map.png"
PICTURES = (".png", ".svg", ".pdf")
FORMS = (".graphml", ".zip", ".drawio")
LONGEST_PASSPHRASE = 10_000
"""Bytes of a passphrase file; anything longer is some other file."""


def run(arguments: Sequence[str], resume: Resume | None = None) -> int:
    """Do what the arguments ask; the exit status. Wrong usage raises SystemExit.

    Without arguments it goes on with `resume`, where the process before this one has left that.
    """
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    if resume is not None and not arguments:
        command = partial(_go_on, resume)
    try:
        return command(chosen)
    except Trouble as trouble:
        return _complain(trouble)
    except KeyboardInterrupt:
        _say_error(say("Stopped."))
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return DONE


# what can be asked


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, without the usage lines."""
        _say_error(say("{message}. See {program} --help.", message=message, program=self.prog))
        raise SystemExit(UNUSABLE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="relmap",
        allow_abbrev=False,
        description=say("A map of the relationships that mattered. Without a command the start screen opens."),
        epilog=say("Exit status: 0 done, 1 the case file has a problem, 2 wrong usage or unusable input."),
    )
    parser.add_argument("--version", action="version", version=f"relmap {__version__}")
    parser.set_defaults(command=_start)
    commands = parser.add_subparsers(metavar="COMMAND", title=say("commands"))
    _add_window_commands(commands)
    _add_file_commands(commands)
    return parser


def _add_window_commands(commands: Commands) -> None:
    demo = commands.add_parser("demo", help=say("look at an invented case, without a display as a picture"))
    demo.set_defaults(command=_demo)
    new = commands.add_parser("new", help=say("make a new encrypted case and open it"))
    _add_case(new, _new)
    new.add_argument("--code", help=say("what the window calls the case; not a name"))
    new.add_argument("--couple", action="store_true", help=say("two clients come, and stand in the middle"))
    _add_case(commands.add_parser("open", help=say("open a case")), _open)


def _add_file_commands(commands: Commands) -> None:
    taking = commands.add_parser("import", help=say("make a case file from an exchange file"))
    taking.add_argument("source", metavar="CASE.json", type=Path)
    _add_case(taking, _import)
    giving = commands.add_parser(
        "export", help=say("write the case as .json, or its map as a picture or for another program")
    )
    giving.description = say(
        "OUT ends in .json (the whole case), .png, .svg or .pdf (the map as a picture), .graphml (yEd, Gephi), "
        ".zip (CSV tables as of Network Canvas) or .drawio. It leaves the encryption; the case keeps a record of it."
    )
    _add_case(giving, _export)
    giving.add_argument("out", metavar="OUT", type=Path)
    giving.add_argument("--force", action="store_true", help=say("replace OUT where it exists"))
    giving.add_argument("--for", dest="whom", metavar="WHOM", help=say("for whom it is, for the record in the case"))
    _add_case(
        commands.add_parser("check", help=say("check a case and every rule of it, or a file of process notes")), _check
    )

    erasing = commands.add_parser("erase", help=say("take a case, its notes and its backups away for good"))
    erasing.set_defaults(command=_erase)
    erasing.add_argument("file", metavar="FILE", type=Path)
    erasing.add_argument("--yes", action="store_true", help=say("without this it only says what would go"))


def _add_case(parser: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]) -> None:
    parser.set_defaults(command=command)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help=say("read the passphrase from F (- is standard input) instead of asking for it"),
    )


# commands that show a window


def _start(_: argparse.Namespace) -> int:
    _require_display()
    from relmap.app import run_start

    return run_start()


def _go_on(resume: Resume, _: argparse.Namespace) -> int:
    _require_display()
    from relmap.app import run_resumed

    return run_resumed(resume)


def _open(chosen: argparse.Namespace) -> int:
    _require_display()
    _require_file(chosen.file)
    passphrase = _read_passphrase(chosen.passphrase_file) if chosen.passphrase_file else None
    from relmap.app import run_open

    return run_open(chosen.file, passphrase)


def _new(chosen: argparse.Namespace) -> int:
    passphrase = _passphrase(chosen, new=True)
    from relmap.exchange.making import make_case

    make_case(chosen.file, passphrase, chosen.code, couple=chosen.couple)
    if not _has_display():
        _tell(say("“{name}” was made. There is no display to show it on.", name=chosen.file.name))
        return DONE
    from relmap.app import run_open

    return run_open(chosen.file, passphrase)


def _demo(_: argparse.Namespace) -> int:
    if _has_display():
        from relmap.app import run_demo

        return run_demo()
    from relmap.exchange.demo import DEMO_PASSPHRASE, demo_file
    from relmap.store.files import open_document

    out = _free_name(Path.cwd() / DEMO_PICTURE)
    with demo_file() as path, contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
        _draw(document, out, replace=False)
    _tell(say("There is no display, so the map of the demo was drawn into “{name}” in this folder.", name=out.name))
    return DONE


def _free_name(path: Path) -> Path:
    names = (path if count == 1 else path.with_stem(f"{path.stem}-{count}") for count in itertools.count(1))
    return next(name for name in names if not name.exists())


# commands on files


def _import(chosen: argparse.Namespace) -> int:
    from relmap.exchange.importing import import_case
    from relmap.exchange.landing import require_free
    from relmap.exchange.reading import parse_case

    require_free(chosen.file)
    case = parse_case(chosen.source)
    import_case(case, chosen.file, _passphrase(chosen, new=True))
    _tell(say("“{name}” holds the case now, encrypted.", name=chosen.file.name))
    return DONE


def _export(chosen: argparse.Namespace) -> int:
    from relmap.edits.exports import record_export

    _require_outlet(chosen)
    form = chosen.out.suffix.lower()
    with contextlib.closing(_document(chosen)) as document:
        said = _put_out(document, chosen.out, form, replace=chosen.force)
        what = say("the whole case") if form == ".json" else say("the map")
        record_export(document, what=what, form=form[1:], for_whom=chosen.whom)
    _tell(say("“{name}” was written.", name=chosen.out.name) + " " + said)
    return DONE


def _put_out(document: Document, out: Path, form: str, *, replace: bool) -> str:
    """Write in one of the forms; what to say of it."""
    from relmap.exchange.landing import case_warning, picture_warning

    if form == ".json":
        _write(document, out, replace=replace)
        return case_warning()
    if form in FORMS:
        from relmap.exchange.forms_out import form_warning, write_form

        write_form(document, out, replace=replace)
        return form_warning()
    _draw(document, out, replace=replace)
    return picture_warning()


def _require_outlet(chosen: argparse.Namespace) -> None:
    from relmap.exchange.landing import require_free

    if chosen.out.suffix.lower() not in (".json", *PICTURES, *FORMS):
        raise Trouble(say("OUT must end in .json, .png, .svg, .pdf, .graphml, .zip or .drawio."))
    if not chosen.force:
        require_free(chosen.out)
    elif chosen.out.exists() and chosen.file.exists() and chosen.out.samefile(chosen.file):
        raise Trouble(say("OUT is the case itself. Nothing was written: choose another name."))


def _write(document: Document, out: Path, *, replace: bool) -> None:
    from relmap.exchange.landing import write_file
    from relmap.exchange.writing import case_bytes

    write_file(out, case_bytes(document), replace=replace)


def _erase(chosen: argparse.Namespace) -> int:
    from relmap.store.erasing import belongings, erase_case

    _require_file(chosen.file)
    if not chosen.yes:
        names = ", ".join(path.name for path in belongings(chosen.file))
        raise Trouble(say("Nothing was erased. With --yes these go for good: {names}.", names=names))
    gone = erase_case(chosen.file)
    _tell(
        say("Erased: {names}. Copies in other places are not known to relmap.", names=", ".join(p.name for p in gone))
    )
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    from relmap.read.soundness import soundness_problems
    from relmap.store.file_kinds import NOTES

    if chosen.file.suffix == NOTES.suffix:
        return _check_notes(chosen)
    with contextlib.closing(_document(chosen)) as document:
        problems = list(soundness_problems(document))
        revisions = document.revision
    for problem in problems:
        place = " ".join(part for part in (problem.array, problem.id, problem.field) if part)
        _say_error(say("{place}: {sentence}", place=place, sentence=problem.sentence))
    if problems:
        return PROBLEM
    sentence = say_n("{n} stored edit", "{n} stored edits", revisions)
    _tell(
        say(
            "“{name}” is sound: the file, every rule, and its journal of {edits}.",
            name=chosen.file.name,
            edits=sentence,
        )
    )
    return DONE


def _check_notes(chosen: argparse.Namespace) -> int:
    from relmap.apart.notebook import open_notebook

    _require_file(chosen.file)
    with contextlib.closing(open_notebook(chosen.file, _passphrase(chosen))) as notebook:
        count = len(notebook.notes)
    notes = say_n("{n} process note", "{n} process notes", count)
    _tell(say("“{name}” is sound: the file, and its {notes}.", name=chosen.file.name, notes=notes))
    return DONE


def _document(chosen: argparse.Namespace) -> Document:
    from relmap.store.files import open_document

    _require_file(chosen.file)
    return open_document(chosen.file, _passphrase(chosen))


def _draw(document: Document, out: Path, *, replace: bool) -> None:
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a picture needs no screen, and one that is named may be gone
    from relmap.app import export_picture
    from relmap.exchange.landing import landing

    with landing(out, replace=replace) as draft:
        export_picture(document, draft)


# passphrases


def _passphrase(chosen: argparse.Namespace, *, new: bool = False) -> str:
    if chosen.passphrase_file:
        return _read_passphrase(chosen.passphrase_file)
    if not new:
        return _ask(say("Passphrase: "))
    first = _ask(say("New passphrase: "))
    if first != _ask(say("The same again: ")):
        raise Trouble(say("The two passphrases differ. Nothing was made."))
    return first


def _read_passphrase(source: str) -> str:
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LONGEST_PASSPHRASE + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LONGEST_PASSPHRASE + 1)
    except OSError as error:
        raise Trouble(say("The passphrase file cannot be read ({reason}).", reason=error.strerror)) from None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Trouble(say("The passphrase file is not text in UTF-8.")) from None
    if len(data) > LONGEST_PASSPHRASE:
        raise Trouble(say("The passphrase file is too long to hold a passphrase."))
    return _given(text.removesuffix("\n").removesuffix("\r"))


def _ask(prompt: str) -> str:
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)  # rather no answer than one that the screen shows
            return _given(getpass(prompt))
    except (GetPassWarning, EOFError):
        raise Trouble(say("Nobody can be asked for the passphrase here. Use --passphrase-file.")) from None


def _given(passphrase: str) -> str:
    if not passphrase:
        raise Trouble(say("The passphrase is empty."))
    return passphrase


# what must be there


def _has_display() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in ("offscreen", "minimal")
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _require_display() -> None:
    if not _has_display():
        raise Trouble(say("There is no display to open a window on. See relmap --help for what works without one."))


def _require_file(path: Path) -> None:
    from relmap.store.errors import Missing

    if not path.exists():
        raise Missing(path)


# what is said


def _complain(trouble: Trouble) -> int:
    from relmap.exchange.refusing import ImportRefused

    if isinstance(trouble, ImportRefused) and len(trouble.problems) > 1:
        for problem in trouble.problems:
            _say_error(str(problem))
        _say_error(say("Nothing was imported."))
        return UNUSABLE
    _say_error(str(trouble))
    from relmap.store.errors import Damaged, EmptyFile

    return PROBLEM if isinstance(trouble, Damaged | EmptyFile) else UNUSABLE


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _say_error(sentence: str) -> None:
    print(f"relmap: {sentence}", file=sys.stderr)


def _silence() -> None:
    """Let the interpreter not complain about a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
