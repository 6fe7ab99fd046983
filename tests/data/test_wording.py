import pytest

from tests.data.checks.wording import Phrase, phrases


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.name)
def test_examples_of_a_phrase(phrase: Phrase) -> None:
    assert [text for text in phrase.says if phrase.found_in(text) is None] == []
    assert [text for text in phrase.fine if phrase.found_in(text)] == []
    assert phrase.reason and phrase.mend


def test_negation_counts_in_its_own_sentence_only() -> None:
    (level,) = [phrase for phrase in phrases() if phrase.name == "protection_level"]
    assert level.found_in("等级没有写。我们是等保三级。") == "等保三级"
