"""What we override of Qt is guarded, because an error that leaves a virtual can end the process (see ui/guard.py)."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from types import FunctionType

from ged4py.parser import GedcomReader
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from relmap.ui import guard
from relmap.ui.guard import guarded
from tests.rules import modules


def qt_classes() -> Iterator[type]:
    """Every class of relmap with a class of Qt above it."""
    for module in modules():
        if module.within("relmap.ui", "relmap.app"):
            loaded = importlib.import_module(module.name)
            for _, thing in inspect.getmembers(loaded, inspect.isclass):
                if thing.__module__ == module.name and _qt_bases(thing):
                    yield thing


def _qt_bases(cls: type) -> list[type]:
    return [base for base in cls.__mro__ if base.__module__.split(".")[0] == "PySide6"]


def unguarded(cls: type) -> Iterator[str]:
    """The methods of a class, or of our classes mixed into it, that override Qt without a guard."""
    bases = _qt_bases(cls)
    for ours in cls.__mro__:
        if ours.__module__.split(".")[0] in {"PySide6", "Shiboken", "shiboken6", "builtins", "typing", "enum"}:
            continue
        for name, method in vars(ours).items():
            overrides = not name.startswith("__") and any(hasattr(base, name) for base in bases)
            if isinstance(method, FunctionType) and overrides and method.__code__.co_filename != guard.__file__:
                yield f"{ours.__module__}.{ours.__name__}.{name}"


def test_every_override_is_guarded() -> None:
    faults = sorted({fault for cls in qt_classes() for fault in unguarded(cls)})
    assert not faults, "\n".join(faults)


def test_an_unguarded_override_is_found() -> None:
    class Mixed:
        def paintEvent(self, event: object) -> None: ...

    class Bad(Mixed, QWidget):
        def event(self, event: QtCore.QEvent) -> bool:
            return super().event(event)

        @guarded
        def resizeEvent(self, event: QtGui.QResizeEvent) -> None: ...

        def our_own(self) -> None: ...

    class Fine(QObject):
        @guarded(default=False)
        def eventFilter(self, watched: QObject, event: QtCore.QEvent) -> bool:
            return False

    assert [name.rsplit(".", 1)[1] for name in unguarded(Bad)] == ["event", "paintEvent"]
    assert list(unguarded(Fine)) == []


@cache
def qt_names() -> frozenset[str]:
    """Every attribute that a class of Qt has, or ged4py's reader, the other one whose methods we write anew."""
    parts = (QtCore, QtGui, QtWidgets)
    classes = [thing for part in parts for thing in vars(part).values() if isinstance(thing, type)] + [GedcomReader]
    return frozenset(name for cls in classes for name in dir(cls))


def own_camel_case(text: str) -> list[str]:
    """Functions with a capital inside their name that Qt does not know: ours are snake_case."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return [node.name for node in functions if re.search("[a-z][A-Z]", node.name) and node.name not in qt_names()]


def test_only_overrides_are_camel_case() -> None:
    faults = [f"{module.name}: {name}" for module in modules() for name in own_camel_case(module.text)]
    assert not faults


def test_camel_case_of_our_own_is_found() -> None:
    assert own_camel_case("def paintEvent(): ...\ndef drawPerson(): ...\ndef draw_person(): ...") == ["drawPerson"]
