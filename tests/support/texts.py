"""Words in what the desk shows or sends."""

import re


def found(pattern: str, text: str) -> str:
    """What the first group of the pattern holds."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]
