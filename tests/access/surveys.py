"""Who may do what with questionnaires, waves, responses and what complainants say."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.surveys.asking import DAY, SAFETY, drafted, published, wave
from tests.fixtures.world import World

MANAGERS = {R.ANALYST}
AUTHORS = {R.ANALYST, *ADMIN}
SENDERS = {R.ANALYST, R.IMPORT_CLIENT, R.JOINT_ACTION_GROUP}
READERS = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}
WAVE = "/v1/survey-waves/{survey_wave_id}"
QUESTIONNAIRE = "/v1/questionnaires/{questionnaire_id}"
COMPLAINANTS = "/v1/cases/{case_id}/complainant-surveys"


def _wave(world: World) -> dict[str, Any]:
    found = wave(world)
    return {name: found[name] for name in ("audience", "method", "area_code", "starts_on", "ends_on")} | {
        "questionnaire_id": found["questionnaire_id"],
        "title": "Another wave",
        "population": "Residents.",
    }


def _of_counts(world: World) -> str:
    return str(wave(world, published(world, SAFETY), material="counts")["id"])


def _counts(_: World) -> dict[str, Any]:
    return {"questions": [{"question": DAY, "base": 100, "answers": [{"answer": "safe", "count": 80}]}]}


ROWS: dict[str, Row] = {
    "create_questionnaire": row("POST", "/v1/questionnaires", AUTHORS),
    "list_questionnaires": row("GET", "/v1/questionnaires", READERS),
    "get_questionnaire": row("GET", QUESTIONNAIRE, READERS),
    "update_questionnaire": row("PATCH", QUESTIONNAIRE, AUTHORS),
    "create_questionnaire_transition": row("POST", f"{QUESTIONNAIRE}/transitions", AUTHORS),
    "create_questionnaire_version": row("POST", f"{QUESTIONNAIRE}/versions", AUTHORS),
    "create_survey_wave": row("POST", "/v1/survey-waves", MANAGERS, body=_wave),
    "list_survey_waves": row("GET", "/v1/survey-waves", READERS),
    "get_survey_wave": row("GET", WAVE, READERS),
    "update_survey_wave": row("PATCH", WAVE, MANAGERS),
    "replace_survey_wave_counts": row(
        "PUT", f"{WAVE}/counts", MANAGERS, body=_counts, on={"survey_wave_id": _of_counts}
    ),
    "create_survey_wave_transition": row(
        "POST", f"{WAVE}/transitions", MANAGERS, body=lambda _: {"to": "entered_in_error"}
    ),
    "get_survey_wave_results": row("GET", f"{WAVE}/results", READERS),
    "create_survey_response": row("POST", f"{WAVE}/responses", SENDERS),
    "create_survey_response_batch": row("POST", f"{WAVE}/response-batches", SENDERS),
    "list_survey_texts": row("GET", f"{WAVE}/texts", {R.PARTNERSHIP_ADMIN}, sensitive=True),
    "create_complainant_survey": row("POST", COMPLAINANTS, {R.CASEWORKER}),
    "list_complainant_surveys": row("GET", COMPLAINANTS, {R.CASEWORKER}, sensitive=True),
    "get_complainant_satisfaction": row("GET", "/v1/complainant-satisfaction", READERS),
}
SUBJECTS: dict[str, Any] = {}
SHOWS = {"list_survey_texts": {"survey_texts"}, "list_complainant_surveys": {"complainant_surveys"}}
KNOWN = {
    "questionnaire_id": lambda world: drafted(world)["id"],
    "survey_wave_id": lambda world: wave(world)["id"],
}
