"""Loads what the figures of a printed strategy come from, as the demonstration's people would: through the API.

What the strategy does not print is the demonstration's own, and says so in its note, assumption or description.
"""

from importlib.resources import files
from typing import NamedTuple

import httpx

from sosafe_api.demo import police_months
from sosafe_api.demo.calling import Json, listed, load, move, send

AREA = "E07000243"
BASE = 1356  # printed for 2015; that of 2017 is the demonstration's own
ASKED = {
    2015: (1125, 637),
    2017: (1193, 705),
}  # feel safe by day, after dark: 83 and 47, 88 and 52 in a hundred
_SAFE = {"by_day": "Do you feel safe in your area by day?", "after_dark": "… after dark?"}
COMMISSIONER, COUNCIL = "Example Police and Crime Commissioner", "Example Borough Council"
# Month of receipt, funder, pounds, deliverer, title. The strategy prints these, and no day.
BIDS = (
    ("2017-02", "Example Government Department", 107_000, "Example Domestic Abuse Service", "Safe Space"),
    ("2017-04", COMMISSIONER, 3_000, COUNCIL, "Community reassurance"),
    ("2017-10", COMMISSIONER, 3_000, COUNCIL, "Ambassadors programme"),
    ("2018-01", "Example County Council", 10_000, "Example Domestic Abuse Service", "Traveller engagement"),
    ("2018-01", "Example Supermarket", 1_000, COUNCIL, "Allotment"),
    ("2018-03", COMMISSIONER, 9_000, COUNCIL, "Fly-tipping"),
)
# Not printed: so that the year's figures begin with its first month, and not with the first award.
NOT_WON = {"title": "A bid that was not won", "status": "rejected", "decided_on": "2016-04"}
# Unit cost, units expected and observed, deadweight, attribution, weeks. The strategy prints the sum alone.
SAVED = (
    ("HO1.0", "16", "0", "0.20", "0.75", None, {"council": "1"}),
    ("HO4.1", "4", "0", "0.20", "0.75", "13.25", None),
    ("CR1.0", "60", "14", "0.25", "0.80", None, {"police": "0.55", "council": "0.45"}),
    ("CR1.1", "134", "0", "0.25", "0.75", None, None),
    ("CR7.0", "31", "0", "0.20", "0.75", None, None),
    ("CR7.1", "26", "0", "0.20", "0.75", None, None),
    ("FI2.1", "4", "0", "0.25", "0.60", None, None),
)


class Clients(NamedTuple):
    """Clients of who enters figures, who keeps bids and approves, who releases, and of who imports for the police."""

    analyst: httpx.Client
    administrator: httpx.Client
    member: httpx.Client
    police: httpx.Client


def load_figures(clients: Clients) -> None:
    """Unless they are there. Raises `httpx.HTTPError` and `RuntimeError` where the service takes something not."""
    if listed(clients.analyst, "/v1/measurements?kpi_code=no_more_referrals&limit=1"):
        return
    for month in police_months.RECORDED:
        load(clients.police, "incidents", "police_uk_street_csv", police_months.street_file(month))
    load(clients.police, "asb_incidents", "incident_return_csv", police_months.returned_file())
    if not listed(clients.analyst, "/v1/survey-waves?limit=1"):
        _ask_residents(clients.analyst)
    _win_bids(clients.administrator)
    _predict_savings(clients.analyst, clients.administrator)
    _carry_over(clients.analyst, clients.member)


def _carry_over(analyst: httpx.Client, member: httpx.Client) -> None:
    """Last, since it says that all of this is done."""
    content = files("sosafe_api.demo").joinpath("carried_over.csv").read_bytes()
    made = load(analyst, "measurements", "measurements_csv", content)
    send(member, "POST", "/v1/measurement-releases", {"import_id": made["duplicate_of"] or made["id"]})


def _ask_residents(analyst: httpx.Client) -> None:
    questions = [_question(name, wording) for name, wording in _SAFE.items()]
    wanted = {"title": "Residents' survey", "questions": questions}
    questionnaire = send(analyst, "POST", "/v1/questionnaires", wanted, key="demonstration-questionnaire")
    move(analyst, f"/v1/questionnaires/{questionnaire['id']}", "published")
    for year, numbers in ASKED.items():
        wave: Json = {
            "title": f"Residents' survey {year}",
            "questionnaire_id": questionnaire["id"],
            "audience": "residents",
            "method": "postal",
            "area_code": AREA,
            "starts_on": f"{year}-06-01",
            "ends_on": f"{year}-07-31",
            "population": "Fictional residents. The strategy prints a base of 2015 only: that of 2017 is our own.",
            "material": "counts",
        }
        made = send(analyst, "POST", "/v1/survey-waves", wave, key=f"demonstration-wave-{year}")
        path = f"/v1/survey-waves/{made['id']}"
        stated = [_stated(name, number) for name, number in zip(_SAFE, numbers, strict=True)]
        send(analyst, "PUT", f"{path}/counts", {"questions": stated})
        move(analyst, path, "closed")


