"""Asks for each kind of page in turns with an empty one, so that what else the machine does falls on both alike."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle

from intranet.benchmark.middleware import HEADER
from intranet.benchmark.server import Reader, ServerError

EMPTY = "/tom/"
TURN = 10  # requests of one kind in a row
Clock = Callable[[], float]


@dataclass(slots=True)
class Taken:
    """What the requests of one view took."""

    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    queries: int = 0

    def figures(self) -> dict[str, float]:
        """Milliseconds, the most queries that one answer took, and the median share of the empty view's speed."""
        ordered = sorted(self.seconds)
        return {
            "queries": self.queries,
            "p50_ms": round(statistics.median(ordered) * 1000, 2),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 2),
            "ratio_to_empty": round(statistics.median(self.ratios), 3),
        }


def measure(
    reader: Reader, views: Mapping[str, Sequence[str]], *, rounds: int, seconds: float, progress: Callable[[], None]
) -> dict[str, dict[str, float]]:
    """The figures of each view, asked at its addresses in turn; ends after `rounds`, or after `seconds` and one round."""
    taken = {name: Taken() for name in views}
    addresses = {name: cycle(paths) for name, paths in views.items()}
    for paths in (*views.values(), [EMPTY]):
        for path in paths:  # warm: what a process keeps is kept now
            _timed(reader, path)
    until = time.monotonic() + seconds
    for number in range(rounds):
        for name, each in taken.items():
            asked = [_timed(reader, next(addresses[name])) for _ in range(TURN)]
            nothing = [_timed(reader, EMPTY) for _ in range(TURN)]
            each.seconds += [took for took, _queries in asked]
            each.ratios.append(sum(took for took, _queries in nothing) / sum(took for took, _queries in asked))
            each.queries = max(each.queries, *(queries for _took, queries in asked))
        progress()
        if number and time.monotonic() > until:
            break
    return {name: each.figures() for name, each in taken.items()}


def _timed(reader: Reader, path: str) -> tuple[float, int]:
    start = time.perf_counter()
    response, _body = reader.ask(path)
    took = time.perf_counter() - start
    if response.status != HTTPStatus.OK:
        raise ServerError(f"{path} svarade {response.status}.")
    return took, int(response.headers[HEADER])
