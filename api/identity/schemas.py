"""Bodies of the verification calls."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.identity.domain import CheckResult

Short = Annotated[str, StringConstraints(min_length=1, max_length=254)]


class Target(BaseModel):
    """Either a phone or a mailbox."""

    model_config = ConfigDict(extra="forbid")

    phone: Short | None = None
    email: Short | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Target":
        if (self.phone is None) == (self.email is None):
            raise ValueError("手机号和邮箱要且只要填一个")
        return self


class StartVerification(BaseModel):
    """Ask for a code."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    purpose: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    target: Target
    replaces: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    """The code of the same request before it became one of another type."""


class VerificationStarted(BaseModel):
    """A code is on its way; `sent` is false when it is an earlier one that still holds, `verified` true when that one
    was typed rightly already."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    expires_at: AwareDatetime
    resend_after: AwareDatetime
    sent: bool
    verified: bool


class CheckCode(BaseModel):
    """A code as typed."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(max_length=40)]


class CodeChecked(BaseModel):
    """What the check found."""

    model_config = ConfigDict(from_attributes=True)

    result: CheckResult
    tries_left: Annotated[int, Field(ge=0)]
