"""The rules of the house as functions over syntax trees: each takes a module and yields what breaks it, by line.

They are plain functions, so that each can be proved on a bad snippet as well as run over the whole of relmap.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "relmap"

LONGEST_MODULE = 450
LONGEST_FUNCTION = 50
BOUNDARY = "relmap.ui.guard"
DATABASE = ("sqlalchemy", "sqlcipher3", "sqlite3")
NETWORK = (
    "socket", "ssl", "urllib.request", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "socketserver", "xmlrpc", "asyncio", "webbrowser", "PySide6.QtNetwork",
    "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
)  # fmt: skip
VAGUE_NAMES = re.compile(r"^(utils?|helpers?|common|managers?|misc)$|_(utils?|helpers?|manager)$")
UNKIND_WORDS = re.compile(r"\b(maladaptive|resistan(ce|t)|non-?complian(t|ce)|progress score)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, text and tree."""

    name: str
    text: str
    tree: ast.Module

    def within(self, *places: str) -> bool:
        """Whether it is one of these packages or modules, or inside one."""
        return any(self.name == place or self.name.startswith(place + ".") for place in places)


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line of a module."""

    module: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.what}"


Rule = Callable[[Module], Iterator[Fault]]


def read_module(text: str, name: str = "relmap.example") -> Module:
    """A module from its text; Python 3.11 must understand it. Raises SyntaxError."""
    return Module(name, text, ast.parse(text, feature_version=(3, 11)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of relmap."""
    return tuple(_modules(PACKAGE))


def _modules(folder: Path) -> Iterator[Module]:
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield read_module(path.read_text(encoding="utf-8"), name)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Every import of a module, those inside functions and for types only included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _is_one_of(name: str, roots: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in roots)


def _imports_of(module: Module, roots: tuple[str, ...], what: str) -> Iterator[Fault]:
    lines = {line for line, name in imports(module) if _is_one_of(name, roots)}
    return (Fault(module.name, line, what) for line in sorted(lines))


def qt_only_in_ui(module: Module) -> Iterator[Fault]:
    """PySide6 belongs to ui and app."""
    if not module.within("relmap.ui", "relmap.app"):
        yield from _imports_of(module, ("PySide6", "shiboken6"), "imports Qt outside ui and app")


def database_only_in_store(module: Module) -> Iterator[Fault]:
    """The database belongs to model and store."""
    if not module.within("relmap.model", "relmap.store"):
        yield from _imports_of(module, DATABASE, "imports the database outside model and store")


def no_pyplot(module: Module) -> Iterator[Fault]:
    """Pyplot keeps figures in a global list."""
    yield from _imports_of(module, ("matplotlib.pyplot", "pylab"), "imports pyplot")


def no_network(module: Module) -> Iterator[Fault]:
    """Nothing in relmap may reach out."""
    yield from _imports_of(module, NETWORK, "imports something that can reach a network")


def no_lying_aids(module: Module) -> Iterator[Fault]:
    """Blocked signals, forced event loops and globals make the code say what is not so."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in {"blockSignals", "QSignalBlocker", "processEvents"}:
                yield Fault(module.name, node.lineno, f"uses {name}")
        elif isinstance(node, ast.Global):
            yield Fault(module.name, node.lineno, "uses global")


def no_single_shots(module: Module) -> Iterator[Fault]:
    """Qt's single shot keeps a window in memory where its receiver goes first: `later` does not."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "singleShot":
            yield Fault(module.name, node.lineno, "uses singleShot")


def no_broad_except(module: Module) -> Iterator[Fault]:
    """Only the error boundary may keep whatever comes; to tidy up and raise it again is fine."""
    if module.name == BOUNDARY:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _swallows(node):
            yield Fault(module.name, node.lineno, "catches everything")
        elif isinstance(node, ast.Call) and _called(node) == "suppress" and any(map(_is_broad, node.args)):
            yield Fault(module.name, node.lineno, "suppresses everything")


