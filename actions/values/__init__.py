"""Reads values out of what people type in Chinese: pure functions, one kind of value a file."""
