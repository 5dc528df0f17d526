"""Disclosure control of a closed wave, decided once and remembered: nothing is added to it any more."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sosafe_api.domains.surveys.rules.disclosure import Place, Segments, shown_of_wave
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.tallies import Tally

MOST_REMEMBERED = 64
_remembered: OrderedDict[UUID, Mapping[str, frozenset[Place]]] = OrderedDict()


async def shown_places(
    wave_id: UUID,
    questions: Sequence[Question],
    whole: Mapping[str, Tally],
    broken_down: Mapping[str, Segments],
) -> Mapping[str, frozenset[Place]]:
    """The places shown of each question.

    With many small counts it can take seconds of pure reckoning, so a thread does it: other requests go on.
    """
    found = _remembered.get(wave_id)
    if found is None:
        found = await asyncio.to_thread(shown_of_wave, questions, whole, broken_down)
        _remembered[wave_id] = found
        if len(_remembered) > MOST_REMEMBERED:
            _remembered.popitem(last=False)
    else:
        _remembered.move_to_end(wave_id)
    return found