def _question(name: str, wording: str) -> Json:
    return {
        "code": f"feel_safe_{name}",
        "wording": wording,
        "kind": "single",
        "options": [{"code": "safe", "label": "Safe"}, {"code": "unsafe", "label": "Unsafe"}],
        "indicator": {"kpi": f"feeling_safe_{name}", "answers": ["safe"]},
    }


def _stated(name: str, number: int) -> Json:
    answers = [{"answer": "safe", "count": number}]
    return {"question": f"feel_safe_{name}", "base": BASE, "answers": answers}


def _win_bids(administrator: httpx.Client) -> None:
    names = sorted({name for _, funder, _, deliverer, _ in BIDS for name in (funder, deliverer)})
    known = {
        name: send(
            administrator,
            "POST",
            "/v1/funding-organisations",
            {"name": name},
            key=f"demonstration-organisation-{number}",
        )["id"]
        for number, name in enumerate(names)
    }
    won = [
        {
            "title": title,
            "status": "accepted",
            "amount_awarded": {"amount": f"{pounds}.00", "currency": "GBP"},
            "decided_on": month,
            "received_on": month,
            "funder_id": known[funder],
            "deliverer_id": known[deliverer],
        }
        for month, funder, pounds, deliverer, title in BIDS
    ]
    others = {"funder_id": known[COMMISSIONER], "deliverer_id": known[COUNCIL]}
    for number, bid in enumerate([*won, NOT_WON | others]):
        send(administrator, "POST", "/v1/funding-bids", bid, key=f"demonstration-bid-{number}")


def _predict_savings(analyst: httpx.Client, administrator: httpx.Client) -> None:
    costs = send(
        analyst, "POST", "/v1/unit-cost-sets", {"reference": "new_economy_1_4"}, key="demonstration-costs"
    )
    if costs["status"] == "draft":
        move(analyst, f"/v1/unit-cost-sets/{costs['id']}", "published")
    index = send(
        analyst, "POST", "/v1/price-indices", {"reference": "gdp_deflator_to_2024"}, key="demonstration-index"
    )
    agencies = {item["slug"]: item["id"] for item in listed(analyst, "/v1/agencies?limit=200")}
    statement = {
        "title": "Intensive one-to-one support",
        "period": {"start": "2016-04-01", "end": "2017-04-01"},
        "cohort": {"rule": "Everybody referred for intensive support within the period.", "size": 24},
        "price_year": 2016,
        "agencies_in_scope": [
            {"payer": "council", "agency_id": agencies["council"]},
            {"payer": "police"},
            {"payer": "fire_and_rescue"},
        ],
        "unit_cost_set_ids": [costs["id"]],
        "price_index_id": index["id"],
        "lines": [_line(*saved) for saved in SAVED],
        "assumptions": ["The strategy prints the sum and no line: the lines are the demonstration's own."],
    }
    made = send(analyst, "POST", "/v1/savings-statements", statement, key="demonstration-savings")
    if made["status"] == "draft":
        move(administrator, f"/v1/savings-statements/{made['id']}", "approved")


def _line(
    code: str,
    expected: str,
    observed: str,
    deadweight: str,
    attribution: str,
    *how: str | dict[str, str] | None,
) -> Json:
    weeks, payers = how
    return {
        "unit_cost_code": code,
        "kind": "fiscal",
        "comparison": "before_and_after",
        "units_expected": expected,
        "units_observed": observed,
        "deadweight": deadweight,
        "attribution": attribution,
        "payers": [{"payer": payer, "share": share} for payer, share in payers.items()]
        if isinstance(payers, dict)
        else None,
        "duration": weeks,
        "cashable": False,
        "description": "Fictional units of a fictional cohort.",
        "evidence": "Fictional counts of the year before and the year after.",
        "evidence_grade": "practitioner_monitoring",
    }
