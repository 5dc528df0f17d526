"""Reading on while the database writes what was read before."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Chunk = TypeVar("Chunk")


def written_while_read(chunks: Iterable[Chunk], write: Callable[[Chunk], bool]) -> bool:
    """Has another thread write each chunk while the next one is read; False as soon as one was not written.

    `write` alone uses its connection meanwhile. What either raises is raised here, once nothing is under way.
    """
    with ThreadPoolExecutor(1, "write") as thread:
        under_way: Future[bool] | None = None
        for chunk in chunks:
            if under_way is not None and not under_way.result():
                return False
            under_way = thread.submit(write, chunk)
        return under_way is None or under_way.result()
