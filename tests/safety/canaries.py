"""A referral with a mark in each of its personal values, so that whatever shows a mark has shown it."""

from typing import Any

from tests.fixtures.world import World

# What the user who sent it may see of the person, and what only the receiving service may.
PERSON = {
    "full_name": "Canaryname Fictional",
    "date_of_birth": "1911-11-11",
    "outward_postcode": "ZE3",
    "telephone": "01632 960911",
    "email": "canarymail@example.org",
    "safe_times": "Canarytimes after six",
}
CASE = {
    "interpreter_language": "cym-canary",
    "expected_birth_on": "2027-09-13",
    "score": "97",
    "assessed_on": "2025-05-17",
    "consent_reason": "Canaryreason for no consent",
    "narrative": "Canarynarrative of what happened",
    "reason_code": "exploitation_cse",
}

NOTE = "Canarynote for the service"
QUESTION = "Canaryquestion about her"
ANSWER = "Canaryanswer about her"
# Marks that no other value of an answer can hold by chance; a bare number could.
UNMISTAKABLE = [value for name, value in (PERSON | CASE).items() if name not in ("score", "outward_postcode")]
EVERYTHING = [*UNMISTAKABLE, NOTE, QUESTION, ANSWER]


def marked_referral(world: World, reference: str) -> dict[str, Any]:
    return world.referral(
        reference,
        person={
            "full_name": PERSON["full_name"],
            "date_of_birth": PERSON["date_of_birth"],
            "outward_postcode": PERSON["outward_postcode"],
            "interpreter_language": CASE["interpreter_language"],
            "safe_contact": {name: PERSON[name] for name in ("telephone", "email", "safe_times")},
        },
        household={"adults": 1, "expected_birth_on": CASE["expected_birth_on"]},
        risk={
            "tool": "other",
            "score": int(CASE["score"]),
            "grade": "high",
            "assessed_on": CASE["assessed_on"],
        },
        consent={"status": "refused", "reason": CASE["consent_reason"]},
        narrative=CASE["narrative"],
        reason_codes=[CASE["reason_code"]],
    )


def seen_in(text: str) -> set[str]:
    return {mark for mark in EVERYTHING if mark in text}
