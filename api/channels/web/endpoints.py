from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.channels.web import WEB
from api.channels.web.dependencies import Address, TheConversations, TheRateLimits, TheShow, TheTurns, Token
from api.channels.web.errors import TextTooLong
from api.channels.web.schemas import (
    MAX_ID,
    ConversationIn,
    FeedbackIn,
    FeedbackOut,
    MessageIn,
    OpenedOut,
    RepliesOut,
    TypingIn,
)
from api.conversations.domain import Author, State
from api.conversations.intake import Said
from api.conversations.origins import origin_key
from api.db import ReadSession, WriteSession
from api.http.documentation import PROBLEMS

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"], responses=PROBLEMS)

After = Annotated[int, Query(ge=0, le=MAX_ID)]


@router.post("", status_code=HTTPStatus.CREATED)
def open_conversation(
    request: Request,
    session: WriteSession,
    conversations: TheConversations,
    rate_limits: TheRateLimits,
    address: Address,
    show: TheShow,
    _body: ConversationIn | None = None,
) -> OpenedOut:
    """Open a conversation; the token is told this once."""
    rate_limits.hit("conversations", address)
    origin = origin_key(request.app.state.index, address)
    conversation, token, opening = conversations.open(session, WEB.name, origin=origin)
    return OpenedOut(id=conversation.id, token=token, state=conversation.state, messages=[show(opening)])


@router.post("/{conversation_id}/messages")
def post_message(
    conversation_id: str,
    body: MessageIn,
    request: Request,
    token: Token,
    turns: TheTurns,
    rate_limits: TheRateLimits,
    address: Address,
    show: TheShow,
) -> RepliesOut:
    """Say something; returns the replies to it. The same `client_id` gives the same answer and acts once."""
    if body.text is not None and len(body.text) > request.app.state.settings.max_text_length:
        raise TextTooLong
    rate_limits.hit("messages", address)
    rate_limits.hit("messages_per_conversation", conversation_id)
    answer = turns.take(conversation_id, token, Said(body.client_id, body.text, body.payload))
    return RepliesOut(messages=[show(message) for message in answer.messages], state=answer.state)


@router.get("/{conversation_id}/messages")
def read_messages(
    conversation_id: str,
    session: ReadSession,
    token: Token,
    conversations: TheConversations,
    show: TheShow,
    after: After = 0,
) -> RepliesOut:
    """The messages with an id above `after`, oldest first, at most 500 at a time."""
    conversation = conversations.authorised(session, conversation_id, token)
    messages = conversations.history(session, conversation_id, after)
    return RepliesOut(messages=[show(message) for message in messages], state=conversation.state)


@router.post("/{conversation_id}/feedback", status_code=HTTPStatus.CREATED)
def give_feedback(
    conversation_id: str, body: FeedbackIn, session: WriteSession, token: Token, conversations: TheConversations
) -> FeedbackOut:
    """Say whether a reply was useful; saying it again replaces what was said."""
    conversation = conversations.authorised(session, conversation_id, token)
    conversations.judge(session, conversation, body.message_id, body.useful, body.reason)
    return FeedbackOut(message_id=body.message_id, useful=body.useful)


@router.post("/{conversation_id}/typing", status_code=HTTPStatus.NO_CONTENT)
def tell_typing(
    conversation_id: str,
    body: TypingIn,
    session: ReadSession,
    token: Token,
    conversations: TheConversations,
    rate_limits: TheRateLimits,
    address: Address,
) -> None:
    """Tell staff who have the conversation open that the user is writing; kept nowhere."""
    rate_limits.hit("typing", address)
    conversation = conversations.authorised(session, conversation_id, token)
    conversations.hub.typing(conversation.id, Author.USER, body.on)


@router.post("/{conversation_id}/close", status_code=HTTPStatus.NO_CONTENT)
def close_conversation(
    conversation_id: str, session: WriteSession, token: Token, conversations: TheConversations
) -> None:
    """End the conversation and keep what was said: nobody is waited for any more. One that has ended stays as it is."""
    conversation = conversations.authorised(session, conversation_id, token, lock=True)
    if conversation.state != State.CLOSED:
        conversations.close(session, conversation, actor="user")


@router.delete("/{conversation_id}", status_code=HTTPStatus.NO_CONTENT)
def delete_conversation(
    conversation_id: str, session: WriteSession, token: Token, conversations: TheConversations
) -> None:
    """End the conversation and delete what was said; tickets stay for as long as they must be kept."""
    conversation = conversations.authorised(session, conversation_id, token, lock=True)
    conversations.delete(session, conversation, actor="user")
