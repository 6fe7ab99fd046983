"""Plays questions, dialogues and scenarios against a desk and scores what it says; see README.md."""
