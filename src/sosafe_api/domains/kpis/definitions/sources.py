"""Where the figures come from, in the words that every definition of that source uses."""

REFERRALS = "The partnership's referrals, recorded in this service."
POLICE = "Police-recorded street-level data, data.police.uk."
POPULATION = "Office for National Statistics, mid-year population estimates."
OPEN_GOVERNMENT_LICENCE = "OGL-UK-3.0"  # as SPDX names it
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

COUNTING = (
    "Counts referrals, not people. A referral belongs to the day of its receipt in London. Records entered in"
    " error are left out. A redirected referral is declined by the first service, and the referral that"
    " continues it counts as one received by the other."
)
FORCE = (
    "Recorded by the district's own police force, by the map point's area; rows"
    " without an area are in no district. A month counts once that force's file for it is loaded."
)
