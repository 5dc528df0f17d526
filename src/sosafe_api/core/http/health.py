"""Whether the process lives and whether it can serve; open, without detail."""

import asyncio

from fastapi import APIRouter
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from sosafe_api.core.db.safety import migrated_to_head
from sosafe_api.core.errors import ServiceError, ServiceUnavailable
from sosafe_api.core.http.answers import answer
from sosafe_api.core.http.policy import open_to_all
from sosafe_api.core.http.route import Route
from sosafe_api.core.http.runtime import Runtime
from sosafe_api.core.schemas import Out

router = APIRouter(route_class=Route)
READY_SECONDS = 2.0


class Health(Out):
    """The process's answer to a probe."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})
    status: str = Field(max_length=16, description="Always `ok`; anything else is a problem document.")


@router.get("/livez", tags=["Operation"], summary="Ask whether the process lives", response_model=Health)
@open_to_all(counted=False)
async def get_liveness() -> Response:
    """Answered by the event loop alone, for a supervisor that restarts what hangs."""
    return answer({"status": "ok"})


@router.get("/readyz", tags=["Operation"], summary="Ask whether the service can serve", response_model=Health)
@open_to_all(counted=False)
async def get_readiness(request: Request) -> Response:
    """For a load balancer: the database answers within two seconds and its tables are this version's."""
    runtime: Runtime = request.app.state.runtime
    try:
        async with asyncio.timeout(READY_SECONDS):
            ready = await migrated_to_head(runtime.database)
    except (TimeoutError, ServiceError) as error:
        raise ServiceUnavailable() from error
    if not ready:
        raise ServiceUnavailable()
    return answer({"status": "ok"})
