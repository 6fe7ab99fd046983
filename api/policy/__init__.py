"""The policy as published: clauses, quotes, pages."""

from api.policy.service import PolicyDesk

__all__ = ["PolicyDesk"]
