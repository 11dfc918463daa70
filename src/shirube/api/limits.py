"""How often one address may ask: so many requests in a window of time, counted by each process."""

import threading
import time
from dataclasses import dataclass

MOST_ADDRESSES = 20_000  # are counted at once; then the count begins anew for all


@dataclass(frozen=True, slots=True)
class Said:
    """What an address has left of its requests, and for how many seconds."""

    quota: int
    window: int
    left: int
    seconds: int

    @property
    def refused(self) -> bool:
        """There was nothing left."""
        return self.left < 0

    def headers(self) -> dict[str, str]:
        """As the IETF's draft names them (draft-ietf-httpapi-ratelimit-headers)."""
        found = {
            "RateLimit-Policy": f'"default";q={self.quota};w={self.window}',
            "RateLimit": f'"default";r={max(self.left, 0)};t={self.seconds}',
        }
        return found | ({"Retry-After": str(self.seconds)} if self.refused else {})


class Limiter:
    """Counts the requests of each address in windows of equal length."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._end = 0.0

    def take(self, address: str, quota: int, window: int) -> Said:
        """One request of that address; ``quota`` requests may be made in ``window`` seconds."""
        now = time.monotonic()
        with self._lock:
            if now >= self._end or len(self._counts) > MOST_ADDRESSES:
                self._counts.clear()
                self._end = now + window
            count = self._counts[address] = self._counts.get(address, 0) + 1
            seconds = max(1, round(self._end - now))
        return Said(quota, window, quota - count, seconds)


def address_of(remote: str, forwarded: str, proxies: int) -> str:
    """Who asks: behind ``proxies`` of our own, what the outermost of them saw."""
    hops = [hop.strip() for hop in forwarded.split(",")] if forwarded and proxies else []
    return hops[-proxies] if 0 < proxies <= len(hops) else remote
