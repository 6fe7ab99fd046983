from typing import Annotated

from fastapi import APIRouter, Depends, Request

from api.db import WriteSession
from api.handoff.schemas import HandoffIn, HandoffOut
from api.handoff.service import Handoff
from api.http.documentation import PROBLEMS
from api.http.service_token import ServiceToken

router = APIRouter(prefix="/api/v1/conversations", tags=["handoff"], dependencies=[ServiceToken], responses=PROBLEMS)


def _handoff(request: Request) -> Handoff:
    handoff: Handoff = request.app.state.handoff
    return handoff


@router.post("/{conversation_id}/handoff")
def ask_for_person(
    conversation_id: str, body: HandoffIn, session: WriteSession, handoff: Annotated[Handoff, Depends(_handoff)]
) -> HandoffOut:
    """Put the conversation into the queue for staff; asking again changes nothing."""
    return HandoffOut(state=handoff.ask(session, conversation_id, body.reason, actor="bot"))
