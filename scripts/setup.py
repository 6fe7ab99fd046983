"""Makes both environments from their lock files; does nothing when they are current.

Standard library only, for any Python from 3.8 on: it runs before anything is installed. Says what it does.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
VENVS = ROOT / ".venv"
# Environment, lock file, lowest and highest Python that suits, and what uv fetches where no such Python is found.
ENVIRONMENTS = (("bot", (3, 10), (3, 10), "3.10"), ("api", (3, 11), (3, 13), "3.12"))


def main() -> int:
    """Brings both environments up to date."""
    for name, lowest, highest, fetched in ENVIRONMENTS:
        lock = ROOT / "requirements" / (name + ".txt")
        stamp = VENVS / name / ".lock-sha256"
        wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == wanted and python_of(name).exists():
            continue
        make(name, lock, lowest, highest, fetched)
        stamp.write_text(wanted)
    return 0


def make(name: str, lock: Path, lowest: Tuple[int, int], highest: Tuple[int, int], fetched: str) -> None:
    """Creates one environment anew and installs the lock into it, hashes checked."""
    uv = find_uv()
    python = find_python(lowest, highest) or fetched
    say("%s: making the environment with Python %s" % (name, python))
    run([uv, "venv", "--quiet", "--clear", "--python", python, str(VENVS / name)])
    say("%s: installing %s (some minutes the first time)" % (name, lock.relative_to(ROOT)))
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(python_of(name)), str(lock)])


def python_of(name: str) -> Path:
    """The interpreter of an environment."""
    return VENVS / name / "bin" / "python"


def find_uv() -> str:
    """uv from PATH, else one installed into a folder of its own."""
    own = VENVS / "uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(own) if own.exists() else None)
    if found:
        return found
    say("uv: not on PATH, installing it into %s" % own.parent.parent.relative_to(ROOT))
    run([sys.executable, "-m", "venv", str(VENVS / "uv")])
    run([str(VENVS / "uv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])
    return str(own)


def find_python(lowest: Tuple[int, int], highest: Tuple[int, int]) -> Optional[str]:
    """A Python that starts and has a version in the range: on PATH, or under pyenv, newest last version first."""
    names = ["python%d.%d" % (3, minor) for minor in range(highest[1], lowest[1] - 1, -1)]
    on_path = [path for path in (shutil.which(name) for name in names + ["python3", "python"]) if path]
    for candidate in [sys.executable] + on_path + under_pyenv():
        if version_of(candidate) and lowest <= version_of(candidate) <= highest:  # type: ignore[operator]
            return candidate
    return None


def under_pyenv() -> List[str]:
    """Interpreters that pyenv keeps, newest first; its shims are of no use, they answer only for the chosen version."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return [str(path) for path in sorted(root.glob("versions/3.*/bin/python"), reverse=True)]


def version_of(python: str) -> Optional[Tuple[int, int]]:
    """Major and minor version; None for a shim or a link that does not start."""
    command = [python, "-c", "import sys, venv; print(*sys.version_info[:2])"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except OSError:
        return None
    words = done.stdout.split()
    return (int(words[0]), int(words[1])) if done.returncode == 0 and len(words) == 2 else None


def run(command: List[str]) -> None:
    """Runs one step; ends with its exit code when it fails."""
    done = subprocess.run(command, cwd=str(ROOT))
    if done.returncode:
        say("failed: " + " ".join(command))
        sys.exit(done.returncode)


def say(text: str) -> None:
    """One line on the terminal."""
    print("[setup] " + text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
