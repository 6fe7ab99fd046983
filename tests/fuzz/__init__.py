"""Damaged pushes against WeChat's protocol: `python -m tests.fuzz` (or `make fuzz`)."""
