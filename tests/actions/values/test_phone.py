"""Phone numbers as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.phone import find_phone
from tests.actions.values.spellings import id_numbers, mobiles, spelled_mobiles

MOBILES = [
    ("13800138000", "13800138000"),
    ("138 0013 8000", "13800138000"),
    ("138-0013-8000。", "13800138000"),
    ("１３８　００１３　８０００", "13800138000"),
    ("+86(138)00138000", "13800138000"),
    ("0086 138 0013 8000", "13800138000"),
    ("一三八零零一三 八零零零 一共11位", "13800138000"),
    ("幺三八洞洞幺三八洞洞洞", "13800138000"),
    ("壹叁捌零零壹叁捌零零零", "13800138000"),
    ("我的唯一13800138000", "13800138000"),
    ("我今年38，手机138.0013.8000", "13800138000"),
    ("1. 13800138000", "13800138000"),
    ("1️⃣ 3️⃣ 8️⃣ 0️⃣ 0️⃣ 1️⃣ 3️⃣ 8️⃣ 0️⃣ 0️⃣ 0️⃣", "13800138000"),
    ("13800138000,13900139000", "13800138000"),
    ("手机13800138000，备用13900139000", "13800138000"),
    ("旧号13800138000不用了，新号13900139000", "13900139000"),
    ("不是13800138000，是13900139000", "13900139000"),
    ("13800138000打错了，13900139000", "13900139000"),
    ("+852 9876 5432，大陆的13800138000", "13800138000"),
    ("座机0510-85120000，手机13800138000", "13800138000"),
    ("2022-04-22 13800138000", "13800138000"),
    ("邮箱 a15900000000@qq.com 手机13800138000", "13800138000"),
    ("身份证11010519491231002X手机13800138000", "13800138000"),
]
OTHERS = [
    ("+852 9876 5432", "hk", "+85298765432"),
    ("00852-98765432", "hk", "+85298765432"),
    ("香港 9876 5432", "hk", "+85298765432"),
    ("0510-8512 0000", "landline", "051085120000"),
    ("(０５１０)85120000转801", "landline", "051085120000"),
    ("+86 510 8512 0000", "landline", "051085120000"),
    ("4001234567", "other", "4001234567"),
    ("+1 415 555 2671", "other", "+14155552671"),
    ("+886 912 345 678", "other", "+886912345678"),
]
IMPOSSIBLE = [
    ("1380013800", "too_short"),
    ("138-0013-80001", "too_long"),
    ("12345678901", "unknown_prefix"),
    ("一一零零零零零零零零零", "unknown_prefix"),
    ("85120000", "too_short"),
]
NO_NUMBERS = [
    "",
    "123456",
    "2022年04月22日",
    "20220422",
    "a13800138000@qq.com",
    "没有手机",
    "三个月了",
    "440524198001010014",
]


@pytest.mark.parametrize(("text", "number"), MOBILES)
def test_mobile_reads_as_eleven_digits(text: str, number: str) -> None:
    phone = find_phone(text)
    assert phone is not None
    assert (phone.number, phone.kind, phone.reason) == (number, "mobile", None)


@pytest.mark.parametrize(("text", "kind", "number"), OTHERS)
def test_other_numbers_keep_their_kind(text: str, kind: str, number: str) -> None:
    phone = find_phone(text)
    assert phone is not None
    assert (phone.kind, phone.number) == (kind, number)


@pytest.mark.parametrize(("text", "reason"), IMPOSSIBLE)
def test_impossible_number_says_why(text: str, reason: str) -> None:
    phone = find_phone(text)
    assert phone is not None
    assert (phone.kind, phone.reason) == ("invalid", reason)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_text_without_phone_gives_none(text: str) -> None:
    assert find_phone(text) is None


@settings(deadline=None, max_examples=250)
@given(spelled_mobiles())
def test_any_spelling_reads_back(case: tuple[str, str]) -> None:
    number, text = case
    phone = find_phone(text)
    assert phone is not None
    assert (phone.number, phone.kind) == (number, "mobile")


@settings(deadline=None, max_examples=200)
@given(id_numbers(), st.sampled_from(["{}", "身份证{}", "{} ", "我的号{}。"]))
def test_id_number_is_no_phone(number: str, frame: str) -> None:
    assert find_phone(frame.format(number)) is None


@settings(deadline=None, max_examples=100)
@given(mobiles)
def test_digits_of_an_address_are_no_phone(number: str) -> None:
    assert find_phone(f"邮箱{number}@163.com") is None


@pytest.mark.parametrize(
    "text", ["嗯一九九二七零五嗯零三六八", "一九九，呃，二七零五，那个，零三六八", "199嗯2705嗯0368"]
)
def test_fillers_between_numerals(text: str) -> None:
    found = find_phone(text)
    assert found is not None and found.number == "19927050368"


@pytest.mark.parametrize(
    "between",
    [", sorry, I mean ", " no wait ", ", make it ", "... or rather ", ". Actually ", ", oops, ", ", scratch that: "],
)
def test_number_behind_a_slip_in_english_counts(between: str) -> None:
    phone = find_phone(f"150 0000 2058{between}150 0000 2085")
    assert phone is not None and phone.number == "15000002085"


def test_second_number_in_english_counts_no_more_than_the_first() -> None:
    phone = find_phone("150 0000 2058 or 150 0000 2085, sorry for the trouble")
    assert phone is not None and phone.number == "15000002058"
