"""Results of closed waves: the same for every reader and every way of asking, small counts hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, InvalidParameter, NotFound
from sosafe_api.domains.surveys.errors import WaveNotClosed
from sosafe_api.domains.surveys.models import SurveyWave
from sosafe_api.domains.surveys.repository import TallyRepository
from sosafe_api.domains.surveys.repository.tallies import EVERYBODY
from sosafe_api.domains.surveys.rules.disclosure import Place, Segments
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.results import Findings, findings
from sosafe_api.domains.surveys.rules.stated_counts import tallies_of
from sosafe_api.domains.surveys.rules.tallies import Tally, base_of
from sosafe_api.domains.surveys.schemas import SurveyResultQuery
from sosafe_api.domains.surveys.service.control import shown_places
from sosafe_api.domains.surveys.service.presenting import differing, result
from sosafe_api.domains.surveys.service.waves import WaveService, stated_questions
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind, WaveMaterial, WaveStatus

Json = dict[str, Any]
NOBODY = Tally()


@dataclass(frozen=True, slots=True)
class Counted:
    """A wave with what was counted of it, and which of that may be shown."""

    wave: SurveyWave
    questions: list[Question]
    whole: Mapping[str, Tally]
    broken_down: Mapping[str, Segments]
    shown: Mapping[str, frozenset[Place]]

    def findings(self, question: Question, by: str = "", member: str = "") -> Findings:
        tally = self.whole.get(question.code, NOBODY)
        if by:
            tally = self.broken_down.get(question.code, {}).get(by, {}).get(member, NOBODY)
        base = base_of(tally, weighted=self.wave.weighted, design_effect=self.wave.design_effect)
        return findings(question, tally, base, self.shown[question.code], (by, member))


class ResultService(WaveService):
    """All breakdowns of a wave are decided together, whichever is asked for."""

    async def results(self, wave_id: UUID, query: SurveyResultQuery) -> Json:
        """Raises `WaveNotClosed`, and `InvalidParameter` for the other wave or `by`."""
        counted = await self._counted(await self.found(wave_id))
        breakdown = _breakdown(counted, query.by)
        other = None if query.compared_with is None else await self._other(query.compared_with)
        data = [
            result(counted.findings(question), _earlier(question, other)) for question in counted.questions
        ]
        if breakdown is not None:
            data += [
                result(counted.findings(question, breakdown.code, member), None, (member, label))
                for question in counted.questions
                if not question.breakdown
                for member, label in breakdown.options
            ]
        return {
            "wave": self.view(counted.wave),
            "compared_with": None if other is None else self._compared(counted, other),
            "by": query.by,
            "data": data,
        }

    async def _other(self, wave_id: UUID) -> Counted:
        try:
            return await self._counted(await self.found(wave_id))
        except (NotFound, WaveNotClosed) as error:
            detail = "Must name a closed wave."
            fault = FieldError("unknown_reference", detail, parameter="compared_with")
            raise InvalidParameter(errors=[fault]) from error

    async def _counted(self, wave: SurveyWave) -> Counted:
        if wave.status != WaveStatus.CLOSED:
            raise WaveNotClosed()
        questions = [each for each in await self.questions(wave) if each.kind is not SurveyQuestionKind.TEXT]
        if wave.material == WaveMaterial.COUNTS:
            whole = tallies_of(stated_questions(wave.counts))
            questions = [each for each in questions if each.code in whole]
            broken_down: dict[str, Segments] = {}
        else:
            whole, broken_down = await self._tallies(wave, questions)
        shown = await shown_places(wave.id, questions, whole, broken_down)
        return Counted(wave, questions, whole, broken_down, shown)

    async def _tallies(
        self, wave: SurveyWave, questions: list[Question]
    ) -> tuple[dict[str, Tally], dict[str, Segments]]:
        tallies = TallyRepository(self.context)
        ranked = frozenset(each.code for each in questions if each.ranks)
        everybody = await tallies.of_wave(wave.id, ranked)
        whole = {each.code: everybody.get(each.code, {}).get(EVERYBODY, NOBODY) for each in questions}
        groups = {
            each.code: await tallies.of_wave(wave.id, ranked, each.code)
            for each in questions
            if each.breakdown
        }
        broken_down: dict[str, Segments] = {
            each.code: {by: found.get(each.code, {}) for by, found in groups.items()} for each in questions
        }
        return whole, broken_down

    def _compared(self, counted: Counted, other: Counted) -> Json:
        mine, theirs = counted.wave, other.wave
        return {
            "wave": self.view(theirs),
            "same_questionnaire": mine.questionnaire_id == theirs.questionnaire_id,
            "same_method": mine.method == theirs.method,
            "same_area": mine.area_code == theirs.area_code,
            "differing_questions": differing(counted.questions, other.questions),
        }


def _earlier(question: Question, other: Counted | None) -> Findings | None:
    if other is None:
        return None
    same = next((each for each in other.questions if each.code == question.code), None)
    return other.findings(same) if same is not None and same.kind is question.kind else None


def _breakdown(counted: Counted, code: str | None) -> Question | None:
    if code is None:
        return None
    found = next((each for each in counted.questions if each.code == code and each.breakdown), None)
    if found is None:
        detail = "Must name a question of the wave that breaks results down."
        raise InvalidParameter(errors=[FieldError("not_a_breakdown", detail, parameter="by")])
    return found
