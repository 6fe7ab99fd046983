"""The words of the staff pages, from `data/staff.yml`: no code is shown as it is stored."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

import yaml
from fastapi import Request
from pydantic import BaseModel, ConfigDict, model_validator

from api.conversations.domain import MESSAGE_KINDS, Author, State
from api.handoff.domain import Ending, Reason
from api.staff.domain import Role
from api.tickets.domain import Level


class Canned(BaseModel):
    """A reply that staff often give."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: str


class ChartWords(BaseModel):
    """Title and columns of one chart of the overview."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    columns: tuple[str, ...]


class StaffWords(BaseModel):
    """Every code of the desk has its word, or the desk does not start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reasons: Mapping[str, str]
    endings: Mapping[str, str]
    channels: Mapping[str, str]
    deliveries: Mapping[str, str]
    states: Mapping[str, str]
    authors: Mapping[str, str]
    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    relationships: Mapping[str, str]
    levels: Mapping[str, str]
    entries: Mapping[str, str]
    account_matches: Mapping[str, str]
    steps: Mapping[str, str]
    step_texts: Mapping[str, str]
    actions: Mapping[str, str]
    overview: Mapping[str, ChartWords]
    overview_rows: Mapping[str, str]
    canned: tuple[Canned, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        enums: tuple[tuple[type[StrEnum], Mapping[str, str]], ...] = (
            (Reason, self.reasons),
            (Ending, self.endings),
            (State, self.states),
            (Author, self.authors),
            (Role, self.roles),
            (Level, self.levels),
        )
        missing = [code.value for codes, words in enums for code in codes if code not in words]
        missing += sorted(MESSAGE_KINDS - set(self.kinds))
        if missing:
            raise ValueError(f"no words for {missing}")
        return self


def load_staff_words(data_dir: Path) -> StaffWords:
    """Read the file."""
    return StaffWords.model_validate(yaml.safe_load((data_dir / "staff.yml").read_text(encoding="utf-8")))


def words_of(request: Request) -> StaffWords:
    """Of the running desk."""
    words: StaffWords = request.app.state.staff_words
    return words
