"""Asks the system to leave a window out of shared and recorded screens, where a system can do that.

Windows and macOS can be asked; other systems have no such wish. It is a wish: a camera sees the window all the same,
and newer ways to record may pass it by.
"""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtWidgets import QWidget

_EXCLUDE, _BLACKEN = 0x11, 0x01
"""WDA_EXCLUDEFROMCAPTURE, known since Windows 10 of 2020, and WDA_MONITOR for those before."""
_SHARED_WITH_NOBODY = 0
"""NSWindowSharingNone"""


def leave_out_of_capture(window: QWidget) -> bool:
    """Ask it for a window that has been made; whether the system says that it does so."""
    if sys.platform == "win32":
        return _ask_windows(int(window.winId()))
    if sys.platform == "darwin":
        return _ask_macos(int(window.winId()))
    return False


def _ask_windows(handle: int, user32: ctypes.CDLL | None = None) -> bool:
    library = user32 or getattr(ctypes, "windll").user32  # noqa: B009  # other systems have no such name
    return any(
        library.SetWindowDisplayAffinity(ctypes.c_void_p(handle), ctypes.c_uint32(w)) for w in (_EXCLUDE, _BLACKEN)
    )


def _ask_macos(view: int, objc: ctypes.CDLL | None = None) -> bool:
    library = objc or ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    library.sel_registerName.restype = ctypes.c_void_p
    library.sel_registerName.argtypes = [ctypes.c_char_p]
    send = ctypes.cast(library.objc_msgSend, ctypes.c_void_p).value
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(send or 0)
    window = ask(view, library.sel_registerName(b"window"))
    if not window:
        return False
    set_number = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(send or 0)
    set_number(window, library.sel_registerName(b"setSharingType:"), _SHARED_WITH_NOBODY)
    get_number = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p)(send or 0)
    return bool(get_number(window, library.sel_registerName(b"sharingType")) == _SHARED_WITH_NOBODY)
