"""The composition root: builds every service once, with real ports or the ones a test hands in.

A new feature adds its service to `Desk`, its router to `ROUTERS`, its job handlers to `job_handlers`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import httpx
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.audit import Audit
from api.bot_client import RasaBot
from api.channels.web import endpoints as web
from api.channels.web import events as web_events
from api.channels.web import pages as web_pages
from api.channels.wechat import endpoints as wechat_endpoints
from api.channels.wechat.housekeeping import WECHAT_SWEEP
from api.channels.wechat.outbound.ports import Platform
from api.channels.wechat.parts import Surroundings, WeChatSide, build_wechat
from api.channels.wechat.people import repository as wechat_people
from api.channels.wechat.settings import WeChatSettings
from api.clock import Clock, SystemClock
from api.console.board import Board
from api.console.parts import StaffSide, build_staff_side
from api.console.routers import ROUTERS as STAFF_ROUTERS
from api.console.watch import Watch
from api.conversations.domain import Citation
from api.conversations.forgetting import FORGET
from api.conversations.hub import Hub
from api.conversations.jobs import SWEEP, forget, retry_turn, sweep
from api.conversations.origins import origin_of
from api.conversations.outcomes import Outcomes
from api.conversations.poller import Poller
from api.conversations.ports import Bot
from api.conversations.rendering import Renderer
from api.conversations.service import RETRY_TURN, Conversations
from api.conversations.texts import load_texts
from api.conversations.turns import Timing, Turns
from api.db import BlindIndex, Database, create_database
from api.handoff import endpoints as handoff_endpoints
from api.handoff.hours import load_hours
from api.handoff.jobs import HandoffJobs
from api.handoff.live import LiveChat
from api.handoff.reception import Reception
from api.handoff.service import Handoff
from api.http import health
from api.http.rate_limits import RateLimits
from api.jobs import Handler
from api.migrations.runner import is_current
from api.policy import PolicyDesk
from api.policy import endpoints as policy_endpoints
from api.retention.build import build_retention
from api.retention.jobs import RETENTION, sweep_daily
from api.retention.service import Retention
from api.settings import Settings
from api.tickets.calendars import WorkCalendar, load_tables
from api.tickets.deadlines import local_day
from api.tickets.schedule import WATCH_CALENDAR

ROUTERS = (
    web.router,
    web_events.router,
    handoff_endpoints.router,
    policy_endpoints.router,
    web_pages.router,
    wechat_endpoints.router,
    health.router,
    *STAFF_ROUTERS,
)
PERIODIC_JOBS = (SWEEP, RETENTION, WECHAT_SWEEP, WATCH_CALENDAR)
"""Kinds that postpone themselves for ever; the worker sees to it that each has its row."""
PROBE_TIMEOUT_S = 2.0


@dataclass(frozen=True)
class Desk:
    settings: Settings
    clock: Clock
    database: Database
    index: BlindIndex
    audit: Audit
    policy: PolicyDesk
    bot: Bot
    conversations: Conversations
    turns: Turns
    handoff: Handoff
    reception: Reception
    live_chat: LiveChat
    poller: Poller
    rate_limits: RateLimits
    staff_side: StaffSide
    retention: Retention
    wechat: WeChatSide | None = None


def build_desk(
    settings: Settings,
    *,
    clock: Clock | None = None,
    bot: Bot | None = None,
    policy: PolicyDesk | None = None,
    wechat: WeChatSettings | None = None,
    wechat_platform: Platform | None = None,
) -> Desk:
    """Everything; a test hands in the parts that it wants to hold in its hand."""
    desk = _build(settings, clock or SystemClock(), bot, policy)
    return replace(desk, wechat=build_wechat(_around_wechat(desk), wechat, wechat_platform))


def _build(settings: Settings, clock: Clock, bot: Bot | None, policy: PolicyDesk | None) -> Desk:
    bot = bot or RasaBot(settings.bot_url, settings.bot_token.get_secret_value(), settings.bot_timeout_s)
    database = create_database(
        settings.database_url, settings.data_keys.get_secret_value(), settings.database_timeout_s
    )
    index = BlindIndex(settings.index_key.get_secret_value())
    audit = Audit(clock, settings.index_key.get_secret_value())
    policy = policy or PolicyDesk(settings.data_dir, clock, settings.timezone)
    hub, texts = Hub(), load_texts(settings.data_dir)
    calendar = WorkCalendar(load_tables(settings.data_dir / "calendar"))
    reception = Reception(clock, load_hours(settings.data_dir, settings.timezone, calendar.is_workday))
    conversations = Conversations(clock, audit, index, hub, texts, reception)
    outcomes = Outcomes(conversations, Renderer(_ConversationPolicy(policy), texts))
    turns = Turns(database, clock, conversations, outcomes, bot, Timing.for_bot(settings.bot_timeout_s))
    staff_side = build_staff_side(
        settings,
        clock=clock,
        index=index,
        audit=audit,
        conversations=conversations,
        calendar=calendar,
        persons=_WeChatUsers(),
    )
    return Desk(
        settings=settings,
        clock=clock,
        database=database,
        index=index,
        audit=audit,
        policy=policy,
        bot=bot,
        conversations=conversations,
        turns=turns,
        handoff=Handoff(conversations, clock),
        reception=reception,
        live_chat=LiveChat(conversations, staff_side.accounts, audit, clock),
        poller=Poller(database, hub),
        rate_limits=_rate_limits(settings),
        staff_side=staff_side,
        retention=build_retention(
            settings.data_dir, database=database, clock=clock, audit=audit, conversations=conversations
        ),
    )


def _around_wechat(desk: Desk) -> Surroundings:
    return Surroundings(
        settings=desk.settings,
        clock=desk.clock,
        database=desk.database,
        index=desk.index,
        audit=desk.audit,
        conversations=desk.conversations,
        turns=desk.turns,
        policy=_ConversationPolicy(desk.policy),
        rate_limits=desk.rate_limits,
        staff_names=desk.staff_side.accounts.names,
        tickets=desk.staff_side.tickets,
    )


def install(app: FastAPI, desk: Desk) -> None:
    """Put the services where the endpoints' dependencies find them, and mount the endpoints."""
    for name in (
        "settings", "clock", "database", "index", "audit", "policy", "conversations", "turns", "handoff", "live_chat",
        "rate_limits",
    ):  # fmt: skip
        setattr(app.state, name, getattr(desk, name))
    desk.staff_side.install(app)
    hub, live = desk.conversations.hub, desk.live_chat
    app.state.watch = Watch(hub, desk.database, live)
    app.state.board = Board(hub, desk.database, live, desk.staff_side.tickets)
    app.state.wechat = desk.wechat.channel if desk.wechat else None
    app.state.code_origin = code_origin
    app.state.probes = probes(desk)
    app.state.warnings = lambda: warnings(desk)
    for router in ROUTERS:
        app.include_router(router)


