"""`python -m tests.data`: tells an editor of `data/` what is wrong with an edit, and how to mend it."""

import sys
from pathlib import Path

from tests.data.checks import CHECKS
from tests.data.checks.ways import near_copies_of
from tests.data.material import Material

_ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """The exit code is 1 when something is to be mended."""
    material = Material(_ROOT)
    findings = [finding for check in CHECKS for finding in sorted(check(material))]
    for finding in findings:
        print(finding)
    print(_counted(material))
    print(f"共有 {len(findings)} 处要改。" if findings else "没有发现问题。")
    return 1 if findings else 0


def _counted(material: Material) -> str:
    copies = len(near_copies_of(material)) / max(1, len(material.ways))
    return f"答复 {len(material.answers)} 条，问法 {len(material.ways)} 句，其中近似重复 {copies:.2%}。"


if __name__ == "__main__":
    sys.exit(main())
