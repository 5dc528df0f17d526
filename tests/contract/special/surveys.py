"""Questionnaires, waves and closed cases in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.surveys.asking import (
    SAFETY,
    closed,
    closed_asb_case,
    drafted,
    made,
    published,
    response,
    sent,
    wave,
)
from tests.fixtures.world import World


def _of_published(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), replaced={"questionnaire_id": published(world)["id"]})


def _versions(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), path={"questionnaire_id": published(world)["id"]})


def _counts(world: World) -> Call:
    found = wave(world, published(world, SAFETY), material="counts")
    return Call(world.as_role(Role.ANALYST), path={"survey_wave_id": found["id"]})


def _filled(world: World) -> str:
    found = wave(world)
    made(sent(world, found, [response("FORM/9")]))
    return str(found["id"])


def _closing(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), path={"survey_wave_id": _filled(world)})


def _closed(world: World) -> Call:
    found = closed(world, {"id": _filled(world)})
    return Call(world.as_role(Role.ANALYST), path={"survey_wave_id": found["id"]})


def _texts(world: World) -> Call:
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), path={"survey_wave_id": _filled(world)})


def _of_closed_case(world: World) -> Call:
    case = closed_asb_case(world, "2026-01-10T12:00:00Z")
    return Call(world.as_role(Role.CASEWORKER), path={"case_id": case["id"]})


SPECIAL = {
    "create_survey_wave": _of_published,
    "create_questionnaire_version": _versions,
    "replace_survey_wave_counts": _counts,
    "create_survey_wave_transition": _closing,
    "get_survey_wave_results": _closed,
    "list_survey_texts": _texts,
    "create_complainant_survey": _of_closed_case,
}
IDENTIFIERS = {
    "questionnaire_id": lambda world: drafted(world)["id"],
    "survey_wave_id": lambda world: wave(world)["id"],
}
