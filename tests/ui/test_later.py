"""What is put off is done once, and is forgotten with whoever it was for."""

from __future__ import annotations

import gc
import weakref
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmap.ui.later import later


class Held:
    """Stands for a window."""


def test_it_is_done_once_and_not_at_once(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []
    later(owner, lambda: done.append(1))
    assert not done
    qtbot.waitUntil(lambda: done == [1])
    qtbot.waitUntil(lambda: not owner.children())
    assert done == [1]


def test_nothing_is_done_or_kept_once_the_owner_is_gone(qapp: QApplication) -> None:
    owner, held = QObject(), Held()
    done: list[Held] = []
    alive = weakref.ref(held)
    later(owner, partial(done.append, held))
    del held
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    gc.collect()
    assert not done
    assert alive() is None
