import subprocess
import sys
from pathlib import Path

import pytest

from bot.kernels import choose


@pytest.mark.parametrize(
    ("cpuinfo", "set_before", "wanted"),
    [
        ("flags\t\t: fpu sse2 avx2 fma\n", {}, {"OPENBLAS_CORETYPE": "Haswell"}),
        ("flags\t\t: fpu sse2 avx2\n", {}, {}),
        ("Features\t: fp asimd\n", {}, {}),
        ("flags\t\t: avx2 fma\n", {"OPENBLAS_CORETYPE": "Zen"}, {"OPENBLAS_CORETYPE": "Zen"}),
    ],
)
def test_able_processor_gets_newer_kernels(
    tmp_path: Path, cpuinfo: str, set_before: "dict[str, str]", wanted: "dict[str, str]"
) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text(cpuinfo)
    choose(set_before, file)
    assert set_before == wanted


def test_machine_without_cpuinfo_is_left_alone(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    choose(environment, tmp_path / "none")
    assert environment == {}


def test_choice_comes_before_numpy() -> None:
    """Once numpy is there it is too late."""
    code = "import sys, bot.kernels, bot.without_tensorflow; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
