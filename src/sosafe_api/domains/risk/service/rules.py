"""The partnership's rules of risk: versions that begin on a day; what is assessed keeps the one it met."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.models import RiskRule
from sosafe_api.domains.risk.repository import RiskRuleRepository
from sosafe_api.domains.risk.rules.bands import DEFAULT, Band, Terms, band_errors
from sosafe_api.domains.risk.schemas import RiskRuleIn, RiskRuleQuery
from sosafe_api.domains.risk.vocabulary import RiskGround, RiskRoute


class RiskRuleService(RecordService):
    """A version is never changed: a better one begins on its own day, or corrects one of the same day."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = RiskRuleRepository(context)

    async def create(self, wanted: RiskRuleIn) -> dict[str, Any]:
        """Raises `ValidationFailed` naming every fault of the bands."""
        terms = _asked_for(wanted)
        errors = band_errors(terms.bands)
        if errors:
            raise ValidationFailed(errors=errors)
        row = RiskRule(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            rule_version=await self.repository.next_version(),
            valid_from=wanted.valid_from,
            terms=stated(terms),
            created_at=self.context.now,
            created_by=self.actor.id,
        )
        await self.repository.add(row)
        await self.announce(row, "risk_rule.created")
        return self._view(row)

    async def read(self, rule_id: UUID) -> dict[str, Any]:
        row = await self.repository.find(RiskRule, rule_id)
        if row is None:
            raise NotFound()
        return self._view(row)

    async def page(self, query: RiskRuleQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def in_force(self, day: date) -> tuple[UUID | None, Terms]:
        """The rule that governs assessments of the day; the usual terms where the partnership has none."""
        row = await self.repository.in_force(day)
        return (row.id, terms_of(row.terms)) if row is not None else (None, DEFAULT)

    async def version_of(self, rule_id: UUID | None) -> int | None:
        row = await self.repository.find(RiskRule, rule_id) if rule_id is not None else None
        return row.rule_version if row is not None else None

    def _view(self, row: RiskRule) -> dict[str, Any]:
        return {
            "id": row.id,
            "rule_version": row.rule_version,
            "valid_from": row.valid_from,
            **shown(row.terms),
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "risk_rule"),
        }


def _asked_for(wanted: RiskRuleIn) -> Terms:
    return Terms(
        bands=tuple(Band(band.grade, band.lowest, band.highest, band.route) for band in wanted.bands),
        escalation_threshold=wanted.escalation_threshold,
        repeat_months=wanted.repeat_months,
        marac_grounds=frozenset(wanted.marac_grounds),
        uncounted_questions=frozenset(wanted.uncounted_questions),
    )


def stated(terms: Terms) -> dict[str, Any]:
    """The terms as they are kept."""
    return {
        "bands": [
            {
                "grade": band.grade.value,
                "lowest": band.lowest,
                "highest": band.highest,
                "route": band.route.value,
            }
            for band in terms.bands
        ],
        "escalation_threshold": terms.escalation_threshold,
        "repeat_months": terms.repeat_months,
        "marac_grounds": sorted(terms.marac_grounds),
        "uncounted_questions": sorted(terms.uncounted_questions),
    }


def terms_of(kept: dict[str, Any]) -> Terms:
    return Terms(
        bands=tuple(
            Band(RiskGrade(band["grade"]), band["lowest"], band["highest"], RiskRoute(band["route"]))
            for band in kept["bands"]
        ),
        escalation_threshold=kept["escalation_threshold"],
        repeat_months=kept["repeat_months"],
        marac_grounds=frozenset(map(RiskGround, kept["marac_grounds"])),
        uncounted_questions=frozenset(kept["uncounted_questions"]),
    )


def shown(kept: dict[str, Any]) -> dict[str, Any]:
    """Kept terms as they are told of."""
    return {**kept, "high_threshold": terms_of(kept).high_threshold}
