"""The one error boundary: wraps every Qt virtual we override, so that a bug reaches the crash dialog.

On Python 3.11 an exception that leaves an overridden virtual while Qt is on the stack can end the process; here it
is handed to `sys.excepthook` instead. Nothing else in the project may catch errors broadly.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, overload

P = ParamSpec("P")
R = TypeVar("R")


@overload
def guarded(function: Callable[P, R]) -> Callable[P, R]: ...
@overload
def guarded(*, default: Any) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def guarded(function: Callable[..., Any] | None = None, *, default: Any = None) -> Any:
    """Decorate an overridden Qt virtual; after an error it returns `default` (a value or a function making one)."""
    if function is None:
        return functools.partial(_wrap, default=default)
    return _wrap(function, default=default)


def attempted(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """The answer of `work`, or the error it ended with: for threads, whose errors belong to whoever asked."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  # handed on, never dropped
        return None, error


def _wrap(function: Callable[..., Any], *, default: Any) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # the error boundary itself
            sys.excepthook(type(error), error, error.__traceback__)
            return default() if callable(default) else default

    return call
