"""One contract for every account directory."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.identity.directory import AccountDirectory, AccountMatch, HttpAccountDirectory, ListedAccounts, NoDirectory
from tests.api.identity.delivery.servers import Answer, http_server

KNOWN = "+8613800138000"


def answering(headers: dict[str, str], body: bytes) -> Answer:
    if headers["authorization"] != "Bearer token-of-tests":
        return 401, {}
    return 200, {"registered": json.loads(body)["address"] == KNOWN}


@pytest.fixture(params=["list", "http"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccountDirectory]:
    if request.param == "list":
        path = tmp_path / "accounts.yml"
        path.write_text("- '138 0013 8000'\n- someone@example.com\n", encoding="utf-8")
        yield ListedAccounts.from_file(path)
        return
    with http_server(answering) as url, httpx.Client(timeout=5, trust_env=False) as client:
        yield HttpAccountDirectory(url, "token-of-tests", client)


class TestEveryDirectory:
    """What all versions promise."""

    def test_known_and_unknown(self, directory: AccountDirectory) -> None:
        assert directory.match(KNOWN) == AccountMatch.REGISTERED
        assert directory.match("+8613900139000") == AccountMatch.NOT_FOUND


def test_without_a_directory_staff_check() -> None:
    assert NoDirectory().match(KNOWN) == AccountMatch.UNKNOWN


@pytest.mark.parametrize("answer", [(500, {}), (200, {}), (200, {"registered": "yes"})])
def test_failing_system_is_the_same_as_none(answer: Answer) -> None:
    with http_server(lambda _headers, _body: answer) as url, httpx.Client(timeout=5, trust_env=False) as client:
        assert HttpAccountDirectory(url, "token-of-tests", client).match(KNOWN) == AccountMatch.UNKNOWN
