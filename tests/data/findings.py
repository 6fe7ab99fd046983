"""What an editor is told."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: where it stands, what it is, and how to mend it. In Chinese, for an editor."""

    file: str
    line: int
    wrong: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file} 第 {self.line} 行" if self.line else self.file
        return f"{place}\n  问题：{self.wrong}\n  改法：{self.mend}"
