"""Which arithmetic kernels numpy's OpenBLAS takes; must be settled before numpy is imported.

The OpenBLAS of the numpy that Rasa pins is of 2022: a processor that it does not know gets the kernels of a Prescott of
2004, which take twice the time for sentence vectors. Every processor with AVX2 and FMA runs those of a Haswell.
"""

import os
from pathlib import Path
from typing import MutableMapping

_VARIABLE = "OPENBLAS_CORETYPE"
_NEEDED = {"avx2", "fma"}
_CPUINFO = Path("/proc/cpuinfo")


def choose(environment: MutableMapping[str, str] = os.environ, cpuinfo: Path = _CPUINFO) -> None:
    """Sets the variable where the processor is able and nobody has set it."""
    if _VARIABLE not in environment and cpuinfo.is_file() and _flags(cpuinfo.read_text()) >= _NEEDED:
        environment[_VARIABLE] = "Haswell"


def _flags(cpuinfo: str) -> set:
    lines = (line for line in cpuinfo.splitlines() if line.startswith("flags"))
    return set(next(lines, "").partition(":")[2].split())
