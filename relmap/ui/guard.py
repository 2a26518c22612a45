"""The one error boundary: wraps every Qt virtual we override, so that a bug reaches the crash dialog.

On Python 3.11 an exception that leaves an overridden virtual while Qt is on the stack can end the process; here it
is handed to `sys.excepthook` instead. Nothing else in the project may catch errors broadly.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def guarded(function: F | None = None, *, default: Any = None) -> Any:
    """Decorate an overridden Qt virtual; after an error it returns `default` (a value or a function making one)."""
    if function is None:
        return functools.partial(guarded, default=default)
    wrapped = cast("Callable[..., Any]", function)

    @functools.wraps(wrapped)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return wrapped(*args, **kwargs)
        except Exception:  # the error boundary itself
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # inside except all three are set
            return default() if callable(default) else default

    return call
