"""Roles and what they may do, and the rules of passwords and sessions."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """Separation of duties: who works, who decides, who looks on, who keeps the accounts."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a page or call may ask for."""

    READ = "read"
    WORK = "work"
    SHOW_PERSONAL = "show_personal"
    EXPORT = "export"
    AUDIT = "audit"
    ACCOUNTS = "accounts"


_P = Permission
PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.AGENT: frozenset({_P.READ, _P.WORK, _P.SHOW_PERSONAL}),
        Role.SUPERVISOR: frozenset({_P.READ, _P.WORK, _P.SHOW_PERSONAL, _P.EXPORT, _P.AUDIT}),
        Role.AUDITOR: frozenset({_P.READ, _P.AUDIT}),
        Role.ADMIN: frozenset(_P),
    }
)


def allows(role: Role, permission: Permission) -> bool:
    """Whether this role may do that."""
    return permission in PERMISSIONS[role]


@dataclass(frozen=True)
class SessionRules:
    """Time limits and the lock; the defaults are the house rule."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)
    failures: int = 5
    lock: timedelta = timedelta(minutes=15)
    touch_every: timedelta = timedelta(minutes=1)


RULES = SessionRules()

MIN_PASSWORD = 12
MAX_PASSWORD = 128
MIN_NAME_TOLD = 4
"""Shorter names turn up in random passwords by chance."""
_TYPEABLE = "23456789abcdefghjkmnpqrstuvwxyz"


def generate_password() -> str:
    """A password that is shown once: five groups that are easy to type over, 99 bits."""
    return "-".join("".join(secrets.choice(_TYPEABLE) for _ in range(4)) for _ in range(5))


def weakness(password: str, username: str) -> str | None:
    """Why a password is not taken, in Chinese, or None (GB/T 22239 8.1.4.1; ASVS 6.2)."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        return f"密码至少 {MIN_PASSWORD} 个字符，最多 {MAX_PASSWORD} 个。"
    tells_name = len(username) >= MIN_NAME_TOLD and username.lower() in password.lower()
    if tells_name or len(set(password)) < MIN_PASSWORD // 2:
        return "密码太容易猜到：不要包含用户名，也不要大量重复同一字符。"
    if password.isalpha() or password.isdecimal():
        return "密码请混合使用字母、数字或符号。"
    return None


def normal_username(text: str) -> str:
    """Names are compared without regard to case."""
    return text.strip().casefold()


@dataclass(frozen=True)
class StaffPerson:
    """Who is signed in."""

    id: int
    username: str
    display_name: str
    role: Role
    has_totp: bool

    @property
    def name(self) -> str:
        """As audit rows and messages name them."""
        return f"staff:{self.id}"

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it."""
        return allows(self.role, permission)
