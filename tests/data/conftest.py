"""The project's own data, read once; and a small project of its own that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.material import Material

ROOT = Path(__file__).resolve().parents[2]

_FILES = {
    "data/answers/05_rights.yml": """
responses:
  utter_faq/delete_backup:
  - text: 不一定马上删。
    custom:
      kind: answer
      answer: delete_backup
      question: 备份也会删吗？
      plain: 简单说：不一定。
      clauses:
      - {id: "5.3", quote: 我们可能不会立即从备份系统中删除相应的信息}
      next: [reply_time]
      offers: deletion
  utter_faq/reply_time:
  - text: 三十天内作出答复。
    custom:
      kind: answer
      answer: reply_time
      question: 多久答复？
      plain: 简单说：三十天内。
      clauses:
      - {id: "5.8", quote: 我们将在三十天内作出答复}
      next: [delete_backup]
""",
    "data/nlu/faq/05_rights.yml": """
nlu:
- intent: faq/delete_backup
  examples: |
    - 备份里的那份删不删
    - 服务器上的拷贝怎么办
- intent: faq/reply_time
  examples: |
    - 几天能给个准信
""",
    "data/rules/conversation.yml": "rules:\n- rule: answers\n  steps:\n  - intent: faq\n  - action: utter_faq\n",
    "data/requests.yml": "types:\n  deletion: 删除信息\n",
    "data/lookups/concepts.yml": "删除: [删, 抹掉]\n手机号: [电话, 号码]\n",
    "data/lookups/words.txt": "注销 20000\n聚千保\n",
    "tests/evaluation/sets/questions.jsonl": '{"id": "a1", "text": "存档盘里的那份副本会一起没吗"}\n',
}

Break = Callable[..., Material]


@pytest.fixture(scope="session")
def material() -> Material:
    """The data as it is."""
    return Material(ROOT)


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """`broken(file, old, new)`: a small project in which one place was changed; unchanged it has no fault but size."""

    def build(file: str = "", old: str = "", new: str = "") -> Material:
        for name, text in _FILES.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name == file:
                assert old in text
                text = text.replace(old, new, 1)
            path.write_text(text, encoding="utf-8")
        shutil.copytree(ROOT / "data" / "policy", tmp_path / "data" / "policy")
        for read_by_api in ("messages.yml", "staff.yml", "hours.yml"):
            shutil.copy(ROOT / "data" / read_by_api, tmp_path / "data" / read_by_api)
        return Material(tmp_path)

    return build
