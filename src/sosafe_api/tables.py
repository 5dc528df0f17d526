"""Imports every module that declares tables, for Alembic and for the checks; nothing else."""

from sosafe_api.core import audit_trail as audit_trail
from sosafe_api.core import idempotency as idempotency
from sosafe_api.core import outbox as outbox
from sosafe_api.core.db.columns import metadata as metadata
