"""Statements on changes: numbering them, reading them, forgetting them."""

from sosafe_api.domains.changes.repository.background import BackgroundFeed, Connection
from sosafe_api.domains.changes.repository.feed import FeedRepository
from sosafe_api.domains.changes.repository.figures import FIGURES
from sosafe_api.domains.changes.repository.statements import WINDOW

__all__ = ["FIGURES", "WINDOW", "BackgroundFeed", "Connection", "FeedRepository"]
