"""The tests' own watchmen wake up: each kind of noise or leak fails the test that makes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import ROOT

NOISY = """
import logging, os, socket, warnings
from pathlib import Path
import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

def test_address():
    socket.create_connection(("localhost", 9))

def test_connection():
    with socket.socket() as reached:
        reached.connect(("127.0.0.1", 9))

def test_log():
    logging.getLogger("relmap").warning("noise")

def test_window(qapp):
    test_window.kept = QWidget()
    test_window.kept.show()

def test_qt(qapp):
    qWarning("noise")

def test_warning():
    warnings.warn("noise")

def test_quiet(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert Path(os.environ["RELMAP_HOME"]).is_dir()

@pytest.mark.noise
def test_noise_on_purpose():
    logging.getLogger("relmap").warning("noise")
"""


@pytest.fixture
def noisy_project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_noisy.py").write_text(NOISY)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_noise_fails(noisy_project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0"],
        cwd=noisy_project,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = done.stdout.splitlines()
    blamed = {line.split("::")[1].split()[0] for line in lines if line.startswith(("FAILED", "ERROR")) and "::" in line}
    assert blamed == {"test_address", "test_connection", "test_log", "test_window", "test_qt", "test_warning"}, (
        done.stdout
    )
    assert done.returncode == 1
