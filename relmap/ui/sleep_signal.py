"""Hears from a Linux system that it is about to sleep, where it says so on its own bus; elsewhere it hears nothing.

The bus is a socket on this computer. An address that leads anywhere else is not used: relmap never uses a network.
Whoever needs to know for certain looks at the clocks afterwards (`stillness`).
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SLOT: Any = SLOT("_hear(bool)")  # text, though the stub of `connect` says bytes
_BUS = "DBUS_SYSTEM_BUS_ADDRESS"


class SleepSignal(QObject):
    """`going`: the computer goes to sleep in a moment."""

    going = Signal()

    def listen(self) -> bool:
        """Begin to listen; False where there is nobody to listen to."""
        if sys.platform != "linux" or not _is_here(os.environ.get(_BUS, "unix:")):
            return False
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        place = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
        return bool(bus.isConnected() and bus.connect(*place, "PrepareForSleep", self, _SLOT))

    @Slot(bool)
    def _hear(self, going: bool) -> None:
        if going:
            self.going.emit()


def _is_here(addresses: str) -> bool:
    return all(address.startswith("unix:") for address in addresses.split(";"))
