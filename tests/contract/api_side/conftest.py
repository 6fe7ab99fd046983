"""The real api on a database of its own, with a scripted bot: the fixtures of the api's own tests."""

import pytest

from api.policy import PolicyDesk
from tests.api.conftest import bot, client, clock, database, desk, policy, settings, shared_var, visitor

__all__ = ["bot", "client", "clock", "database", "desk", "policy", "settings", "shared_var", "visitor"]


@pytest.fixture
def clause_ids(policy: PolicyDesk) -> list[str]:  # noqa: F811
    """All of the policy in force."""
    return list(policy.current.clauses)
