"""A script as it goes out: without comments and indentation, which are for those who work on it. Lines stay where they
are, so that a place that a browser names is found in the file."""

import re

# Only comments that fill their lines: what stands behind code, or inside a string, is left alone.
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*$", re.MULTILINE | re.DOTALL)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


def lean(script: bytes) -> bytes:
    without_comments = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), script.decode())
    return _INDENTATION.sub("", without_comments).encode()
