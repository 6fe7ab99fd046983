import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.policy import PolicyDesk
from api.policy.domain import PolicyText
from api.policy.parser import PolicyMalformed, parse
from api.policy.repository import load_catalogue, load_policies
from tests.support.clock import FakeClock

DATA = Path(__file__).resolve().parents[3] / "data"
POLICY = load_policies(DATA)["2022-04-22"]
SOURCE = (DATA / "policy/2022-04-22/policy.txt").read_text(encoding="utf-8")
CLAUSES = sorted(POLICY.clauses)


def _bare(text: str) -> str:
    return "".join(text.split())


def test_every_clause_of_the_table_is_found() -> None:
    with (DATA / "policy/2022-04-22/clauses.tsv").open(encoding="utf-8", newline="") as table:
        assert list(POLICY.clauses) == [row["id"] for row in csv.DictReader(table, delimiter="\t")]


def test_no_word_of_the_text_is_lost() -> None:
    read = "".join(
        (clause.heading if clause.own_heading else "") + "".join(map(POLICY.words, clause.paragraphs))
        for clause in POLICY.clauses.values()
    )
    assert _bare(read) == _bare(SOURCE.replace("\n- ", "\n"))


@pytest.mark.parametrize(
    ("clause", "heading", "start"),
    [
        ("0", "前言", "隐私政策"),
        ("2.1", "(一) Cookie", "为确保网站正常运转"),
        ("4.2", "（二）认证", "(二) 我们已经取得了以下认证"),
        ("5", "五、您的权利", "按照中国相关的法律"),
        ("5.3", "（三）删除您的用户信息", "在以下情形中"),
        ("3", "三、我们如何共享、转让、公开披露您的用户信息", "三、我们如何共享"),
    ],
)
def test_heading_and_words_are_those_of_the_text(clause: str, heading: str, start: str) -> None:
    assert POLICY.clauses[clause].heading == heading
    assert (POLICY.quote(clause, None) or "").startswith(start)


@pytest.mark.parametrize(("clause", "items"), [("1.2", 11), ("3.1", 4), ("3.4", 6), ("5.3", 5), ("5.8", 8), ("8", 6)])
def test_list_items_are_counted(clause: str, items: int) -> None:
    numbers = [paragraph.item for paragraph in POLICY.clauses[clause].paragraphs if paragraph.item]
    assert numbers == list(range(1, items + 1))


def test_stray_number_belongs_to_its_clause() -> None:
    assert "3. 通过 SDK 共享" in (POLICY.quote("3.1", None) or "")
    assert (POLICY.quote("3.1.3", None) or "").startswith("3、与我们的关联公司共享")


def test_paragraph_cut_by_a_page_break_is_shown_whole() -> None:
    last = POLICY.clauses["3.1"].paragraphs[-1]
    assert "并要求其采取数据保护措施" in POLICY.shown(last)


def test_quote_across_the_page_break_is_found() -> None:
    quote = POLICY.quote("3.1", "进行安全监测，并要求其采取数据保护措施")
    assert quote is not None and quote in SOURCE


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("5.3", "这句话政策里没有"),
        ("5.2", "在以下情形中，您可以"),
        ("5.3.4", "违反法律法规"),
        ("5.3", " "),
        ("1", "Cookie"),
    ],
)
def test_words_of_elsewhere_are_no_quote(clause: str, wanted: str) -> None:
    assert POLICY.quote(clause, wanted) is None


@pytest.mark.parametrize("clause", ["", "x", "10", "5.9", "5.3.6", "5.3.0", "5.3.１", "5.3.4.1", "..", "5."])
def test_unknown_clauses_are_not_found(clause: str) -> None:
    assert POLICY.locate(clause) is None


@given(st.sampled_from(CLAUSES), st.data())
def test_any_part_of_a_clause_is_quoted_word_for_word(clause: str, data: st.DataObject) -> None:
    whole = POLICY.quote(clause, None) or ""
    start = data.draw(st.integers(0, len(whole) - 1))
    part = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    spaced = data.draw(st.sampled_from(["", " ", "\n"])).join(part)
    quote = POLICY.quote(clause, spaced)
    if part.strip():
        assert quote is not None and quote in SOURCE and _bare(quote) == _bare(part)
    else:
        assert quote is None


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        policy = parse("2030-01-01", source, {"0": "前言"})
    except PolicyMalformed:
        return
    assert isinstance(policy, PolicyText)


def test_text_without_a_named_clause_is_refused() -> None:
    with pytest.raises(PolicyMalformed, match="5"):
        parse("2030-01-01", "一、甲\n\n内容。", {"0": "前言", "1": "一、甲", "5": "五、戊"})


def _write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "policy.txt").write_text(text, encoding="utf-8")
    (folder / "clauses.tsv").write_text("id\theading\tcovers\n0\t前言\t\n1\t一、甲\t\n", encoding="utf-8")


def test_version_in_force_is_the_newest_that_has_begun(tmp_path: Path) -> None:
    for version in ("2026-01-01", "2026-11-24", "2027-01-01"):
        _write(tmp_path / "policy" / version, f"引言。\n\n一、甲\n\n{version} 的内容。")
    clock = FakeClock(datetime(2026, 11, 23, 15, 59, tzinfo=UTC))
    policy = PolicyDesk(tmp_path, clock, "Asia/Shanghai")
    assert policy.current.version == "2026-01-01"
    clock.advance(minutes=1)
    assert policy.current.version == "2026-11-24"


def test_unreadable_answers_are_named(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers/01_a.yml").write_text("responses: [", encoding="utf-8")
    (tmp_path / "answers/02_b.yml").write_text(
        "responses: {utter_faq/x: [{text: t, custom: {answer: x, question: 问？}}]}", encoding="utf-8"
    )
    catalogue = load_catalogue(tmp_path)
    assert (catalogue.questions, catalogue.unreadable) == ({"x": "问？"}, ("01_a.yml",))


def test_page_has_an_anchor_for_each_clause_and_item(client: TestClient) -> None:
    page = client.get("/policy/2022-04-22").text
    for clause in [*CLAUSES, "5.3.4", "8.3", "1.2.11"]:
        assert page.count(f'id="{clause}"') == 1
    assert "中安联合——聚千保" in page


def test_policy_leads_to_the_current_version(client: TestClient) -> None:
    answer = client.get("/policy", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/policy/2022-04-22")


@pytest.mark.parametrize("version", ["2021-01-01", "x", "2022-04-22x", "%2e%2e%2fsettings"])
def test_unknown_version_is_not_found(client: TestClient, version: str) -> None:
    assert client.get(f"/policy/{version}").status_code == 404
