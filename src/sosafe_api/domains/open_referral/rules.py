"""A service and who offers it in the words of Open Referral UK (<https://docs.openreferraluk.org>)."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sosafe_api.domains.agencies.vocabulary import ServiceKind

VERSION = "HSDS-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
Service = dict[str, Any]


class Directory:
    """Made from the address of the installation, in which every identifier and address of the answers lies."""

    def __init__(self, public_url: str) -> None:
        self._url = public_url
        self.taxonomy = f"{public_url}/v1/code-lists/agencies.service_kind"

    def about(self) -> dict[str, Any]:
        return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{self._url}/v1/openapi.json"}

    def service(self, offer: Mapping[str, Any], labels: Mapping[str, str]) -> Service:
        """With all that is known of it; the standard has no null, so what is not known is absent."""
        term_id = self.term_id(offer["kind"])
        term = {
            "id": str(term_id),
            "taxonomy": self.taxonomy,
            "term": labels[offer["kind"]],
            "term_uri": self.taxonomy,
        }
        attribute = {
            "id": str(uuid5(term_id, str(offer["id"]))),
            "link_id": str(offer["id"]),
            "taxonomy_term_id": str(term_id),
            "link_type": "service_type",
            "taxonomy_term": term,
        }
        return {**self.listed(offer, labels), "attributes": [attribute]}

    def listed(self, offer: Mapping[str, Any], labels: Mapping[str, str]) -> Service:
        """As a list shows it: without what there may be several of."""
        agency = offer["agency"]
        told = {
            "id": str(offer["id"]),
            "name": offer["name"],
            "description": offer["description"],
            "url": f"{self._url}/v1/services/{offer['id']}",
            "status": offer["status"].replace("_", " "),
            "eligibility_description": offer["eligibility"],
            "minimum_age": offer["minimum_age"],
            "maximum_age": offer["maximum_age"],
            "alert": _alert(offer),
            "last_modified": offer["updated_at"],
            "organization": {
                "id": str(agency["id"]),
                "name": agency["name"],
                "description": labels[agency["kind"]],
                "uri": f"{self._url}/v1/agencies/{agency['id']}",
            },
        }
        return {name: value for name, value in told.items() if value is not None}

    def term_id(self, kind: str) -> UUID:
        """The identifier of a kind of service as a term of the taxonomy: the same wherever it is asked."""
        return uuid5(NAMESPACE_URL, f"{self.taxonomy}/{kind}")

    def kinds_of(self, term_id: UUID | None) -> list[str] | None:
        """The kind that the term stands for; none of them for a term of another taxonomy."""
        if term_id is None:
            return None
        return [kind.value for kind in ServiceKind if self.term_id(kind.value) == term_id]


def _alert(offer: Mapping[str, Any]) -> str | None:
    """That it has no room now is what a reader of a directory must know first."""
    if offer["accepting"]:
        return None
    later = offer["next_available_on"]
    return "Takes no referrals at present." + (f" Available from {later}." if later else "")


def page(contents: list[Service], total: int, number: int, per_page: int) -> dict[str, Any]:
    """A page as the standard counts them, from 1."""
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
