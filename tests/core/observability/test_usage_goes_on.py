"""Counting calls outlives any fault, so that what comes later is written all the same."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from sosafe_api import main
from sosafe_api.core.errors import ServiceUnavailable


@pytest.mark.parametrize("fault", [ServiceUnavailable(), ValueError("ours"), OSError("theirs")])
def test_usage_is_written_again_after_a_fault(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    tried: list[int] = []
    written = asyncio.Event()

    async def write(_: Any) -> None:
        tried.append(len(tried))
        if len(tried) == 1:
            raise fault
        written.set()

    async def run() -> None:
        monkeypatch.setattr(main, "USAGE_SECONDS", 0)
        runtime = SimpleNamespace(usage=SimpleNamespace(write=write), database=None)
        task = asyncio.create_task(main._keep_usage(runtime))  # noqa: SLF001 - the task that runs by itself
        await asyncio.wait_for(written.wait(), 10)
        task.cancel()

    asyncio.run(run())
    assert len(tried) >= 2
