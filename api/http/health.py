"""`/healthz`: this process lives. `/readyz`: every part answers. `/metrics`: for Prometheus."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

log = structlog.get_logger(__name__)

Probe = Callable[[], None]
"""Returns when the part answers, raises otherwise."""

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
def ready(request: Request) -> JSONResponse:
    probes: Mapping[str, Probe] = request.app.state.probes
    with ThreadPoolExecutor(len(probes)) as pool:
        parts = dict(zip(probes, pool.map(lambda item: _probe(*item), probes.items()), strict=True))
    green = all(state == "ok" for state in parts.values())
    status = HTTPStatus.OK if green else HTTPStatus.SERVICE_UNAVAILABLE
    warnings = list(request.app.state.warnings())
    return JSONResponse({"status": "ok" if green else "unavailable", "parts": parts, "warnings": warnings}, status)


@router.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _probe(name: str, probe: Probe) -> str:
    try:
        probe()
    except Exception as error:  # noqa: BLE001 whatever a part fails with, readiness reports it and stays up
        log.warning("readiness.failed", part=name, error=type(error).__name__)
        return "unavailable"
    return "ok"
