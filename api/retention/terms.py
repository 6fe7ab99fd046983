"""How long each kind of record is kept, from `data/retention.yml`."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Term(BaseModel):
    """One kind of record; the words are for the people who keep the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=1, le=36_500)]
    since: str
    what: str
    source: str

    @property
    def span(self) -> timedelta:
        """As a duration."""
        return timedelta(days=self.days)


class Terms(BaseModel):
    """Every kind has its term, or the desk does not start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    transcripts: Term
    feedback: Term
    tickets: Term
    verifications: Term
    failed_jobs: Term
    result_files: Term


def load_terms(data_dir: Path) -> Terms:
    """Read and check the file."""
    return Terms.model_validate(yaml.safe_load((data_dir / "retention.yml").read_text(encoding="utf-8")))
