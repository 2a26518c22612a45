"""Imports point downwards, the client's display cannot reach a verb, and every contract of it can break."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.rules import ROOT, modules

LAYERS = ("ui", "reports", "exchange", "apart", "charts", "analysis", "edits", "read", "store", "model")


def lint_imports(folder: Path) -> tuple[int, str]:
    """The exit code and the words of import-linter for the relmap in a folder."""
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--config", "pyproject.toml"],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_layers_hold() -> None:
    exit_code, words = lint_imports(ROOT)
    assert exit_code == 0, words


def test_what_the_client_sees_is_among_the_modules_that_cannot_write() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    named = next(contract["source_modules"] for contract in contracts if contract["id"] == "client-cannot-write")
    written = {module.name for module in modules()}
    for part in ("feed", "map.scene", "map.view", "map.items"):
        assert f"relmap.*.{part}" in named
        assert f"relmap.ui.{part}" in written


@pytest.fixture
def small_relmap(tmp_path: Path) -> Path:
    """A relmap of empty packages that keeps every contract."""
    package = tmp_path / "relmap"
    for folder in ("", *LAYERS, "cli", "ui/map"):
        (package / folder).mkdir(parents=True, exist_ok=True)
        (package / folder / "__init__.py").touch()
    for name in ("words", "resources", "settings", "app", "cli/files", "__main__", "edits/people", "store/vault",
                 "ui/client_window", "ui/guard", "ui/map/scene", "ui/map/items", "ui/map/look", "ui/map/shapes",
                 "ui/therapist_window", "apart/notebook", "ui/notes_window", "ui/notes_opener"):  # fmt: skip
        (package / f"{name}.py").touch()
    (package / "ui" / "guard.py").write_text("import PySide6")
    (package / "store" / "vault.py").write_text("import sqlalchemy, sqlcipher3")
    (package / "ui" / "therapist_window.py").write_text("import relmap.edits.people, relmap.ui.notes_opener")
    (package / "ui" / "notes_opener.py").write_text("import relmap.ui.notes_window")
    (package / "ui" / "notes_window.py").write_text("import relmap.apart.notebook")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_small_relmap_keeps_the_contracts(small_relmap: Path) -> None:
    exit_code, words = lint_imports(small_relmap)
    assert exit_code == 0, words


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("model/people.py", "import relmap.store.vault", "Imports point downwards"),
        ("read/search.py", "import relmap.edits.people", "Imports point downwards"),
        ("new_folder.py", "", "Imports point downwards"),
        ("ui/client_window.py", "import relmap.ui.therapist_window", "cannot reach a verb"),
        ("ui/map/look.py", "import relmap.exchange.reader", "cannot reach a verb"),
        ("exchange/reader.py", "import relmap.apart.notebook", "cannot reach process notes"),
        ("exchange/reader.py", "import relmap.apart.notebook", "Imports point downwards"),
        ("reports/pages.py", "import relmap.apart.notebook", "Imports point downwards"),
        ("charts/lines.py", "import relmap.apart.notebook", "Imports point downwards"),
        ("read/search.py", "import relmap.apart.notebook", "cannot reach process notes"),
        ("edits/people.py", "import relmap.apart.notebook", "cannot reach process notes"),
        ("ui/map/shapes.py", "import relmap.ui.therapist_window", "cannot reach process notes"),
        ("ui/client_window.py", "import relmap.ui.notes_opener", "cannot reach process notes"),
        ("ui/leaving.py", "import relmap.ui.notes_window", "cannot reach process notes"),
        ("ui/drawing.py", "import relmap.apart.notebook", "cannot reach process notes"),
        ("ui/rail.py", "import relmap.apart.notebook", "in their own window alone"),
        ("ui/rail.py", "import relmap.ui.notes_window", "has one opener"),
        ("analysis/threads.py", "import PySide6.QtCore", "PySide6 only in ui and app"),
        ("ui/map/shapes.py", "import sqlalchemy", "sqlalchemy and sqlcipher3 only"),
        ("cli/files.py", "import sqlcipher3", "sqlalchemy and sqlcipher3 only"),
        ("ui/map/scene.py", "import relmap.ui.guard, relmap.ui.map.view", "No import cycles"),
    ],
)
def test_a_contract_can_break(small_relmap: Path, file: str, line: str, contract: str) -> None:
    package = small_relmap / "relmap"
    (package / "exchange" / "reader.py").write_text("import relmap.edits.people")
    (package / "ui" / "map" / "view.py").write_text("import relmap.ui.map.scene")
    (package / file).write_text(line)
    exit_code, words = lint_imports(small_relmap)
    broken = [row for row in words.splitlines() if " BROKEN" in row]
    assert exit_code == 1, words
    assert any(contract in row for row in broken), words