def _swallows(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    raised_again = isinstance(last, ast.Raise) and last.exc is None
    return (handler.type is None or _is_broad(handler.type)) and not raised_again


def _is_broad(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return any(map(_is_broad, node.elts))
    return isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}


def no_vague_names(module: Module) -> Iterator[Fault]:
    """A module is named after its subject."""
    for part in module.name.split("."):
        if VAGUE_NAMES.search(part):
            yield Fault(module.name, 1, f"{part} names no subject")


def short_enough(module: Module) -> Iterator[Fault]:
    """Modules and functions stay within what one can read at once."""
    lines = module.text.count("\n")
    if lines > LONGEST_MODULE:
        yield Fault(module.name, lines, f"has {lines} lines, more than {LONGEST_MODULE}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield Fault(module.name, node.lineno, f"{node.name} has {length} lines")


def kind_words(module: Module) -> Iterator[Fault]:
    """No word that blames a person."""
    yield from unkind_words(module.name, module.text)


def unkind_words(name: str, text: str) -> Iterator[Fault]:
    """The same for any text, such as a page of help."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from (Fault(name, number, f"says {found.group()}") for found in UNKIND_WORDS.finditer(line))


def explained_ignores(module: Module) -> Iterator[Fault]:
    """A silenced type checker needs a reason on the same line."""
    for number, line in enumerate(module.text.splitlines(), 1):
        silenced = re.search(r"# type: ignore(\[[^\]]*\])?(.*)", line)
        if silenced and not re.match(r"\s*#\s*\S", silenced.group(2)):
            yield Fault(module.name, number, "type: ignore without a reason behind it")


# --- words that people read -----------------------------------------------------------------------------------------

SHOWS = {
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setStatusTip", "setWhatsThis", "setTitle",
    "setAccessibleName", "setAccessibleDescription", "setLabelText", "setInformativeText", "setDetailedText",
    "setTabText", "setPrefix", "setSuffix", "setSpecialValueText", "setHeaderLabels", "showMessage", "addAction",
    "addTab", "insertTab", "addMenu", "addItem", "addItems", "addRow", "QLabel", "QPushButton", "QToolButton",
    "QCheckBox", "QRadioButton", "QCommandLinkButton", "QAction", "QGroupBox", "QMenu", "QMessageBox", "QDockWidget",
    "Trouble",
}  # fmt: skip
SHOWN_KEYWORDS = {
    "text", "title", "label", "toolTip", "windowTitle", "placeholderText", "statusTip", "accessibleName",
    "accessibleDescription",
}  # fmt: skip
FIRST_ARGUMENT_ONLY = {"addItem"}


def every_word_said(module: Module) -> Iterator[Fault]:
    """What a person reads goes through `say`, so that it can be translated."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _called(node) in SHOWS:
            for shown in _shown(node):
                yield from (Fault(module.name, text.lineno, "shows words without say()") for text in _words(shown))


def said_well(module: Module) -> Iterator[Fault]:
    """`say` takes a literal with named placeholders, all of them given; Qt's tr() is not used."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from (Fault(module.name, node.lineno, what) for what in _wrong_with(node))


def _wrong_with(call: ast.Call) -> Iterator[str]:
    name = _called(call)
    if name == "tr":
        yield "uses Qt's tr()"
    if name not in {"say", "say_n"}:
        return
    given = {keyword.arg for keyword in call.keywords}
    for text in call.args[: 1 if name == "say" else 2]:
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            yield f"{name}() needs a literal"
            continue
        fields = {field for _, field, _, _ in string.Formatter().parse(text.value) if field is not None}
        if None in given:  # **values: they are checked when it runs
            continue
        expected = fields - {"n"} if name == "say_n" else fields
        if expected - given or "" in fields:
            yield f"{name}() misses {', '.join(sorted(expected - given)) or 'a name'}"


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _shown(call: ast.Call) -> list[ast.expr]:
    arguments = call.args[:1] if _called(call) in FIRST_ARGUMENT_ONLY else call.args
    return [*arguments, *(keyword.value for keyword in call.keywords if keyword.arg in SHOWN_KEYWORDS)]


def _words(node: ast.expr) -> Iterator[ast.expr]:
    """The literals with words in an expression, without looking into calls other than joins and formats."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search(r"[^\W\d_]{2}", node.value):
            yield node
        return
    inner: list[ast.expr] = []
    if isinstance(node, ast.JoinedStr | ast.BoolOp):
        inner = node.values
    elif isinstance(node, ast.BinOp):
        inner = [node.left, node.right]
    elif isinstance(node, ast.IfExp):
        inner = [node.body, node.orelse]
    elif isinstance(node, ast.Tuple | ast.List):
        inner = node.elts
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}:
        inner = [node.func.value, *node.args]
    for part in inner:
        yield from _words(part)


RULES: tuple[Rule, ...] = (
    qt_only_in_ui,
    database_only_in_store,
    no_pyplot,
    no_network,
    no_lying_aids,
    no_single_shots,
    no_broad_except,
    no_vague_names,
    short_enough,
    kind_words,
    explained_ignores,
    every_word_said,
    said_well,
)
