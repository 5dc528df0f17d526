"""Outcome types as outcomes files print them, by group; a type that is not among them is kept all the same.

Source: data.police.uk, "About the data"; the groups follow the Home Office's outcomes framework for recorded crime.
"""

from collections.abc import Mapping

from sosafe_api.domains.incidents.vocabulary import CrimeOutcomeGroup

G = CrimeOutcomeGroup

OUTCOME_GROUPS: Mapping[str, CrimeOutcomeGroup] = {
    "Suspect charged": G.CHARGED,
    "Suspect charged as part of another case": G.CHARGED,
    "Offender given a caution": G.OUT_OF_COURT,
    "Offender given a drugs possession warning": G.OUT_OF_COURT,
    "Offender given penalty notice": G.OUT_OF_COURT,
    "Local resolution": G.OUT_OF_COURT,
    "Awaiting court outcome": G.COURT_RESULT,
    "Court case unable to proceed": G.COURT_RESULT,
    "Court result unavailable": G.COURT_RESULT,
    "Defendant found not guilty": G.COURT_RESULT,
    "Defendant sent to Crown Court": G.COURT_RESULT,
    "Offender deprived of property": G.COURT_RESULT,
    "Offender fined": G.COURT_RESULT,
    "Offender given absolute discharge": G.COURT_RESULT,
    "Offender given community sentence": G.COURT_RESULT,
    "Offender given conditional discharge": G.COURT_RESULT,
    "Offender given suspended prison sentence": G.COURT_RESULT,
    "Offender ordered to pay compensation": G.COURT_RESULT,
    "Offender otherwise dealt with": G.COURT_RESULT,
    "Offender sent to prison": G.COURT_RESULT,
    "Offender sentenced as part of another case": G.COURT_RESULT,
    "Investigation complete; no suspect identified": G.NO_SUSPECT_IDENTIFIED,
    "Unable to prosecute suspect": G.UNABLE_TO_PROSECUTE,
    "Formal action is not in the public interest": G.NOT_IN_PUBLIC_INTEREST,
    "Further action is not in the public interest": G.NOT_IN_PUBLIC_INTEREST,
    "Further investigation is not in the public interest": G.NOT_IN_PUBLIC_INTEREST,
    "Action to be taken by another organisation": G.OTHER_ORGANISATION,
    "Status update unavailable": G.NOT_KNOWN_YET,
    "Under investigation": G.NOT_KNOWN_YET,
}
