"""Receipt numbers survive the telephone and cannot be guessed."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.tickets.numbers import ALPHABET, RANDOM_SYMBOLS, check_symbol, new_number, normalise

bodies = st.text(ALPHABET, min_size=RANDOM_SYMBOLS, max_size=RANDOM_SYMBOLS)
years = st.integers(2026, 2999).map(str)


def written(year: str, body: str) -> str:
    symbols = body + check_symbol(year + body)
    return f"PD-{year}-{symbols[:4]}-{symbols[4:8]}-{symbols[8:]}"


def test_enough_bits_to_defy_guessing() -> None:
    assert RANDOM_SYMBOLS * math.log2(len(ALPHABET)) >= 50


@given(st.integers(2026, 2999))
def test_new_number_is_its_own_normal_form(year: int) -> None:
    number = new_number(year)
    assert normalise(number) == number


@given(years, bodies, st.sampled_from([" ", "", "－", "—", " - ", "。"]), st.booleans())
def test_typed_forms_are_understood(year: str, body: str, separator: str, lower: bool) -> None:
    number = written(year, body)
    typed = number.replace("-", separator)
    assert normalise(typed.lower() if lower else typed) == number


@given(years, bodies, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_found(year: str, body: str, place: int, symbol: str) -> None:
    symbols = body + check_symbol(year + body)
    assume(symbols[place] != symbol)
    assert normalise(f"PD{year}{symbols[:place]}{symbol}{symbols[place + 1 :]}") is None


@given(years, bodies, st.integers(0, 9))
def test_swapped_neighbours_are_found(year: str, body: str, place: int) -> None:
    symbols = list(body + check_symbol(year + body))
    assume(symbols[place] != symbols[place + 1])
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    assert normalise(f"PD{year}{''.join(symbols)}") is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = normalise(text)
    assert found is None or found.startswith("PD-")


@pytest.mark.parametrize("text", ["", "PD", "PD-2026", "PD-2026-AAAA-AAAA", "13800138000"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert normalise(text) is None


def test_one_read_as_letter_is_forgiven() -> None:
    number = written("2026", "1" * RANDOM_SYMBOLS)
    assert normalise("pd-2026-" + number.removeprefix("PD-2026-").replace("1", "l")) == number
