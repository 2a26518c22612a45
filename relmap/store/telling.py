"""Telling those who asked: each once and in order, and nobody left out because another one failed.

What is to be told while something is being told waits until everybody has heard the first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from typing import Generic, TypeVar

T = TypeVar("T")


class Subscribers(Generic[T]):
    """Those who want to hear of something."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._subscribers: dict[object, Callable[[T], None]] = {}
        self._untold: deque[T] = deque()

    def add(self, subscriber: Callable[[T], None]) -> Callable[[], None]:
        """Tell `subscriber` from now on; returns the way to stop that, at once and for good."""
        token = object()
        self._subscribers[token] = subscriber

        def stop() -> None:
            self._subscribers.pop(token, None)

        return stop

    def tell(self, news: T) -> None:
        """Call everybody with `news`. What a subscriber raises is raised here, after the others have heard."""
        self._untold.append(news)
        if len(self._untold) == 1:
            self._tell_on()

    def clear(self) -> None:
        """Tell nobody any more."""
        self._subscribers.clear()

    def _tell_on(self) -> None:
        try:
            with ExitStack() as everybody:  # runs backwards, and every callback whatever another one raises
                everybody.callback(self._untold.popleft)
                for token in reversed(tuple(self._subscribers)):
                    everybody.callback(self._tell_one, token, self._untold[0])
        finally:
            if self._untold:
                self._tell_on()

    def _tell_one(self, token: object, news: T) -> None:
        subscriber = self._subscribers.get(token)
        if subscriber is not None:
            subscriber(news)
