"""Checks of `data/`: the same functions serve the tests and an editor's command, `python -m tests.data`."""
