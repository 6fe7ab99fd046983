from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from api.policy.service import PolicyDesk

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(Path(__file__).parent / "templates")


def _policy(request: Request) -> PolicyDesk:
    policy: PolicyDesk = request.app.state.policy
    return policy


ThePolicy = Annotated[PolicyDesk, Depends(_policy)]


@router.get("/policy")
def current_policy(policy: ThePolicy) -> RedirectResponse:
    return RedirectResponse(f"/policy/{policy.current.version}")


@router.get("/policy/{version}")
def policy_page(request: Request, version: str, policy: ThePolicy) -> HTMLResponse:
    """The text as published, with an anchor for each clause and list item."""
    context = {
        "policy": policy.version(version),
        "current": policy.current.version,
        "versions": sorted(policy.versions, reverse=True),
    }
    return templates.TemplateResponse(request, "policy.html", context)
