"""The members of a grant by the 360Giving data standard 1.4.3, and the titles of its spreadsheets. Pure: no I/O.

Source: 360Giving Data Standard 1.4.3, 360-giving-schema.json, its code lists and its spreadsheet titles (CC BY 4.0).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Union


class Kind(Enum):
    """How a value is read."""

    TEXT = "text"
    GRANT_ID = "grant_id"
    AMOUNT = "amount"
    DURATION = "duration"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    CURRENCY = "currency"
    COUNTRY = "country"
    DAY = "day"  # a day or an instant
    AWARD_DAY = "award_day"  # the same; a month or year is kept, and cannot be published
    PARTIAL = "partial"  # a day, a month or a year
    INSTANT = "instant"
    ADDRESS = "address"
    YES_NO = "yes_no"
    REGRANT = "regrant"
    SCOPE = "scope"
    PRIVATE = "private"  # how to reach somebody: not kept
    INDIVIDUAL = "individual"  # a grant to a person: not kept


@dataclass(frozen=True, slots=True)
class Many:
    """A list of such."""

    item: Union["Members", Kind]


Members = Mapping[str, Kind | Many]
T, INSTANT, ADDRESS = Kind.TEXT, Kind.INSTANT, Kind.ADDRESS

LOCATION: Members = {
    "id": T,
    "name": T,
    "countryCode": Kind.COUNTRY,
    "latitude": Kind.LATITUDE,
    "longitude": Kind.LONGITUDE,
    "description": T,
    "geoCode": T,
    "geoCodeType": T,
    "dateModified": INSTANT,
}
ORGANISATION: Members = {
    "id": T,
    "name": T,
    "department": T,
    "contactName": Kind.PRIVATE,
    "charityNumber": T,
    "companyNumber": T,
    "streetAddress": T,
    "addressLocality": T,
    "addressRegion": T,
    "addressCountry": T,
    "postalCode": T,
    "telephone": Kind.PRIVATE,
    "alternateName": T,
    "email": Kind.PRIVATE,
    "description": T,
    "organisationType": T,
    "url": ADDRESS,
    "location": Many(LOCATION),
    "dateModified": INSTANT,
}
CLASSIFICATION: Members = {
    "vocabulary": T,
    "code": T,
    "title": T,
    "description": T,
    "url": ADDRESS,
    "dateModified": INSTANT,
}
TIMES: Members = {
    "title": T,
    "startDate": Kind.PARTIAL,
    "endDate": Kind.PARTIAL,
    "duration": Kind.DURATION,
    "description": T,
    "dateModified": INSTANT,
}
TRANSACTION: Members = {
    "id": T,
    "transactionDate": Kind.DAY,
    "currency": Kind.CURRENCY,
    "value": Kind.AMOUNT,
    "valueDate": Kind.DAY,
    "description": T,
    "provider": T,
    "recipient": T,
    "dateModified": INSTANT,
}
GRANT: Members = {
    "id": Kind.GRANT_ID,
    "title": T,
    "description": T,
    "currency": Kind.CURRENCY,
    "amountAppliedFor": Kind.AMOUNT,
    "amountAwarded": Kind.AMOUNT,
    "amountDisbursed": Kind.AMOUNT,
    "awardDate": Kind.AWARD_DAY,
    "url": ADDRESS,
    "plannedDates": Many(TIMES),
    "actualDates": Many(TIMES),
    "recipientIndividual": Kind.INDIVIDUAL,
    "toIndividualsDetails": Kind.INDIVIDUAL,
    "recipientOrganization": Many(ORGANISATION),
    "beneficiaryLocation": Many(LOCATION),
    "fundingOrganization": Many(ORGANISATION),
    "grantProgramme": Many(
        {"code": T, "title": T, "description": T, "url": ADDRESS, "dateModified": INSTANT}
    ),
    "fromOpenCall": Kind.YES_NO,
    "fundingType": Many(CLASSIFICATION),
    "classifications": Many(CLASSIFICATION),
    "relatedDocument": Many(
        {"id": T, "title": T, "url": ADDRESS, "description": T, "documentType": T, "dateModified": INSTANT}
    ),
    "applicationTransaction": Many(TRANSACTION),
    "commitmentTransaction": Many(TRANSACTION),
    "disbursementTransaction": Many(TRANSACTION),
    "relatedActivity": Many(T),
    "dateModified": INSTANT,
    "dataSource": ADDRESS,
    "regrantType": Kind.REGRANT,
    "locationScope": Kind.SCOPE,
}
REGRANT_TYPES = frozenset(f"FRG0{number}0" for number in range(1, 8))
LOCATION_SCOPES = frozenset({*(f"GLS0{number}0" for number in range(1, 7)), "GLS099"})
_COUNTRY_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT"
    " BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH"
    " ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT"
    " HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS"
    " LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI"
    " NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG"
    " SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG"
    " UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(_COUNTRY_CODES.split())

# Titles of columns: of a group of members, and of a member within one.
_GROUPS = {
    "plannedDates": "Planned Dates",
    "actualDates": "Actual Dates",
    "recipientOrganization": "Recipient Org",
    "beneficiaryLocation": "Beneficiary Location",
    "fundingOrganization": "Funding Org",
    "grantProgramme": "Grant Programme",
    "fundingType": "Funding Type",
    "classifications": "Classifications",
    "relatedDocument": "Related Document",
    "location": "Location",
}
_TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "url": "URL",
    "startDate": "Start Date",
    "endDate": "End Date",
    "duration": "Duration (months)",
    "name": "Name",
    "department": "Department",
    "contactName": "Contact Name",
    "charityNumber": "Charity Number",
    "companyNumber": "Company Number",
    "streetAddress": "Street Address",
    "addressLocality": "City",
    "addressRegion": "County",
    "addressCountry": "Country",
    "postalCode": "Postal Code",
    "telephone": "Phone Number",
    "alternateName": "Alternate Name",
    "email": "Email",
    "organisationType": "Organisation Type",
    "countryCode": "Country Code",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "geoCode": "Geographic Code",
    "geoCodeType": "Geographic Code Type",
    "code": "Code",
    "vocabulary": "Vocabulary",
    "documentType": "Document Type",
    "fromOpenCall": "From An Open Call?",
    "relatedActivity": "Related Activity",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
    "regrantType": "For Regrant Type",
    "locationScope": "Location Scope",
}
_WEB = frozenset({"recipientOrganization", "fundingOrganization", "relatedDocument"})
# What older versions of the standard and its publishers write as well; compared in small letters.
_ALIASES = {
    "recipient organisation": "Recipient Org",
    "recipient organization": "Recipient Org",
    "funding organisation": "Funding Org",
    "funding organization": "Funding Org",
    "grant program": "Grant Programme",
}
_INDIVIDUAL = {
    "Recipient Ind:Identifier": "recipientIndividual",
    "Recipient Ind:Name": "recipientIndividual",
    "To Individuals Details:Primary Grant Reason": "toIndividualsDetails",
    "To Individuals Details:Secondary Grant Reason": "toIndividualsDetails",
    "To Individuals Details:Grant Purpose": "toIndividualsDetails",
}


def _titled(members: Members, path: str, title: str, group: str) -> Iterator[tuple[str, str]]:
    for name, kind in members.items():
        if name in _INDIVIDUAL.values() or name.endswith("Transaction"):
            continue
        own = "Web Address" if name == "url" and group in _WEB else _TITLES.get(name, "")
        if isinstance(kind, Kind):
            yield f"{path}{name}", f"{title}{own}"
        elif isinstance(kind.item, Kind):
            yield f"{path}{name}/0", f"{title}{own}"
        else:
            yield from _titled(kind.item, f"{path}{name}/0/", f"{title}{_GROUPS[name]}:", name)


# The place of a member, like `recipientOrganization/0/name`, and its title in a spreadsheet.
TITLES: Mapping[str, str] = dict(_titled(GRANT, "", "", ""))
_PATHS: Mapping[str, str] = {
    **{path.lower(): path for path in TITLES},
    **{title.lower(): path for path, title in TITLES.items()},
    **{title.lower(): path for title, path in _INDIVIDUAL.items()},
}


# Words of the standard: only these are told again, since another name may hold anything.
_WORDS = frozenset(
    {
        *_GROUPS.values(),
        *_TITLES,
        *_TITLES.values(),
        *_INDIVIDUAL.values(),
        *GRANT,
        *TITLES.values(),
        *TRANSACTION,
    }
)


def told(name: str, otherwise: str) -> str:
    """A name that a file gives, where it is the standard's; else what stands for it."""
    return name if name in _WORDS else otherwise


def path_of(title: str) -> str | None:
    """The member that a column is of, by its title, without regard to case and spaces, or by its own name."""
    wanted = " ".join(title.split()).lower().replace(" :", ":").replace(": ", ":")
    for older, newer in _ALIASES.items():
        if wanted.startswith(f"{older}:"):
            wanted = newer.lower() + wanted.removeprefix(older)
    return _PATHS.get(wanted)
