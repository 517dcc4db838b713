"""How we behave towards publishers' servers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version


def _user_agent() -> str:
    try:
        number = version("sursur")
    except PackageNotFoundError:
        number = "0"
    return f"sursur/{number} (open data on South-South cooperation)"


@dataclass(frozen=True, slots=True)
class Manners:
    """Times are in seconds. The wait doubles from `backoff` at each attempt, or is what the server asks for."""

    attempts: int = 5
    backoff: float = 2.0
    longest_wait: float = 120.0
    """A server that asks for more is not waited for."""
    delay: float = 1.0
    """Between two requests to one host."""
    connect_timeout: float = 20.0
    read_timeout: float = 60.0
    """Without a byte for so long, the connection is taken for stalled."""
    redirects: int = 10
    user_agent: str = field(default_factory=_user_agent)


@dataclass
class Pace:
    """Keeps the delay between two requests to the same host."""

    delay: float
    last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        now = time.monotonic()
        ready = self.last.get(host, now - self.delay) + self.delay
        if ready > now:
            time.sleep(ready - now)
        self.last[host] = time.monotonic()
