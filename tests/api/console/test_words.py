"""What is written down under a code has a word for staff."""

import re
from pathlib import Path

from api.console.words import load_staff_words

ROOT = Path(__file__).resolve().parents[3]
ACTION = re.compile(r'"((?:ticket|conversation|overview):[a-z_:]+)"')


def test_every_action_of_the_record_has_a_word() -> None:
    written = {
        action for path in (ROOT / "api").rglob("*.py") for action in ACTION.findall(path.read_text(encoding="utf-8"))
    }
    assert len(written) > 15
    assert written - set(load_staff_words(ROOT / "data").actions) == set()