def job_handlers(desk: Desk) -> Mapping[str, Handler]:
    staff_side = desk.staff_side.job_handlers(desk.database, desk.clock, desk.index, desk.audit)
    handoff = HandoffJobs(desk.database, desk.clock, desk.conversations, desk.reception)
    return {
        RETRY_TURN: retry_turn(desk.turns),
        SWEEP: sweep(desk.database, desk.clock, desk.conversations),
        **handoff.handlers(),
        FORGET: forget(desk.bot),
        RETENTION: sweep_daily(desk.retention, desk.clock, desk.settings.timezone),
        **staff_side,
        **(desk.wechat.job_handlers() if desk.wechat else {}),
    }


def probes(desk: Desk) -> Mapping[str, Callable[[], None]]:
    """The parts that `/readyz` asks."""
    return {
        "database": lambda: _check_database(desk.database),
        "bot": desk.bot.ping,
        "actions": lambda: _check_actions(desk.settings.actions_url),
        "data": desk.policy.check,
    }


def code_origin(session: Session, conversation_id: str) -> tuple[str, str] | None:
    """By which limit, and for whom, the codes of a conversation are counted: its WeChat user, else its address."""
    user = _WeChatUsers().key(session, conversation_id)
    if user is not None:
        return "codes_per_user", user
    address = origin_of(session, conversation_id)
    return ("codes", address) if address is not None else None


def warnings(desk: Desk) -> Sequence[str]:
    """What does not stop the desk, but wants an operator: `/readyz` names it."""
    years = desk.staff_side.tickets.calendar.missing_on(local_day(desk.clock.now()))
    return [f"calendar of {year} is missing" for year in years]


class MigrationsMissing(Exception):
    """The database is older than the code."""


def _check_database(database: Database) -> None:
    if not is_current(database):
        raise MigrationsMissing


def _check_actions(url: str) -> None:
    httpx.get(f"{url}/health", timeout=PROBE_TIMEOUT_S, trust_env=False).raise_for_status()


def _rate_limits(settings: Settings) -> RateLimits:
    return RateLimits(
        settings.rate_limit_storage,
        {
            "conversations": settings.rate_limit_conversations,
            "messages": settings.rate_limit_messages,
            "messages_per_conversation": settings.rate_limit_messages_per_conversation,
            "typing": settings.rate_limit_typing,
            "codes": settings.rate_limit_codes,
            "codes_per_user": settings.rate_limit_codes_per_user,
            "sign_in": settings.rate_limit_sign_in,
        },
    )


class _WeChatUsers:
    """Who is the same WeChat user (`api.tickets.access.Persons`). A row's id is never used again, so that whoever
    unfollows is unbound from their tickets."""

    def key(self, session: Session, conversation_id: str) -> str | None:
        person = wechat_people.person_of(session, conversation_id)
        return f"wechat_person:{person}" if person is not None else None


class _ConversationPolicy:
    """The policy as conversations want it (`api.conversations.ports.Policy`)."""

    def __init__(self, policy: PolicyDesk) -> None:
        self._policy = policy

    def citation(self, clause: str, quote: str | None) -> Citation | None:
        found = self._policy.cite(clause, quote)
        return Citation(found.clause, found.heading, found.words, found.url) if found else None

    def question(self, answer: str) -> str | None:
        return self._policy.question(answer)
