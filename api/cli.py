"""Commands for operators: `python -m api.cli <command>`. Run without one for the list."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from api.audit import BrokenChain
from api.bootstrap import Desk, build_desk
from api.channels.wechat.commands import check_account, create_menu
from api.db.rotation import Rotation
from api.migrations.runner import migrate
from api.retention.commands import sweep_all, table
from api.settings import Settings, load_settings
from api.staff.commands import create_staff, reset_password
from api.staff.domain import Role


def _migrate(desk: Desk, _arguments: argparse.Namespace) -> int:
    migrate(desk.database)
    print("database is current")
    return 0


def _verify_audit(desk: Desk, _arguments: argparse.Namespace) -> int:
    with desk.database.reading() as session:
        try:
            print(f"audit chain holds, {desk.audit.verify(session)} events")
        except BrokenChain as broken:
            print(broken, file=sys.stderr)
            return 1
    return 0


def _create_staff(desk: Desk, arguments: argparse.Namespace) -> int:
    """Prints a generated password once; an account that is there already is left as it is."""
    password = create_staff(
        desk.database,
        desk.clock,
        desk.audit,
        username=arguments.username,
        role=arguments.role,
        password_file=arguments.password_file,
    )
    if password is None:
        print(f"account {arguments.username} exists", file=sys.stderr)
    elif password:
        print(password)
    return 0


def _reset_staff_password(desk: Desk, arguments: argparse.Namespace) -> int:
    password = reset_password(desk.database, desk.clock, desk.audit, username=arguments.username)
    print(password or f"no account {arguments.username}", file=sys.stdout if password else sys.stderr)
    return 0 if password else 1


def _retention(desk: Desk, arguments: argparse.Namespace) -> int:
    print(table(desk.retention.preview()) if arguments.dry_run else sweep_all(desk.retention))
    return 0


def _rotate_keys(desk: Desk, arguments: argparse.Namespace) -> int:
    """Tells of keys that are missing; everything else is done all the same."""
    rotation = Rotation(desk.database)
    if arguments.dry_run:
        for column, number in rotation.left():
            print(f"{column:<32} {number:>8} under another key")
        return 0
    missing: set[str] = set()
    for batch in rotation.run():
        print(f"{batch.column:<32} {batch.renewed:>8} renewed")
        missing |= batch.unreadable
    if missing:
        print(f"some values could not be read, keys missing or wrong: {', '.join(sorted(missing))}", file=sys.stderr)
        return 1
    print("everything is under the first key of DATA_KEYS; the others may be taken out")
    return 0


Command = Callable[[Desk, argparse.Namespace], int]

COMMANDS: dict[str, tuple[Command, str]] = {
    "migrate": (_migrate, "bring the database to the newest revision"),
    "verify-audit": (_verify_audit, "walk the audit chain"),
    "retention": (_retention, "delete what is older than data/retention.yml allows"),
    "rotate-keys": (_rotate_keys, "encrypt everything anew with the first key of DATA_KEYS"),
    "create-staff": (_create_staff, "make a staff account"),
    "reset-staff-password": (_reset_staff_password, "give a staff account a new password, without second factor"),
}
# These must also run when what they look at keeps the desk from starting.
SETTINGS_COMMANDS: dict[str, tuple[Callable[[Settings], int], str]] = {
    "wechat-check": (check_account, "say what is wrong with the settings of the WeChat account"),
    "wechat-menu": (create_menu, "create the WeChat account's menu from data/wechat_menu.yml"),
}
COUNTING_COMMANDS = frozenset({"retention", "rotate-keys"})
STAFF_COMMANDS = frozenset({"create-staff", "reset-staff-password"})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.cli", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, explanation) in SETTINGS_COMMANDS.items():
        commands.add_parser(name, help=explanation)
    for name, (_, explanation) in COMMANDS.items():
        command = commands.add_parser(name, help=explanation)
        if name in COUNTING_COMMANDS:
            command.add_argument("--dry-run", action="store_true", help="only count, change nothing")
        if name in STAFF_COMMANDS:
            command.add_argument("--username", required=True)
        if name == "create-staff":
            command.add_argument("--role", required=True, choices=[role.value for role in Role])
            command.add_argument("--password-file", type=Path)
    return parser


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    if arguments.command in SETTINGS_COMMANDS:
        return SETTINGS_COMMANDS[arguments.command][0](load_settings())
    command, _ = COMMANDS[arguments.command]
    return command(build_desk(load_settings()), arguments)


if __name__ == "__main__":
    sys.exit(main())
