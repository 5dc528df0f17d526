"""Alembic's environment: migrates as the owner of the tables, with short waits for locks."""

from alembic import context
from sqlalchemy import create_engine, pool, text

import sosafe_api.tables  # noqa: F401  # registers every table
from sosafe_api.core.db.columns import metadata

OWNER = "sosafe_owner"


def run_offline() -> None:
    """Writes the SQL of the migrations, for review and for the linter."""
    context.configure(
        dialect_name="postgresql",
        target_metadata=metadata,
        literal_binds=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    url = context.config.attributes["url"].replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {OWNER}"))
        connection.execute(text("SET lock_timeout = '2s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            transaction_per_migration=True,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
