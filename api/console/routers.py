"""All routers of tickets, identity and the console, in one place for the composition root."""

from fastapi import APIRouter

from api.console import (
    account_pages,
    calls,
    export,
    live_events,
    overview_pages,
    question_calls,
    question_export,
    question_pages,
    queue_pages,
    signin_pages,
    static_files,
    talk_pages,
    talk_steps,
    ticket_files,
    ticket_list,
    ticket_page,
    ticket_steps,
)
from api.identity import endpoints as identity
from api.tickets import endpoints as tickets
from api.tickets.files import endpoints as files

ROUTERS: tuple[APIRouter, ...] = (
    tickets.router,
    identity.router,
    calls.router,
    static_files.router,
    signin_pages.router,
    ticket_list.router,
    ticket_page.router,
    ticket_steps.router,
    ticket_files.router,
    files.router,
    queue_pages.router,
    talk_pages.router,
    talk_steps.router,
    live_events.router,
    overview_pages.router,
    question_pages.router,
    question_export.router,
    question_calls.router,
    account_pages.router,
    export.router,
)
