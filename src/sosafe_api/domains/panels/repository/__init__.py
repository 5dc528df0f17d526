"""Every query about panels; row security shows what the caller's groups, services and agency deal with."""

from sosafe_api.domains.panels.repository.actions import ActionRepository
from sosafe_api.domains.panels.repository.agenda import AgendaRepository
from sosafe_api.domains.panels.repository.meetings import MeetingRepository
from sosafe_api.domains.panels.repository.packs import PackedItem, PackRepository
from sosafe_api.domains.panels.repository.requests import RequestRepository

__all__ = [
    "ActionRepository", "AgendaRepository", "MeetingRepository", "PackRepository", "PackedItem",
    "RequestRepository",
]  # fmt: skip
