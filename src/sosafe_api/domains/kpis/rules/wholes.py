"""Which counts are parts of which others: told side by side, each of them bounds the other."""

from collections.abc import Mapping, Sequence

from sosafe_api.domains.kpis.rules.definition import Measure

# What is left of a whole: of referrals, those that wait for a decision or were withdrawn before one; of clients
# with a result, those without the good one.
REST_OF = "rest of "
WHOLES: Mapping[Measure, Sequence[Measure]] = {
    Measure.RECEIVED: (Measure.ACCEPTED, Measure.DECLINED),
    Measure.CASES_ASSESSED_TWICE: (Measure.CASES_AT_LOWER_RISK,),
    Measure.CASES_OPENED: (Measure.CASES_WITH_DASH,),
    Measure.CLIENTS_FOLLOWED_UP_ON_ASB: (Measure.CLIENTS_WITHOUT_ASB_CASE,),
    Measure.CLIENTS_WITH_HOUSING_RESULT: (Measure.CLIENTS_HOUSED,),
    Measure.COMPLAINANTS_SURVEYED: (Measure.COMPLAINANTS_SATISFIED,),
    Measure.CRISIS_INTERVENTIONS_ENDED: (Measure.CRISIS_INTERVENTIONS_COMPLETED,),
    Measure.OFFENDERS_FOLLOWED_UP: (Measure.OFFENDERS_WITHOUT_REOFFENDING,),
    Measure.PANEL_DECISIONS: (Measure.PANEL_DECISIONS_WITH_ACTION,),
    Measure.PROGRAMMES_ENDED: (Measure.PROGRAMMES_COMPLETED,),
    Measure.RECOMMENDATIONS_DUE: (Measure.RECOMMENDATIONS_IMPLEMENTED,),
    Measure.SAFE_SPACE_ENDED: (Measure.SAFE_SPACE_ENDED_SAFELY,),
    Measure.SURVIVORS_ASKED: (Measure.SURVIVORS_FEELING_SAFER,),
}
