"""The real api with staff, a bot of few words, and a worker that is called by hand: for browsers on both sides."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from api.bootstrap import Desk, build_desk, job_handlers
from api.conversations.domain import BotMessage, Clause, Expects, QuickReply, RequestStep, Utterance
from api.jobs import Worker
from api.migrations.runner import migrate
from api.policy import PolicyDesk
from api.settings import Settings
from api.staff.domain import Role
from tests.support.bot import ScriptedBot
from tests.support.clock import WorkdayClock
from tests.support.parts import PASSWORD

DATA = Path(__file__).resolve().parents[2] / "data"
PEOPLE = {
    "li": ("小李", Role.AGENT),
    "wang": ("小王", Role.AGENT),
    "chen": ("陈主管", Role.SUPERVISOR),
    "zhao": ("赵审计", Role.AUDITOR),
    "admin": ("管理员", Role.ADMIN),
}
ANSWER = BotMessage(
    text="不一定马上。备份里的信息会安全存放，直到备份可以清除或做匿名化处理。",
    kind="answer",
    answer="delete_backup",
    clauses=(Clause("5.3"),),
    next=("reply_time",),
    offers="deletion",
)
UNSURE = BotMessage(text="您是想问下面哪一个？", kind="clarify", candidates=("delete_backup", "reply_time"))
DECLINE = BotMessage(text="这一点政策里没有写，我不能猜。可以转人工问一下。", kind="decline")


def _step(number: int, text: str, slot: str, kind: str, *choices: QuickReply) -> BotMessage:
    request = RequestStep("deletion", number, 5)
    return BotMessage(text=text, kind="form", expects=Expects(slot, kind, choices), request=request)


SAYS = {
    "备份": ANSWER,
    "同意": UNSURE,
    "天气": DECLINE,
    "我要删除": _step(2, "请问怎么称呼您？", "name", "text"),
    "张三": _step(3, "请留一个手机号。", "phone", "tel"),
    "13800138000": _step(
        4, "哪种情形？", "deletion_reason", "choice", QuickReply("不再使用", "choose:deletion_reason=4")
    ),
    "转人工": BotMessage(text="好，我帮您转人工。", kind="handoff", handoff="asked"),
}


class KeywordBot(ScriptedBot):
    """Answers a few words, echoes the rest."""

    def answer(self, utterance: Utterance) -> list[BotMessage]:
        if not self.script:
            said = next((reply for word, reply in SAYS.items() if word in utterance.text), None)
            self.script += [[said]] if said else []
        return super().answer(utterance)


@dataclass
class StaffedDesk:
    """A desk over a folder; it may be built again over the same one, as after a restart."""

    folder: Path
    policy: PolicyDesk
    clock: WorkdayClock = field(default_factory=WorkdayClock)
    bot: KeywordBot = field(default_factory=KeywordBot)

    def __post_init__(self) -> None:
        self.desk = self.build()
        if not (self.folder / "secrets" / "staffed").exists():
            migrate(self.desk.database)
            self._hire()
            (self.folder / "secrets" / "staffed").touch()

    def build(self) -> Desk:
        settings = Settings(_env_file=None, var_dir=self.folder, data_dir=DATA, bot_timeout_s=2)
        return build_desk(settings, clock=self.clock, bot=self.bot, policy=self.policy)

    def copy(self, folder: Path) -> "StaffedDesk":
        """Another one with the same people, in a folder that is not there yet."""
        shutil.copytree(self.folder, folder)
        return StaffedDesk(folder, self.policy)

    @property
    def worker(self) -> Worker:
        """Does what is due when it is told to."""
        return Worker(self.desk.database, self.clock, job_handlers(self.desk))

    def _hire(self) -> None:
        with self.desk.database.transaction() as session:
            for username, (name, role) in PEOPLE.items():
                self.desk.staff_side.accounts.create(
                    session, username=username, role=role, password=PASSWORD, actor="test", display_name=name
                )
