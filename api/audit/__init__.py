"""Append-only record of every change; each row holds the hash of the one before."""

from api.audit.service import Audit, BrokenChain

__all__ = ["Audit", "BrokenChain"]
