"""Conversations that wait for a person, or have one."""

from typing import Annotated

from fastapi import Depends, Query, Request, Response

from api.console.board import Board
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Reader
from api.console.words import words_of
from api.conversations.domain import State
from api.db import ReadSession
from api.handoff.live import LiveChat

router = page_router()


def _live(request: Request) -> LiveChat:
    service: LiveChat = request.app.state.live_chat
    return service


def _board(request: Request) -> Board:
    board: Board = request.app.state.board
    return board


TheLiveChat = Annotated[LiveChat, Depends(_live)]
TheBoard = Annotated[Board, Depends(_board)]


@router.get("/queue")
def queue(
    request: Request,
    session: ReadSession,
    signed: Reader,
    live: TheLiveChat,
    board: TheBoard,
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Who waits longest stands on top, what is urgent above all; `part=list` is what the page refreshes by itself."""
    rows = board.rows()
    waiting = [row for row in rows if row.queued.conversation.state == State.WAITING]
    waiting.sort(key=lambda row: not row.urgent)
    return page(
        "queue_list.html" if part == "list" else "queue.html",
        signed=signed,
        waiting=waiting,
        mine=[row for row in rows if live.held_by(row.queued.conversation, signed.person)],
        others=[
            row
            for row in rows
            if row.queued.conversation.state == State.STAFF and not live.held_by(row.queued.conversation, signed.person)
        ],
        names=request.app.state.accounts.names(session),
        now=request.app.state.clock.now(),
        closed=request.app.state.conversations.reception.closed(),
        say=words_of(request),
        section="queue",
    )
