"""Responses: taken one by one or many at once, each held once by its reference; free texts read by purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from pydantic import ValidationError

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import BatchRejected, FieldError, ValidationFailed
from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.validation import field_errors, json_pointer
from sosafe_api.domains.surveys.errors import ResponseReferenceInUse, WrongMaterial
from sosafe_api.domains.surveys.models import SurveyResponse, SurveyText, SurveyWave
from sosafe_api.domains.surveys.rules.answers import Path, answer_form, response_errors, without_texts
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.schemas import SurveyResponseBatchIn, SurveyResponseIn, SurveyTextQuery
from sosafe_api.domains.surveys.service.waves import WaveService
from sosafe_api.domains.surveys.vocabulary import WaveMaterial

Json = dict[str, Any]
_IN_USE = "Names another response already."


class ResponseService(WaveService):
    """All of a request is taken, or nothing; what is there already stays as it is."""

    async def add(self, wave_id: UUID, wanted: SurveyResponseIn) -> tuple[Json, bool]:
        """A receipt, and whether the response is new. Raises `ValidationFailed`, `ResponseReferenceInUse`."""
        wave = await self._taking(wave_id)
        questions = await self.questions(wave)
        errors = self._faults(wave, questions, wanted)
        if errors:
            raise ValidationFailed(errors=errors)
        known = await self.repository.known_responses(wave.id, [wanted.reference])
        row = known.get(wanted.reference)
        if row is None:
            (row,) = await self._keep(wave, questions, [wanted])
            return _receipt(row), True
        if row.digest != self._digest(wave, wanted):
            raise ResponseReferenceInUse()
        return _receipt(row), False

    async def add_all(self, wave_id: UUID, batch: SurveyResponseBatchIn) -> Json:
        """Raises `BatchRejected` with every fault of every response, each with its index."""
        wave = await self._taking(wave_id)
        questions = await self.questions(wave)
        read, errors = _read(batch.items)
        for index, wanted in read.items():
            errors += _placed(index, self._faults(wave, questions, wanted, ("items", index)))
        new, faults = await self._sorted_out(wave, read)
        errors += faults
        if errors:
            raise BatchRejected(errors=sorted(errors, key=lambda error: error.extra["index"]))
        await self._keep(wave, questions, new)
        return {"created": len(new), "unchanged": len(read) - len(new)}

    async def _sorted_out(
        self, wave: SurveyWave, read: Mapping[int, SurveyResponseIn]
    ) -> tuple[list[SurveyResponseIn], list[FieldError]]:
        """What is not there yet, and references that name another response, here or in the batch itself."""
        known = await self.repository.known_responses(wave.id, [item.reference for item in read.values()])
        digests = {reference: row.digest for reference, row in known.items()}
        new, errors = [], []
        for index, wanted in read.items():
            digest = self._digest(wave, wanted)
            if wanted.reference not in digests:
                digests[wanted.reference] = digest
                new.append(wanted)
            elif digests[wanted.reference] != digest:
                pointer = json_pointer(("items", index, "reference"))
                errors += _placed(index, [FieldError("reference_in_use", _IN_USE, pointer=pointer)])
        return new, errors

    async def _keep(
        self, wave: SurveyWave, questions: Sequence[Question], wanted: Sequence[SurveyResponseIn]
    ) -> list[SurveyResponse]:
        responses, texts = [], []
        for each in wanted:
            counted, written = without_texts(questions, each.answers)
            common: Json = {"partnership_id": wave.partnership_id, "wave_id": wave.id}
            row = SurveyResponse(
                **common,
                id=new_id(),
                reference=each.reference,
                weight=Decimal(each.weight or 1),
                answers=counted,
                digest=self._digest(wave, each),
                created_at=self.context.now,
            )
            responses.append(row)
            texts += [
                SurveyText(**common, id=new_id(), response_id=row.id, question=question, content=content)
                for question, content in written.items()
            ]
        await self.repository.add(*responses)
        await self.repository.add(*texts)
        if responses:
            # A new version: whoever read the wave before must not close it over responses that they have not seen.
            columns = {"response_count": wave.response_count + len(responses)}
            await self.change(wave, columns, "survey_wave.responses_added")
        return responses

    async def forms(self, wave_id: UUID) -> dict[str, type]:
        """By question, what an answer to it is: `int` for a point, `list` for several options, else `str`."""
        questions = await self.questions(await self.found(wave_id))
        return {question.code: answer_form(question.kind) for question in questions}

    async def texts(self, wave_id: UUID, query: SurveyTextQuery) -> Page[Json]:
        """The read is recorded before a byte leaves."""
        wave = await self.found(wave_id)
        entry = Entry(
            operation="survey_text:read", object_type="survey_wave", object_id=wave.id, field_set="F3"
        )
        await record(self.context, entry)

        async def of_wave(asked: SurveyTextQuery, after: Any) -> Sequence[SurveyText]:
            return await self.repository.texts(wave.id, asked, after)

        page = await self.paged(query, of_wave, "id", within=wave.id)
        rows = [{"id": row.id, "question": row.question, "content": row.content} for row in page.rows]
        return Page(rows, page.next_cursor)

    async def _taking(self, wave_id: UUID) -> SurveyWave:
        """Raises `WaveNotOpen`, `WrongMaterial`."""
        wave = await self.open_wave(wave_id)
        if wave.material != WaveMaterial.RESPONSES:
            raise WrongMaterial("counts")
        return wave

    @staticmethod
    def _faults(
        wave: SurveyWave, questions: Sequence[Question], wanted: SurveyResponseIn, at: Path = ()
    ) -> list[FieldError]:
        return response_errors(questions, wanted.answers, wanted.weight, weighted=wave.weighted, at=at)

    def _digest(self, wave: SurveyWave, wanted: SurveyResponseIn) -> str:
        content = canonical_json(wanted.model_dump(mode="json", exclude={"reference"}))
        return self.context.pseudonyms.of("survey_response", str(wave.id), content.decode())


def _read(items: Sequence[Json]) -> tuple[dict[int, SurveyResponseIn], list[FieldError]]:
    found, errors = {}, []
    for index, item in enumerate(items):
        try:
            found[index] = SurveyResponseIn.model_validate_json(msgspec.json.encode(item))
        except ValidationError as error:
            errors += _placed(index, field_errors(error, prefix=("items", index)))
    return found, errors


def _placed(index: int, errors: Sequence[FieldError]) -> list[FieldError]:
    return [replace(error, extra={"index": index}) for error in errors]


def _receipt(row: SurveyResponse) -> Json:
    return {"id": row.id, "reference": row.reference, "received_at": wire_instant(row.created_at)}
