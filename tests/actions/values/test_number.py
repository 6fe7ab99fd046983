"""Receipt numbers in any spelling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.number import find_number, same_number

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=ALPHABET, min_size=12, max_size=12),
    st.sampled_from(["-", " ", "", "－", "—"]),
    st.sampled_from(["{}", "查进度 {}", "编号{}，办得怎么样了", "{}撤了吧"]),
    st.booleans(),
)
def test_number_reads_back(symbols: str, gap: str, sentence: str, small: bool) -> None:
    groups = ["PD", "2026", symbols[:4], symbols[4:8], symbols[8:]]
    written = gap.join(groups)
    found = find_number(sentence.format(written.lower() if small else written))
    assert found is not None and same_number(found, "".join(groups))


@pytest.mark.parametrize("text", ["", "PDF 2026", "我的手机13800138000", "pd", "编号忘了", "updated 2026"])
def test_other_texts_hold_no_number(text: str) -> None:
    assert find_number(text) is None
