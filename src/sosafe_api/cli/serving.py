"""`sosafe serve`: the web processes of an installation."""

import gc

import uvicorn

from sosafe_api.core.logging import configure
from sosafe_api.core.settings import load_settings
from sosafe_api.installation import Installation, check, ensure_keys, installation
from sosafe_api.main import create_app

STOP_SECONDS = 15


def serve() -> None:
    """Serve the API."""
    settings = load_settings()
    configure(settings.log_level)
    with installation(settings) as found:
        if found.embedded:
            ensure_keys(settings)
        check(found)
        run_web(found)


def application() -> object:
    """The factory of each web process when there are several."""
    settings = load_settings()
    configure(settings.log_level)
    # The parent process holds the embedded server; opening it again here only attaches.
    attached = installation(settings).__enter__()
    return create_app(settings, attached.urls)


def run_web(found: Installation) -> None:
    settings = found.settings
    several = settings.workers > 1
    gc.freeze()  # what is imported stays: no collection needs to look at it again
    uvicorn.run(
        "sosafe_api.cli.serving:application" if several else create_app(settings, found.urls),
        factory=several,
        workers=settings.workers if several else None,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,  # what it has to say goes the way of our own lines
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOP_SECONDS,
        h11_max_incomplete_event_size=32_768,
    )


COMMANDS = {"serve": serve}
