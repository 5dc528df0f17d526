"""Counts of the responses of a wave, by question, group and answer."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.domains.surveys.rules.tallies import Given, Tally

# The group is the respondent's own answer to the question that breaks down, or '' for everybody.
_EACH = """
FROM survey_responses r
CROSS JOIN LATERAL (SELECT coalesce(r.answers ->> %(breakdown)s::text, '') AS member) own
CROSS JOIN LATERAL jsonb_each(r.answers) each (question, value)"""
_OF_WAVE = " WHERE r.partnership_id = %(partnership_id)s AND r.wave_id = %(wave_id)s"
_BASES = f"""
SELECT each.question, own.member, count(*), sum(r.weight)::float8, sum(r.weight * r.weight)::float8
{_EACH}{_OF_WAVE} GROUP BY 1, 2""".encode()
_GIVEN = """
CROSS JOIN LATERAL (
 SELECT value #>> '{}', 0 WHERE jsonb_typeof(value) <> 'array'
 UNION ALL
 SELECT item.answer, item.rank::int
 FROM jsonb_array_elements_text(CASE jsonb_typeof(value) WHEN 'array' THEN value END)
  WITH ORDINALITY item (answer, rank)
) given (answer, rank)"""
_ANSWERS = f"""
SELECT each.question, own.member, given.answer, given.rank, count(*), sum(r.weight)::float8
{_EACH}{_GIVEN}{_OF_WAVE} GROUP BY 1, 2, 3, 4""".encode()
EVERYBODY = ""


class TallyRepository:
    """Each question to the database is one statement over the responses of one wave."""

    def __init__(self, context: Context) -> None:
        self._execute = context.transaction.execute
        self._partnership_id = context.actor.partnership_id

    async def of_wave(
        self, wave_id: UUID, ranked: frozenset[str], breakdown: str | None = None
    ) -> Mapping[str, Mapping[str, Tally]]:
        """By question and group; without a breakdown the one group is `EVERYBODY`.

        `ranked` are the questions whose answers have an order.
        """
        values = {
            "partnership_id": self._partnership_id,
            "wave_id": wave_id,
            "breakdown": EVERYBODY if breakdown is None else breakdown,
        }
        counts: dict[tuple[str, str], dict[Given, int]] = defaultdict(dict)
        weights: dict[tuple[str, str], dict[Given, float]] = defaultdict(dict)
        for question, member, answer, rank, count, weight in await self._execute(_ANSWERS, values):
            given = Given(answer, rank if question in ranked else 0)
            of = counts[question, member], weights[question, member]
            of[0][given] = of[0].get(given, 0) + count
            of[1][given] = of[1].get(given, 0.0) + weight
        found: dict[str, dict[str, Tally]] = defaultdict(dict)
        for question, member, base, weight, squares in await self._execute(_BASES, values):
            key = (question, member)
            found[question][member] = Tally(base, weight, squares, counts[key], weights[key])
        return found
