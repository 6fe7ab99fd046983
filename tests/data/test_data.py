"""The data of the project keeps every rule."""

from collections import Counter

import pytest

from tests.data.checks import CHECKS, Check
from tests.data.material import Material


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_data_keeps_rule(check: Check, material: Material) -> None:
    findings = sorted(check(material))
    shown = "\n".join(str(finding) for finding in findings[:20])
    assert not findings, f"{len(findings)} findings\n{shown}"


def test_all_of_the_data_is_seen(material: Material) -> None:
    labels = Counter(way.label for way in material.ways)
    assert len(material.policy.clauses) == 35
    assert len(material.answers) >= 150
    assert len(labels) > len(material.answers) / 2
    assert len(material.held) >= 300
