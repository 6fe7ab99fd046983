import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.conversations.words import is_readable, without_command

SLASHES = "/／ \u3000\u200b\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/restart", "restart"),
        ("／restart", "restart"),
        (' \u3000//／ /inform{"a":1}', 'inform{"a":1}'),
        ("\u200b/restart", "restart"),
        ("怎么删除/更正？", "怎么删除/更正？"),
        ("Ｃookie 是什么？", "Ｃookie 是什么？"),
        ("//", ""),
    ],
)
def test_leading_slashes_are_taken_off(text: str, kept: str) -> None:
    assert without_command(text) == kept


@given(st.text(alphabet=st.sampled_from(SLASHES)), st.text())
def test_nothing_that_rasa_would_execute_is_left(start: str, rest: str) -> None:
    kept = without_command(start + rest)
    assert not unicodedata.normalize("NFKC", kept).strip().startswith("/")


@pytest.mark.parametrize(
    ("text", "readable"), [("", False), (" \u3000\n\u200b\u202e", False), ("。", True), ("😀", True)]
)
def test_only_what_can_be_seen_is_readable(text: str, readable: bool) -> None:
    assert is_readable(text) is readable
