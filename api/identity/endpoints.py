"""The verification calls of the action server."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from api.db import WriteSession
from api.http.documentation import PROBLEMS
from api.http.service_token import ServiceToken
from api.identity.contacts import contact_of
from api.identity.errors import UnreachableContact
from api.identity.schemas import CheckCode, CodeChecked, StartVerification, VerificationStarted
from api.identity.service import Verifications

router = APIRouter(
    prefix="/api/v1/verifications", tags=["verifications"], dependencies=[ServiceToken], responses=PROBLEMS
)


def _verifications(request: Request) -> Verifications:
    service: Verifications = request.app.state.verifications
    return service


Service = Annotated[Verifications, Depends(_verifications)]


@router.post("", status_code=201)
def start_verification(
    body: StartVerification, request: Request, session: WriteSession, service: Service
) -> VerificationStarted:
    """Send a code to a phone or mailbox. Each one that goes out counts for the user or the address behind the
    conversation too; above that limit nothing of this is kept, and nothing is sent."""
    contact = contact_of(body.target.phone, body.target.email)
    if contact is None:
        raise UnreachableContact
    started = service.start(
        session,
        conversation_id=body.conversation_id,
        purpose=body.purpose,
        contact=contact,
        replaces=body.replaces,
    )
    origin = request.app.state.code_origin(session, body.conversation_id) if started.sent else None
    if origin is not None:
        request.app.state.rate_limits.hit(*origin)
    return VerificationStarted.model_validate(started)


@router.post("/{verification_id}/check")
def check_code(verification_id: str, body: CheckCode, session: WriteSession, service: Service) -> CodeChecked:
    """Check a code as typed."""
    return CodeChecked.model_validate(service.check(session, verification_id, body.code))
