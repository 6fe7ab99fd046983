"""One talk as staff read it: what was said, how the bot understood it, and what the user has told so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from api.console.views import Shade
from api.conversations.domain import Author, Body, Citation, RequestStep
from api.conversations.models import Message
from api.handoff.models import ConversationNote

QuestionOf = Callable[[str], str | None]
SILENT_SLOTS = frozenset({"code", "confirm", "consent_to_collect", "request_type"})
NOTE = "note"


@dataclass(frozen=True)
class Said:
    """One message or note. `key` is its place on the page, the same whenever the talk is drawn."""

    key: str
    author: str
    kind: str
    text: str
    at: datetime
    staff: str | None = None
    understood: str | None = None
    """The question that the bot took the words before for."""
    offered: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    request: RequestStep | None = None
    fares: str | None = None
    """Why the user has not got it, if so."""


@dataclass(frozen=True)
class Summary:
    """A talk in a few lines."""

    spoken: int
    """How many messages the user wrote."""
    questions: tuple[str, ...]
    request: RequestStep | None
    last: str | None


class TalkView:
    """Reads the stored messages; nothing is asked of the bot."""

    def __init__(
        self, messages: Sequence[Message], question_of: QuestionOf, fares: Mapping[int, str] | None = None
    ) -> None:
        self._fares = fares or {}
        self._messages = [(message, Body.from_json(message.body)) for message in messages]
        self._question_of = question_of

    def collected(self) -> dict[str, str]:
        """What the user said to each step of a form, where the form went on afterwards."""
        return {slot: body.text for slot, body in self._given.items()}

    def told(self) -> dict[str, str]:
        """As collected, but for what was tapped: the words of a button are the desk's own."""
        return {slot: body.text for slot, body in self._given.items() if body.payload is None}

    @cached_property
    def _given(self) -> dict[str, Body]:
        found: dict[str, Body] = {}
        asked: str | None = None
        given: Body | None = None
        for message, body in self._messages:
            if message.author == Author.USER:
                given = body
            elif body.expects is not None or message.kind == "receipt":
                slot = body.expects.slot if body.expects else None
                if asked and given and slot != asked and asked not in SILENT_SLOTS:
                    found[asked] = given
                asked, given = slot, None
        return found

    def lines(self, shade: Shade, notes: Iterable[ConversationNote]) -> list[Said]:
        """Messages and notes in the order of time."""
        spoken = [self._line(message, body, shade) for message, body in self._messages]
        written = [
            Said(f"note-{note.id}", Author.STAFF, NOTE, note.text, note.created_at, staff=note.staff) for note in notes
        ]
        return sorted([*spoken, *written], key=lambda line: line.at)

    def summary(self, shade: Shade) -> Summary:
        """The last questions, what is being filed, the user's last words."""
        mine = [body for message, body in self._messages if message.author == Author.USER]
        questions = [self._question_of(body.answer) for _, body in self._messages if body.answer]
        requests = [body.request for message, body in self._messages if message.author == Author.BOT]
        return Summary(
            spoken=len(mine),
            questions=tuple(dict.fromkeys(question for question in questions if question))[-3:],
            request=next((request for request in reversed(requests[-2:]) if request), None),
            last=shade.text(mine[-1].text) if mine else None,
        )

    def _line(self, message: Message, body: Body, shade: Shade) -> Said:
        offered = (reply.title for reply in body.quick_replies) if message.author == Author.BOT else ()
        return Said(
            key=f"said-{message.id}",
            author=message.author,
            kind=message.kind,
            text=shade.text(body.text),
            at=message.created_at,
            staff=message.staff,
            understood=self._question_of(body.answer) if body.answer else None,
            offered=tuple(offered) if message.kind == "clarify" else (),
            citations=body.citations,
            request=body.request,
            fares=self._fares.get(message.id),
        )
