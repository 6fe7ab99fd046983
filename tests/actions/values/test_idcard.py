"""ID-card numbers given unasked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.idcard import MASK, has_id_number, mask_id_numbers
from actions.values.text import digits
from tests.actions.values.spellings import id_numbers, mobiles, spelled


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-1231-002 X",
        "110105194912310021",  # wrong check digit
        "440524188001010014",
        "110105491231002",  # of the first generation
        "一一零一零五一九四九一二三一零零二X",
        "110105/19491231/002X",
        "110105,19491231,002X",
    ],
)
def test_id_number_is_masked(number: str) -> None:
    assert has_id_number(number)
    assert mask_id_numbers(f"我叫王小明，{number}，谢谢") == f"我叫王小明，{MASK}，谢谢"


@pytest.mark.parametrize(
    "text", ["", "13800138000", "6222021234567890123", "20220422", "没有", "888888888888888888", "订单 123456789012345"]
)
def test_other_numbers_stay(text: str) -> None:
    assert not has_id_number(text)
    assert mask_id_numbers(text) == text


@settings(deadline=None, max_examples=300)
@given(id_numbers(), st.text(max_size=20).filter(lambda text: not re.search("[0-9]", digits(text))), st.data())
def test_no_id_number_survives(number: str, words: str, data: st.DataObject) -> None:
    masked = mask_id_numbers(f"{words}，{data.draw(spelled(number))}，{words}")
    assert len(re.sub("[^0-9]", "", digits(masked))) == 0


@settings(deadline=None, max_examples=100)
@given(mobiles)
def test_mobile_is_not_masked(number: str) -> None:
    assert mask_id_numbers(number) == number


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("护照E12345678那条", f"护照{MASK}那条"),
        ("我的护照号是 EA1234567，删掉", f"我的护照号是 {MASK}，删掉"),
        ("港澳通行证C12345678", f"港澳通行证{MASK}"),
        ("H1234567890 是我的回乡证", f"{MASK} 是我的回乡证"),
        ("passport no. G87654321", f"passport no. {MASK}"),
        ("台胞证12345678", f"台胞证{MASK}"),
    ],
)
def test_number_of_a_travel_document_is_masked(text: str, masked: str) -> None:
    assert has_id_number(text) and mask_id_numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "设备编号E12345678",
        "港澳电话 91234567",
        "护照那条",
        "我的邮箱 e12345678@example.com 护照",
        "护照和手机13800138000",
    ],
)
def test_other_numbers_beside_letters_stay(text: str) -> None:
    assert not has_id_number(text)
