"""Where in a pushed bundle the parts of a referral stand, so that a fault is shown where the sender wrote it."""

# By the pointer into the referral as `POST /v1/referrals` takes it; the longest that fits.
_PLACES = {
    "/agency_reference": "/identifier/0/value",
    "/service_id": "/performer/0/identifier/value",
    "/referral_source": "/category/0/coding/0/code",
    "/reason_codes": "/reasonCode",
    "/urgency": "/priority",
    "/referred_on": "/authoredOn",
    "/person": "/contained/0",
    "/person/full_name": "/contained/0/name/0/text",
    "/person/date_of_birth": "/contained/0/birthDate",
    "/person/age_band": "/contained/0/extension",
    "/person/outward_postcode": "/contained/0/address/0/postalCode",
    "/person/safe_contact": "/contained/0/extension",
    "/person/safe_contact/telephone": "/contained/0/telecom",
    "/person/safe_contact/email": "/contained/0/telecom",
    "/person/interpreter_language": "/contained/0/communication/0/language/coding/0/code",
    "/consent": "/extension",
    "/narrative": "/note/0/text",
}


def place(pointer: str, entry: int) -> str:
    """`#/person/full_name` of the request that is entry 0 stands at `#/entry/0/resource/contained/0/name/0/text`."""
    wanted = pointer.removeprefix("#")
    known = [name for name in _PLACES if wanted == name or wanted.startswith(f"{name}/")]
    found = _PLACES[max(known, key=len)] if known else ""
    number = wanted.removeprefix("/reason_codes/")
    if number.isdigit():
        found += f"/{number}/coding/0/code"
    return f"#/entry/{entry}/resource{found}"
