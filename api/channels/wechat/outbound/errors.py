"""The platform's error codes as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, RootModel

from api.channels.wechat.outbound.domain import Do


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    do: Do
    says: str


class _Table(RootModel[Mapping[int, _Row]]):
    pass


@dataclass(frozen=True)
class ErrorTable:
    """What to do about a code, and what it means."""

    rows: Mapping[int, _Row]

    def do(self, code: int) -> Do:
        """A code that nobody knows is for a person to look at."""
        row = self.rows.get(code)
        return Do.ALARM if row is None else row.do

    def says(self, code: int) -> str:
        """In Chinese, for operators; empty for an unknown code."""
        row = self.rows.get(code)
        return "" if row is None else row.says


def load_errors(data_dir: Path) -> ErrorTable:
    """Read `wechat_errors.yml`."""
    text = (data_dir / "wechat_errors.yml").read_text(encoding="utf-8")
    return ErrorTable(_Table.model_validate(yaml.safe_load(text)).root)
