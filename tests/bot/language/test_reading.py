from pathlib import Path

import pytest

from bot.language.features import VIEWS, Features
from bot.language.reading import Reader

WORDS = "聚千保 10 nz\n用户信息 10 n\n"
CONCEPTS = "erase: [删除, 删, 抹掉, delete]\nbackup: [备份, 备份系统]\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("words")
    for name, content in (("words.txt", WORDS), ("concepts.yml", CONCEPTS)):
        (folder / name).write_text(content, encoding="utf-8")
    return Reader(folder / "words.txt", folder / "concepts.yml")


def test_own_words_stay_whole(reader: Reader) -> None:
    assert "聚千保" in reader.read("聚千保收集用户信息吗").words
    assert "用户信息" in reader.read("聚千保收集用户信息吗").words


@pytest.mark.parametrize("text", ["下载 google app 删除", "  ", "", "删 除"])
def test_no_word_is_blank(reader: Reader, text: str) -> None:
    """A blank token crashes later featurizers (RasaHQ/rasa#7910)."""
    assert all(word.strip() for word in reader.read(text).words)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("把备份里的抹掉", ("backup", "erase")),
        ("備份刪了嗎", ("backup", "erase")),
        ("delete the backup", ("erase",)),
        ("备份系统", ("backup",)),
        ("你好", ()),
    ],
)
def test_concepts_are_found_whatever_the_word(reader: Reader, text: str, concepts: "tuple[str, ...]") -> None:
    assert reader.read(text).concepts == concepts


def test_reader_does_not_touch_the_common_dictionary(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("把备份里的 10000000 n\n", encoding="utf-8")
    (tmp_path / "concepts.yml").write_text(CONCEPTS, encoding="utf-8")
    assert "把备份里的" in Reader(tmp_path / "words.txt", tmp_path / "concepts.yml").read("把备份里的抹掉").words
    assert "把备份里的" not in reader.read("把备份里的抹掉").words


def test_features_are_rows_of_unit_length(reader: Reader) -> None:
    readings = reader.read_all(["怎么删除", "怎么删掉", "备份删吗", "备份里有吗"])
    matrix = Features(dict.fromkeys(VIEWS, 1.0), min_count=1).fit(readings).transform(readings)
    assert matrix.shape[0] == 4
    assert matrix.multiply(matrix).sum(axis=1).ravel().tolist()[0] == pytest.approx([1.0] * 4)


def test_view_of_no_weight_is_left_out(reader: Reader) -> None:
    readings = reader.read_all(["怎么删除", "备份删吗"])
    both = Features({"characters": 1.0, "words": 1.0}, min_count=1).fit(readings).transform(readings)
    one = Features({"characters": 1.0, "words": 0.0}, min_count=1).fit(readings).transform(readings)
    assert one.shape[1] < both.shape[1]
