"""Numbers of passports and travel permits, where a word beside them says what they are: 护照E12345678."""

import re

_NEAR = 16
_NUMBER = re.compile(
    r"(?<![a-z0-9@._-])(?:[eghcmk][a-z]?[\s\-]?[0-9]{7,8}|[hm][\s\-]?[0-9]{10}|[0-9]{8})(?![a-z0-9@]|[.\-][a-z0-9])"
)
_CALLED = re.compile(
    r"护照|護照|通行证|通行證|港澳|台胞证|台胞證|回乡证|回鄉證|旅行证|居住证|证件|證件"
    r"|passport|travel (?:document|permit)"
)
_RIGHT_BEFORE = re.compile(
    r"(?:护照|護照|通行证|通行證|台胞证|台胞證|回乡证|回鄉證|passport)(?:号码?|號碼?|number|no\.?|是|为|[:：\s])*$"
)


def travel_document_spans(view: str) -> list[tuple[int, int]]:
    """Where such numbers stand, first to last; digits alone count only right behind the word."""
    view = view.lower()
    return [number.span() for number in _NUMBER.finditer(view) if _is_called_so(view, number)]


def _is_called_so(view: str, number: re.Match[str]) -> bool:
    before = view[max(0, number.start() - _NEAR) : number.start()]
    if number.group()[0].isdigit():
        return bool(_RIGHT_BEFORE.search(before))
    return bool(_CALLED.search(before) or _CALLED.search(view[number.end() : number.end() + _NEAR]))
