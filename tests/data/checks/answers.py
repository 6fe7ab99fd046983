"""The answers of the policy: `data/answers/0*.yml` (docs/architecture.md, "Words, answers, ways to ask")."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.data.findings import Finding
from tests.data.material import Material, Response

LONGEST_QUESTION = 18  # what fits on a quick reply on a phone
FEWEST_WAYS = 20
_NEEDED = ("kind", "answer", "question", "plain", "clauses")
_ALLOWED = {*_NEEDED, "next", "offers"}


def shape(material: Material) -> Iterator[Finding]:
    """One variation with text and the fields that an answer has."""
    for answer in material.answers:
        for wrong, mend in _shape_of(answer):
            yield Finding(answer.file, answer.line, f"{answer.answer}：{wrong}", mend)


def _shape_of(answer: Response) -> Iterator[tuple[str, str]]:
    if len(answer.variations) != 1:
        yield "要有且只有一条答复", "只留一个「- text:」。"
    if not str(answer.said.get("text") or "").strip():
        yield "没有正文", "在 text 后面写上答复。"
    missing = [name for name in _NEEDED if not answer.custom.get(name)]
    if missing:
        yield f"缺少 {'、'.join(missing)}", "照别的答复补上。"
    unknown = sorted(str(name) for name in set(answer.custom) - _ALLOWED)
    if unknown:
        yield f"多了不认识的项：{'、'.join(unknown)}", "看看是不是写错了字，或者删掉。"
    if answer.custom.get("kind") != "answer":
        yield "kind 要写 answer", "改成 kind: answer。"
    if answer.custom.get("answer") != answer.answer:
        yield "answer 和编号不一样", f"改成 answer: {answer.answer}。"


def questions(material: Material) -> Iterator[Finding]:
    """A question is the title of a quick reply: short, and never that of another answer."""
    first: dict[str, Response] = {}
    for answer in material.answers:
        question = str(answer.custom.get("question") or "")
        if len(question) > LONGEST_QUESTION:
            wrong = f"{answer.answer}：question 有 {len(question)} 个字，手机上放不下"
            yield Finding(answer.file, answer.line, wrong, f"缩短到 {LONGEST_QUESTION} 个字以内。")
        other = first.setdefault(question, answer)
        if other is not answer and question:
            wrong = f"{answer.answer} 和 {other.answer} 的 question 一样：{question}"
            yield Finding(answer.file, answer.line, wrong, "改其中一个，让人分得清。")


def quotes(material: Material) -> Iterator[Finding]:
    """Clauses exist, and each quote stands word for word in its clause."""
    for response in material.responses:
        clauses = response.custom.get("clauses") or ()
        for clause in clauses:
            yield from _quote(material, response, clause)
        if len({(str(one.get("id")), one.get("quote")) for one in clauses}) < len(clauses):
            yield Finding(response.file, response.line, f"{response.key}：同一句原文引了两次", "删掉一条。")


def _quote(material: Material, response: Response, clause: Any) -> Iterator[Finding]:
    clause_id, quote = str(clause.get("id")), clause.get("quote")
    if "{" in clause_id:
        return
    if material.policy.locate(clause_id) is None:
        wrong = f"{response.key}：没有条款 {clause_id}"
        mend = "编号见 data/policy 里的 clauses.tsv；第几项写成 5.3.4 这样，并加引号。"
        yield Finding(response.file, clause.line, wrong, mend)
    elif not quote and response in material.answers:
        yield Finding(response.file, clause.line, f"{response.key}：{clause_id} 没有引原文", "在 quote 里抄一句原文。")
    elif quote and material.policy.quote(clause_id, str(quote)) is None:
        wrong = f"{response.key}：条款 {clause_id} 里没有这句原文：{quote}"
        yield Finding(response.file, clause.line, wrong, "从政策原文里逐字复制，标点也要一样。")


def every_clause_cited(material: Material) -> Iterator[Finding]:
    """Each clause of the policy has an answer that cites it."""
    cited = set()
    for answer in material.answers:
        for clause in answer.custom.get("clauses") or ():
            found = material.policy.locate(str(clause.get("id")))
            if found:
                cited.add(found[0].id)
    for clause_id in material.policy.clauses:
        if clause_id not in cited:
            wrong = f"条款 {clause_id} 没有一条答复引用"
            yield Finding("data/answers", 0, wrong, "给这一条写一个答复，在 clauses 里引它的原文。")


def neighbours(material: Material) -> Iterator[Finding]:
    """Next questions exist and lead away from here; an offer is a type of request."""
    known = {answer.answer for answer in material.answers}
    for response in material.responses:
        offered = [*(response.custom.get("next") or ()), *(response.custom.get("candidates") or ())]
        for wrong in _wrong_neighbours(response, offered, known):
            yield Finding(response.file, response.line, f"{response.key}：{wrong}", "改成别的、已有的答复编号。")
        offer = response.custom.get("offers")
        if offer is not None and offer not in material.request_types:
            mend = f"只能是 {'、'.join(sorted(material.request_types))}。"
            yield Finding(response.file, response.line, f"{response.key}：没有请求类型 {offer}", mend)


def _wrong_neighbours(response: Response, offered: Sequence[Any], known: set[str]) -> Iterator[str]:
    for other in offered:
        if other not in known:
            yield f"接着问的 {other} 不存在"
        if response.key == f"faq/{other}":
            yield "接着问的是它自己"
    if len(set(offered)) < len(offered):
        yield "接着问的有重复"


def enough_ways(material: Material) -> Iterator[Finding]:
    """Each answer can be asked for in many ways."""
    counts = Counter(way.label for way in material.ways)
    for answer in material.answers:
        if counts[answer.key] < FEWEST_WAYS:
            wrong = f"{answer.answer} 只有 {counts[answer.key]} 种问法，至少要 {FEWEST_WAYS} 种"
            mend = f"在 data/nlu/faq/ 里的同名文件补上「- intent: {answer.key}」的问法。"
            yield Finding(answer.file, answer.line, wrong, mend)
