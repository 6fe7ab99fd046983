"""Builds the channel for the composition root, and hands its job handlers over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from api.audit import Audit
from api.channels.wechat import WECHAT
from api.channels.wechat.channel import WeChatChannel
from api.channels.wechat.forms.writing import Writer
from api.channels.wechat.housekeeping import WECHAT_SWEEP, WeChatSweep
from api.channels.wechat.inbound.deciding import Deciding
from api.channels.wechat.inbound.dialogue import Dialogue
from api.channels.wechat.inbound.excuses import Excuses
from api.channels.wechat.inbound.happenings import Happenings
from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.memory import Memory
from api.channels.wechat.inbound.patience import Patience
from api.channels.wechat.inbound.recording import Recording
from api.channels.wechat.inbound.service import Arrivals
from api.channels.wechat.inbound.titles import Titles
from api.channels.wechat.inbound.turn_queue import TurnQueue
from api.channels.wechat.inbound.waiting import Waiting
from api.channels.wechat.menu import load_menu
from api.channels.wechat.outbound.client import HttpPlatform, open_client, token_fetcher
from api.channels.wechat.outbound.delivery import Deliver
from api.channels.wechat.outbound.errors import load_errors
from api.channels.wechat.outbound.open_tickets import OpenTickets
from api.channels.wechat.outbound.outbox import DELIVER, Names, Outbox
from api.channels.wechat.outbound.ports import Platform
from api.channels.wechat.outbound.templates import TemplateNotices
from api.channels.wechat.outbound.tokens import FreshToken, Tokens, TokenSource
from api.channels.wechat.outbound.typing import TypingSign
from api.channels.wechat.people.farewell import Farewell
from api.channels.wechat.people.service import People
from api.channels.wechat.settings import WeChatSettings, ensure_complete
from api.channels.wechat.words import WeChatWords, load_wechat_words
from api.clock import Clock
from api.conversations.ports import Policy
from api.conversations.service import Conversations
from api.conversations.turns import Turns
from api.db import BlindIndex, Database
from api.http.rate_limits import RateLimits
from api.jobs import Handler
from api.settings import Settings
from api.tickets.desk import TicketDesk


@dataclass(frozen=True)
class Surroundings:
    """What the channel needs of the rest of the desk."""

    settings: Settings
    clock: Clock
    database: Database
    index: BlindIndex
    audit: Audit
    conversations: Conversations
    turns: Turns
    policy: Policy
    rate_limits: RateLimits
    staff_names: Names
    tickets: TicketDesk


@dataclass(frozen=True)
class WeChatSide:
    """The channel's services."""

    channel: WeChatChannel
    outbox: Outbox
    deliver: Deliver
    sweep: WeChatSweep

    def job_handlers(self) -> Mapping[str, Handler]:
        """By job kind."""
        return {DELIVER: self.deliver, WECHAT_SWEEP: self.sweep}


def build_wechat(
    around: Surroundings, wechat: WeChatSettings | None = None, platform: Platform | None = None
) -> WeChatSide | None:
    """None when no account is set. Raises ValueError for a half-configured one."""
    wechat = wechat or WeChatSettings()
    ensure_complete(around.settings, wechat)
    if not wechat.enabled:
        return None
    words, texts = load_wechat_words(around.settings.data_dir), around.conversations.texts
    writer = Writer(
        words, around.settings.public_url, ZoneInfo(around.settings.timezone), words.replaced(texts)
    )  # fmt: skip
    grace = timedelta(seconds=2 * wechat.wechat_reply_budget_s)
    outbox = Outbox(around.clock, wechat.abilities, writer, around.staff_names, grace)
    around.conversations.carry(WECHAT.name, outbox)
    people = People(around.clock, around.index, around.conversations)
    platform = platform or _platform(around, wechat)
    deliver = _deliver(around, wechat, people, outbox, platform)
    if wechat.abilities.send:
        around.conversations.hub.on_typing(TypingSign(around.database, around.clock, platform, deliver.table))
    titles = Titles(words, texts, around.policy, load_menu(around.settings.data_dir).titles())
    arrivals = _arrivals(around, people, outbox, titles, deliver.notices)
    return WeChatSide(
        channel=_channel(around, wechat, arrivals, words),
        outbox=outbox,
        deliver=deliver,
        sweep=WeChatSweep(around.database, around.clock),
    )


def _channel(
    around: Surroundings, wechat: WeChatSettings, arrivals: Arrivals, words: WeChatWords
) -> WeChatChannel:
    inbox, turns, memory = Inbox(around.database), TurnQueue(arrivals, wechat.wechat_turns), Memory()
    can_send = wechat.abilities.send
    excuses = Excuses(None if can_send else words.slow, words.hints["unavailable"])
    patience = Patience(
        inbox, turns, wechat.wechat_reply_budget_s, wechat.wechat_hold_s, wechat.wechat_deliveries, can_send
    )
    recording = Recording(arrivals, inbox, patience, memory)
    deciding = Deciding(arrivals, inbox, turns, patience, memory, excuses)
    waiting = Waiting(turns, recording, patience, memory, excuses)
    return WeChatChannel(wechat.account, around.clock, arrivals, recording, deciding, waiting)


def _arrivals(
    around: Surroundings, people: People, outbox: Outbox, titles: Titles, notices: TemplateNotices
) -> Arrivals:
    words = titles.words
    dialogue = Dialogue(
        people, outbox, around.turns, words, titles, around.rate_limits, around.settings.max_text_length
    )
    farewell = Farewell(around.audit, around.conversations)
    happenings = Happenings(people, dialogue, outbox, farewell, notices, words)
    return Arrivals(around.database, around.clock, around.index, happenings, outbox, around.turns, words)


def _deliver(
    around: Surroundings, wechat: WeChatSettings, people: People, outbox: Outbox, platform: Platform
) -> Deliver:
    notices = TemplateNotices(
        database=around.database,
        clock=around.clock,
        people=people,
        platform=platform,
        table=load_errors(around.settings.data_dir),
        tickets=OpenTickets(around.tickets),
        abilities=wechat.abilities,
        template_id=wechat.wechat_template_id,
        fields=outbox.writer.words.template,
        statuses={status.value: name for status, name in around.tickets.words.statuses.items()},
        url=around.settings.public_url,
    )
    return Deliver(
        database=around.database,
        clock=around.clock,
        people=people,
        outbox=outbox,
        platform=platform,
        table=notices.table,
        abilities=wechat.abilities,
        notices=notices,
    )


def _platform(around: Surroundings, wechat: WeChatSettings) -> HttpPlatform:
    client = open_client(wechat.wechat_api_url, wechat.wechat_api_timeout_s)
    fetch = token_fetcher(client, wechat.wechat_app_id, wechat.wechat_app_secret.get_secret_value())
    shared: TokenSource = Tokens(around.database, around.clock, wechat.wechat_app_id, fetch)
    return HttpPlatform(client, shared, load_errors(around.settings.data_dir))


def command_platform(settings: Settings, wechat: WeChatSettings) -> HttpPlatform:
    """For commands, which need no database."""
    client = open_client(wechat.wechat_api_url, wechat.wechat_api_timeout_s)
    fetch = token_fetcher(client, wechat.wechat_app_id, wechat.wechat_app_secret.get_secret_value())
    return HttpPlatform(client, FreshToken(fetch), load_errors(settings.data_dir))
