"""Serves the real application from the environment's settings; run as a process that tests may kill."""

import os

import uvicorn

from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.logging import configure
from sosafe_api.core.settings import load_settings
from sosafe_api.main import create_app


def main() -> None:
    settings = load_settings()
    configure(settings.log_level)
    urls = DatabaseUrls(
        app=os.environ["SOSAFE_DATABASE_URL"], migrator="", reader=os.environ["SOSAFE_READER_DATABASE_URL"]
    )
    uvicorn.run(
        create_app(settings, urls),  # type: ignore[arg-type]
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,
    )


if __name__ == "__main__":
    main()
