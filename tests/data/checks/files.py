"""Files that can be read, and say nothing twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from api.console.words import load_staff_words
from api.conversations.texts import load_texts
from api.handoff.hours import load_hours
from api.tickets.calendars import packaged_workday
from tests.data.findings import Finding
from tests.data.lined_yaml import mappings
from tests.data.material import Material

LOADERS: dict[str, Callable[[Path], object]] = {
    "data/messages.yml": load_texts,
    "data/staff.yml": load_staff_words,
    "data/hours.yml": lambda folder: load_hours(folder, "Asia/Shanghai", packaged_workday),
}


def readable(material: Material) -> Iterator[Finding]:
    """Every YAML file of `data/` is one."""
    assert material.documents is not None
    yield from material.unreadable


def no_key_twice(material: Material) -> Iterator[Finding]:
    """YAML keeps only the last of two equal keys, so that an answer would vanish without a word."""
    for name, data in material.documents.items():
        for mapping in mappings(data):
            for key, line in mapping.repeated:
                yield Finding(
                    name, line, f"「{key}」在同一处写了两次，前一次会失效", "合并成一条，或给其中一条换个名字。"
                )


def no_response_twice(material: Material) -> Iterator[Finding]:
    """Nor may two files name the same answer."""
    first: dict[str, str] = {}
    for response in material.responses:
        place = first.setdefault(response.key, f"{response.file} 第 {response.line} 行")
        if place != f"{response.file} 第 {response.line} 行":
            wrong = f"答复「{response.key}」已经在 {place} 写过"
            yield Finding(response.file, response.line, wrong, "删掉其中一条，或换一个编号。")


def messages_load(material: Material) -> Iterator[Finding]:
    """The api can read what the desk itself says, when people are there, and the words of the staff pages."""
    for name, load in LOADERS.items():
        try:
            load(material.root / "data")
        except (ValueError, yaml.YAMLError, OSError) as error:
            first = str(error).splitlines()[:3]
            yield Finding(name, 0, f"服务台读不了这个文件：{' '.join(first)}", "照文件开头的说明改。")
