from pathlib import Path

import pytest
from pydantic import ValidationError

from api.conversations.texts import Saying, load_texts

DATA = Path(__file__).resolve().parents[3] / "data"


def test_every_saying_has_words() -> None:
    texts = load_texts(DATA)
    sayings = [getattr(texts, name) for name in type(texts).model_fields if name != "request_offer"]
    assert all(saying.text.strip() for saying in sayings)
    assert len(texts.request_offer) == 8


def test_unknown_place_in_a_saying_is_refused() -> None:
    with pytest.raises(ValidationError, match="nmae"):
        Saying(text="{nmae}已经接入")


def test_missing_saying_is_named(tmp_path: Path) -> None:
    (tmp_path / "messages.yml").write_text("opening: {text: 您好}", encoding="utf-8")
    with pytest.raises(ValidationError, match="handoff_requested"):
        load_texts(tmp_path)
