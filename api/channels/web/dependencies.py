from typing import Annotated

from fastapi import Depends, Header, Request

from api.channels.web.characters import Show, shown_to
from api.conversations.errors import WrongConversationToken
from api.conversations.service import Conversations
from api.conversations.turns import Turns
from api.http.bearer import bearer_token
from api.http.client_address import client_address
from api.http.rate_limits import RateLimits


def _conversations(request: Request) -> Conversations:
    conversations: Conversations = request.app.state.conversations
    return conversations


def _turns(request: Request) -> Turns:
    turns: Turns = request.app.state.turns
    return turns


def _rate_limits(request: Request) -> RateLimits:
    rate_limits: RateLimits = request.app.state.rate_limits
    return rate_limits


def _token(authorization: Annotated[str | None, Header()] = None) -> str:
    token = bearer_token(authorization)
    if token is None:
        raise WrongConversationToken
    return token


def _show(accept_language: Annotated[str, Header()] = "") -> Show:
    return shown_to(accept_language)


TheConversations = Annotated[Conversations, Depends(_conversations)]
TheTurns = Annotated[Turns, Depends(_turns)]
TheRateLimits = Annotated[RateLimits, Depends(_rate_limits)]
Token = Annotated[str, Depends(_token)]
TheShow = Annotated[Show, Depends(_show)]
Address = Annotated[str, Depends(client_address)]
