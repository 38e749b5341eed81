"""What a command says when something fails that is no mistake of its user."""

from __future__ import annotations

from argparse import Namespace

import pytest
from pymongo.errors import AutoReconnect, OperationFailure

from jobscrape.command import Command
from jobscrape.errors import UsageError


class Failing(Command):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def short_desc(self) -> str:
        return "Fail"

    def execute(self, args: list[str], opts: Namespace) -> int | None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (OperationFailure("internal server error"), 3, "the store failed: internal server error"),
        (AutoReconnect("connection\nclosed"), 3, "the store failed: connection closed"),
        (UsageError("no such board"), 2, "no such board"),
    ],
)
def test_one_line_and_a_status(error: Exception, status: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = Failing(error)
    command.run([], Namespace())
    said = capsys.readouterr().err
    assert (command.exitcode, said.count("\n")) == (status, 1)
    assert says in said


def test_a_bug_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        Failing(ZeroDivisionError()).run([], Namespace())
