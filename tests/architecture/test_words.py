"""What the bot says is in `data/`, not in Python."""

from tests.architecture import rules
from tests.architecture.sources import python_files

LONGEST_TEXT = 12

# File → what its long text is, when it is no sentence.
NO_SENTENCES = {
    "actions/values/relationship.py": "characters that may stand between a person and what is told of them",
}


def test_bot_and_actions_hold_no_prose() -> None:
    found = {
        source.name: lines
        for source in python_files("actions", "bot")
        if (lines := rules.prose(source.tree, LONGEST_TEXT))
    }
    assert set(found) == set(NO_SENTENCES), found
