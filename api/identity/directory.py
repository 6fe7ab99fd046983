"""The company's account system: does this contact belong to a registered account?

Only staff ever see the answer; what users are told is the same either way.
"""

from enum import StrEnum
from pathlib import Path
from typing import Protocol

import httpx
import yaml

from api.identity.contacts import normalise_email, normalise_phone


class AccountMatch(StrEnum):
    """What the directory says about a contact."""

    REGISTERED = "registered"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"  # no directory is set up, or it did not answer: staff check at triage


class AccountDirectory(Protocol):
    """Port to the account system."""

    def match(self, address: str) -> AccountMatch:
        """Whether the phone (E.164) or mailbox belongs to an account; never raises for a failing system."""


class NoDirectory:
    """Nothing is set up."""

    def match(self, address: str) -> AccountMatch:
        """Staff check by hand."""
        return AccountMatch.UNKNOWN


class HttpAccountDirectory:
    """`POST <url>` with `{"address"}` and a bearer token, answered by `{"registered": true|false}`."""

    def __init__(self, url: str, token: str, client: httpx.Client) -> None:
        self._url = url
        self._token = token
        self._client = client

    def match(self, address: str) -> AccountMatch:
        """Ask; a system that fails or answers nonsense is the same as none."""
        try:
            answer = self._client.post(
                self._url, json={"address": address}, headers={"authorization": f"Bearer {self._token}"}
            )
            answer.raise_for_status()
            registered = answer.json()["registered"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return AccountMatch.UNKNOWN
        return _of(registered)


class ListedAccounts:
    """Development double: addresses from a YAML list."""

    def __init__(self, addresses: frozenset[str]) -> None:
        self._addresses = addresses

    @classmethod
    def from_file(cls, path: Path) -> "ListedAccounts":
        """Read the list; phones and mailboxes may be written in any usual form."""
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        found = (normalise_phone(str(entry)) or normalise_email(str(entry)) for entry in entries)
        return cls(frozenset(address for address in found if address))

    def match(self, address: str) -> AccountMatch:
        """Look it up."""
        return _of(address in self._addresses)


def _of(registered: object) -> AccountMatch:
    if not isinstance(registered, bool):
        return AccountMatch.UNKNOWN
    return AccountMatch.REGISTERED if registered else AccountMatch.NOT_FOUND
