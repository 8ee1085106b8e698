"""The command line: options in, one task, lines out. stdout is data, stderr is talk.

Exit codes: 0 done; 1 a finding of severity error; 2 bad usage or configuration, nothing readable,
nowhere to write.
"""

from __future__ import annotations

import os

import click

from tmkit import __version__
from tmkit.cli.acronyms import acronyms
from tmkit.cli.acts import approve, propose, reject
from tmkit.cli.align import align
from tmkit.cli.build import build
from tmkit.cli.check import check
from tmkit.cli.convert import convert
from tmkit.cli.diff import diff
from tmkit.cli.doctor import completion, doctor
from tmkit.cli.evidence import evidence
from tmkit.cli.extract import extract
from tmkit.cli.face import Group
from tmkit.cli.fmt import fmt
from tmkit.cli.impact import impact
from tmkit.cli.import_ import import_
from tmkit.cli.init import init
from tmkit.cli.memory import memory
from tmkit.cli.merge import merge
from tmkit.cli.name import name
from tmkit.cli.pair import pair
from tmkit.cli.qa import qa
from tmkit.cli.review import review
from tmkit.cli.rules import rules, schema
from tmkit.cli.segment import segment
from tmkit.cli.summary import summary
from tmkit.cli.validate import validate

__all__ = ["main"]


# Read when numpy is first imported, which no command does before its task: two BLAS threads cost
# more time than they save on small matrices.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tmkit")
def main() -> None:
    """Translation memories and glossaries from parallel documents."""


for command in (
    acronyms,
    align,
    approve,
    build,
    check,
    completion,
    convert,
    diff,
    doctor,
    evidence,
    extract,
    fmt,
    impact,
    import_,
    init,
    memory,
    merge,
    name,
    pair,
    propose,
    qa,
    reject,
    review,
    rules,
    schema,
    segment,
    summary,
    validate,
):
    main.add_command(command)
