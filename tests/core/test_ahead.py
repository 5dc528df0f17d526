"""What is read is written by another thread while more is read, and neither loses the other's failure."""

import threading
from collections.abc import Iterator

import pytest

from sosafe_api.core.db.ahead import written_while_read


class Broken(Exception):
    """Whatever goes wrong."""


def test_everything_is_written_in_order_while_more_is_read() -> None:
    written: list[int] = []
    begun, asked = threading.Event(), threading.Event()

    def chunks() -> Iterator[int]:
        yield 1
        assert begun.wait(10)  # the first is being written already
        asked.set()
        yield from (2, 3)

    def write(chunk: int) -> bool:
        begun.set()
        assert asked.wait(10)  # the second is being read meanwhile
        written.append(chunk)
        return True

    assert written_while_read(chunks(), write)
    assert written == [1, 2, 3]
    assert written_while_read([], write)


def test_what_was_not_written_ends_the_reading() -> None:
    read: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(10):
            read.append(number)
            yield number

    assert not written_while_read(chunks(), lambda chunk: chunk < 3)
    assert len(read) < 10
    assert not written_while_read([1, 2, 3], lambda chunk: chunk < 3)  # the last one as well


def test_a_failure_of_either_is_raised_once_nothing_is_under_way() -> None:
    written: list[int] = []

    def chunks() -> Iterator[int]:
        yield 1
        raise Broken

    def write(chunk: int) -> bool:
        written.append(chunk)
        return True

    with pytest.raises(Broken):
        written_while_read(chunks(), write)
    assert written == [1]

    def fails(_: int) -> bool:
        raise Broken

    with pytest.raises(Broken):
        written_while_read([1, 2], fails)
    with pytest.raises(Broken):
        written_while_read([1], fails)
    assert threading.active_count() == len(
        [thread for thread in threading.enumerate() if "write" not in thread.name]
    )
