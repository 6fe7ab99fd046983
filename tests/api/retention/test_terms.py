"""`data/retention.yml` and what may be wrong with it."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from api.bootstrap import Desk
from api.retention.terms import Terms, load_terms

DATA = Path(__file__).resolve().parents[3] / "data"


def test_every_kind_has_a_term_with_its_source() -> None:
    terms = load_terms(DATA)
    assert all(getattr(terms, kind).source for kind in Terms.model_fields)
    assert terms.tickets.days >= 3 * 365


def test_every_kind_has_a_broom(desk: Desk) -> None:
    assert set(desk.retention.brooms) == set(Terms.model_fields)


@pytest.mark.parametrize("change", [{"days": 0}, {"days": "ever"}, {"source": None}, {"extra": 1}])
def test_wrong_term_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    terms = yaml.safe_load((DATA / "retention.yml").read_text(encoding="utf-8"))
    terms["feedback"] |= change
    (tmp_path / "retention.yml").write_text(yaml.safe_dump(terms), encoding="utf-8")
    with pytest.raises(ValidationError, match="feedback"):
        load_terms(tmp_path)


def test_missing_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "retention.yml").write_text("{}", encoding="utf-8")
    with pytest.raises(ValidationError, match="transcripts"):
        load_terms(tmp_path)
