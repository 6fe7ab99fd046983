from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, BigId, EncryptedJSON, UTCDateTime


class JobRow(Base):
    """Deleted when done; `failed_at` marks one that staff must look at."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_due", "failed_at", "run_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[Any] = mapped_column(EncryptedJSON("jobs.payload"))
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    """Of two open jobs with one key there is only one row."""
    generation: Mapped[int] = mapped_column(default=0)
    """Grows when the job is asked for again, so that a worker that is at it does not delete the new wish."""
    run_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    locked_by: Mapped[str | None] = mapped_column(String(32))
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str | None] = mapped_column(String(200))
    """The class of the exception only: its text may hold personal data."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
