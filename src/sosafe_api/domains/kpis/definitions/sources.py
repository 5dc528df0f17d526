"""Where the figures come from, in the words that every definition of that source uses."""

REFERRALS = "The partnership's referrals, recorded in this service."
POLICE = "Police-recorded street-level data, data.police.uk."
POPULATION = "Office for National Statistics, mid-year population estimates."
OFFENCES = "Home Office, police recorded crime tables, as imported by the partnership."
HOUSEHOLDS = "Office for National Statistics, Census 2021."
EVENTS = "The partnership's community events, recorded in this service."
FUNDING = "The partnership's funding bids, recorded in this service."
ACTION_PLANS = "The partnership's yearly action plans, kept in this service."
SURVEYS = "The partnership's surveys of residents, held in this service."
COMPLAINANTS = "Complainants of closed anti-social behaviour cases, as surveyed in this service."
CASES = "The partnership's cases and their results, recorded in this service."
PROGRAMMES = "The partnership's programmes and their enrolments, recorded in this service."
PANELS = "The partnership's panels and what they decided, recorded in this service."
PLACEMENTS = "Stays in the partnership's safe places, recorded in this service."
DEATH_REVIEWS = "The partnership's death reviews and the actions that follow, recorded in this service."
RISK_ASSESSMENTS = "The partnership's assessments of risk, recorded in this service."
SAVINGS = "The partnership's approved statements of predicted savings, held in this service."
MEASURED = "Figures entered by hand from the document that each names, released by a second person."
ASB_RETURNS = "Incidents of anti-social behaviour that police and councils return to this service."
FIRE_RETURNS = "Fire incidents that fire and rescue services return to this service."
OPEN_GOVERNMENT_LICENCE = "OGL-UK-3.0"  # as SPDX names it
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

COUNTING = (
    "Counts referrals, not people. A referral belongs to the day of its receipt in London. Records entered in"
    " error are left out. A redirected referral is declined by the first service, and the referral that"
    " continues it counts as one received by the other."
)
EVENT_MONTH = " An event belongs to the day on which it began, in London. Only events that were held count."
KNOWN_TO_THE_MONTH = (
    " What is known to the year only is in no month, and so in no figure here; the funding totals hold it."
)
ASKING = (
    " A wave belongs to the month in which its fieldwork ended. Closed waves among residents of the whole area count;"
    " a wave of whom only counts are known does, too. Of a weighted wave, or one with a design effect, both numbers"
    " are of its effective base (Kish; or base over design effect), so that the interval holds for it. Waves in one"
    " period are added up."
)
FORCE = (
    "Recorded by the district's own police force, by the map point's area; rows"
    " without an area are in no district. A month counts once that force's file for it is loaded."
)
SERVICE_KINDS = "The directory says of each service what it is for; records entered in error are left out."
CASES_CLOSED = (
    "Cases count by their day of closure in London. Cases without such a result are in neither number; those entered"
    " in error and duplicates are left out. The directory says of each service what it is for."
)
BY_HAND = (
    "Entered by hand for a whole period, with its evidence: a longer period is not made up of shorter ones, and a"
    " period without a released figure has none."
)
RETURNED = (
    " Incidents of which no area is known count; those in another district, and records entered in error, do not. A"
    " month counts from the first to the last of which something was returned."
)
RESIDENTS = (
    "Residents in the middle of the calendar year before the period's last day, as first published. One series"
    " throughout, never rebased."
)
RETURN_LAG = "As agencies return; provisional for 62 days, in which most late returns arrive."
