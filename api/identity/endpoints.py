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
def start_verification(body: StartVerification, session: WriteSession, service: Service) -> VerificationStarted:
    """Send a code to a phone or mailbox."""
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
    return VerificationStarted.model_validate(started)


@router.post("/{verification_id}/check")
def check_code(verification_id: str, body: CheckCode, session: WriteSession, service: Service) -> CodeChecked:
    """Check a code as typed."""
    return CodeChecked.model_validate(service.check(session, verification_id, body.code))
