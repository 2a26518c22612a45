"""The rules of style hold for every module of relmap, and each rule is able to fail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import rules
from tests.rules import ROOT, Fault, Rule, modules, read_module

BAD: dict[Rule, str] = {
    rules.qt_only_in_ui: "def f() -> None:\n    from PySide6.QtCore import Qt",
    rules.database_only_in_store: "import sqlalchemy.orm",
    rules.no_pyplot: "from matplotlib import pyplot",
    rules.no_network: "import urllib.request",
    rules.no_lying_aids: "def f() -> None:\n    global x\n    QApplication.processEvents()\n    w.blockSignals(True)",
    rules.no_single_shots: "QTimer.singleShot(0, self, self.fit)",
    rules.no_broad_except: "try:\n    f()\nexcept (OSError, Exception):\n    g()\nwith suppress(Exception):\n    f()",
    rules.short_enough: "def f() -> None:\n" + "    f()\n" * 50,
    rules.kind_words: "# her Resistance",
    rules.explained_ignores: "x = 1  # type: ignore[assignment]",
    rules.every_word_said: 'b = QPushButton(icon("map"), f"Add {name}")\nb.setToolTip("Add" if new else say("Go"))',
    rules.said_well: 'say(text)\nsay("Hello {name}")\nsay("{}", x)\nsay(f"{b}")\nw.tr("Hi")\nsay_n("{n} {x}", "", 2)',
}
FAULTS_OF_BAD: dict[Rule, int] = {
    rules.no_lying_aids: 3,
    rules.no_broad_except: 2,
    rules.every_word_said: 2,
    rules.said_well: 6,
}

GOOD = '''
"""Fine."""
try:
    f()
except (ValueError, OSError):
    pass
except BaseException:
    g()
    raise
label = QLabel(say("Hello {name}", name=name))
label.setText("…")
label.setText(name + " · " + str(9))
button = QToolButton(text=say("Add"), objectName="add_button")
box.addItem(say("Light"), "light")
say_n("{n} person", "{n} people", 3)
say("{who}", **values)
x = 1  # type: ignore[assignment]  # the stub is wrong
'''


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_relmap_keeps(rule: Rule) -> None:
    faults = [str(fault) for module in modules() for fault in rule(module)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.__name__)
def test_the_rule_can_fail(rule: Rule) -> None:
    assert len(list(rule(read_module(BAD[rule])))) == FAULTS_OF_BAD.get(rule, 1)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_lets_good_code_be(rule: Rule) -> None:
    assert not list(rule(read_module(GOOD)))


def test_vague_names_are_found() -> None:
    names = ("relmap.utils", "relmap.ui.map_helpers", "relmap.manager.map", "relmap.common", "relmap.ui.commonplace")
    faulty = [name for name in names if list(rules.no_vague_names(read_module("", name)))]
    assert faulty == list(names[:4])


def test_each_place_may_do_what_belongs_to_it() -> None:
    assert not list(rules.qt_only_in_ui(read_module("import PySide6", "relmap.ui.map.view")))
    assert not list(rules.database_only_in_store(read_module("import sqlalchemy", "relmap.store.vault")))
    assert not list(rules.no_broad_except(read_module("try:\n    f()\nexcept Exception:\n    g()", rules.BOUNDARY)))


def test_newer_syntax_is_refused() -> None:
    with pytest.raises(SyntaxError):
        read_module("def f[T](x: T) -> T: ...")


def test_long_modules_are_found() -> None:
    assert list(rules.short_enough(read_module("x = 1\n" * (rules.LONGEST_MODULE + 1))))


def test_the_help_is_kind() -> None:
    pages = sorted((ROOT / "resources").glob("help/**/*.*"))
    faults = list(_unkind(pages_text={str(page): page.read_text(encoding="utf-8") for page in pages}))
    assert not faults


def _unkind(pages_text: dict[str, str]) -> Iterator[Fault]:
    for name, text in pages_text.items():
        yield from rules.unkind_words(name, text)


def run(*command: str) -> str:
    """What a tool of the test environment printed when it failed; empty when it was content."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_check() -> None:
    complaint = run("ruff", "check", "--no-cache", "--output-format", "concise", ".")
    assert not complaint, complaint


def test_ruff_format() -> None:
    complaint = run("ruff", "format", "--no-cache", "--check", ".")
    assert not complaint, complaint


@pytest.mark.timeout(700)
def test_mypy_strict() -> None:
    complaint = run("mypy")
    assert not complaint, complaint
