"""Receipt numbers: not guessable, and safe to read over the phone.

`PD-2026-XXXX-XXXX-XXXX`: eleven random symbols of a 31-letter alphabet (54 bits) and one check symbol. 31 is prime,
so the weighted sum finds every single wrong symbol and every swap of two symbols.
"""

import re
import secrets
import unicodedata

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, O, I, L, U: nothing that is read or heard as something else."""
PREFIX = "PD"
RANDOM_SYMBOLS = 11
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET, start=1)} | {"0": 0}
_SHAPE = re.compile(rf"^{PREFIX}(\d{{4}})([{ALPHABET}]{{{RANDOM_SYMBOLS + 1}}})$")
_SEPARATORS = re.compile(r"[\s\-‐-―−_.,，。、/]+")
_MISREAD = str.maketrans({"I": "1", "L": "1"})


def new_number(year: int) -> str:
    """A fresh number; the caller still holds it unique by a database constraint."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SYMBOLS))
    return _written(f"{year:04d}", body + check_symbol(f"{year:04d}{body}"))


def check_symbol(symbols: str) -> str:
    """The symbol that makes the weighted sum known; weights 2, 3, … are distinct and never 0 modulo 31."""
    total = sum(weight * _VALUES[symbol] for weight, symbol in enumerate(symbols, start=2))
    return ALPHABET[total % len(ALPHABET)]


def normalise(text: str) -> str | None:
    """The canonical form of a number as somebody typed or dictated it, or None when it cannot be one."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    head, body = plain[: len(PREFIX) + 4], plain[len(PREFIX) + 4 :].translate(_MISREAD)
    match = _SHAPE.match(head + body)
    if match is None:
        return None
    year, symbols = match.groups()
    if check_symbol(year + symbols[:-1]) != symbols[-1]:
        return None
    return _written(year, symbols)


def _written(year: str, symbols: str) -> str:
    groups = [symbols[start : start + 4] for start in range(0, len(symbols), 4)]
    return "-".join([PREFIX, year, *groups])
