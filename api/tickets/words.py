"""The words of tickets, from `data/tickets.yml` and the request names of `data/requests.yml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from api.tickets.deadlines import ALL_REMINDERS
from api.tickets.domain import REFUSAL_GROUNDS, Outcome, RequestType, Status


class TicketWords(BaseModel):
    """Everything has a word, or the desk does not start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Mapping[RequestType, str]
    statuses: Mapping[Status, str]
    outcomes: Mapping[Outcome, str]
    progress: Mapping[str, str]
    told: Mapping[str, str]
    reminders: Mapping[str, str]
    remedy: str
    refusal_grounds: Mapping[int, str]
    slots: Mapping[str, str] = {}
    deletion_reasons: Mapping[int, str] = {}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [
            *set(RequestType) - set(self.types),
            *set(Status) - set(self.statuses),
            *set(Outcome) - set(self.outcomes),
            *({*Status, "extended", "file"} - set(self.progress)),
            *set(ALL_REMINDERS) - set(self.reminders),
            *({"question", "answer", "extension", "refused"} - set(self.told)),
            *set(REFUSAL_GROUNDS) - set(self.refusal_grounds),
        ]
        if missing:
            raise ValueError(f"no words for {sorted(map(str, missing))}")
        return self

    def shown(self, slot: str, value: str) -> str:
        """A slot's value as staff read it: items of clause 5.3 in words."""
        if slot == "deletion_reason" and value.isdecimal() and int(value) in self.deletion_reasons:
            return f"{value}. {self.deletion_reasons[int(value)]}"
        return value

    def said(self, event: str, fields: Mapping[str, str]) -> str:
        """What the user is told in the conversation."""
        return self.progress[event].format_map(fields).strip()


def load_words(data_dir: Path) -> TicketWords:
    """Read both files."""
    own = yaml.safe_load((data_dir / "tickets.yml").read_text(encoding="utf-8"))
    requests = yaml.safe_load((data_dir / "requests.yml").read_text(encoding="utf-8"))
    shared = {name: requests[name] for name in ("types", "slots", "deletion_reasons")}
    return TicketWords.model_validate(own | shared)
