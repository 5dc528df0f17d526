"""A programme's sessions: listed, moved to another time, held, cancelled."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.programmes.errors import SessionNotPlanned
from sosafe_api.domains.programmes.models import Programme, ProgrammeSession
from sosafe_api.domains.programmes.rules import SessionStatus, allowed_session_moves
from sosafe_api.domains.programmes.schemas import ProgrammeSessionPatch, SessionQuery, SessionTransitionIn
from sosafe_api.domains.programmes.service.base import ProgrammeServiceBase


class SessionService(ProgrammeServiceBase):
    """When the group meets. Nobody is named."""

    async def page(self, programme_id: UUID, query: SessionQuery) -> Page[dict[str, Any]]:
        programme = await self.found(Programme, programme_id)

        async def read(query: RecordQuery, after: Any) -> Any:
            return await self.repository.sessions(programme.id, query, after)

        page = await self.paged(query, read, "id", within=programme.id)
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def read(self, session_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(ProgrammeSession, session_id))

    async def update(self, session_id: UUID, patch: ProgrammeSessionPatch) -> dict[str, Any]:
        """Another time; raises `SessionNotPlanned` for one that was held or cancelled."""
        row = await self.found(ProgrammeSession, session_id, lock=True)
        self.check(row, "programme_session")
        changed = self.changes(row, patch)
        if changed and row.status != SessionStatus.PLANNED:
            raise SessionNotPlanned()
        await self._change(row, changed, "programme_session.moved")
        return self._view(row)

    async def transition(self, session_id: UUID, wanted: SessionTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed` with where it may go."""
        row = await self.found(ProgrammeSession, session_id, lock=True)
        self.check(row, "programme_session")
        allowed = self._allowed(row)
        if wanted.to not in allowed:
            raise TransitionNotAllowed(allowed_to=allowed)
        await self._change(row, {"status": wanted.to.value}, f"programme_session.{wanted.to.value}")
        return self._view(row)

    async def _change(self, row: ProgrammeSession, columns: dict[str, Any], event: str) -> None:
        if not columns:
            return
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now
        await self.announce(row, event, service_id=row.service_id)

    def _allowed(self, row: ProgrammeSession) -> list[SessionStatus]:
        return allowed_session_moves(SessionStatus(row.status), row.starts_at, self.context.now)

    def _view(self, row: ProgrammeSession) -> dict[str, Any]:
        return {
            "id": row.id,
            "programme_id": row.programme_id,
            "number": row.number,
            "starts_at": wire_instant(row.starts_at),
            "time_zone": "Europe/London",
            "status": row.status,
            "allowed_transitions": self._allowed(row),
            "etag": self.tag(row, "programme_session"),
        }
