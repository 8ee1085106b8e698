"""tmkit evidence."""

from __future__ import annotations

from pathlib import Path

import click

from tmkit.cli.face import Command, Group, reported, shared, tell

__all__ = ["evidence"]


@click.group(cls=Group)
def evidence() -> None:
    """What a corpus says of the concepts, kept beside them."""


@evidence.command(cls=Command, examples="tmkit evidence freeze")
@click.argument("glossaries", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="A memory, a table or a folder; default: the project in this folder.",
)
@shared
def freeze(*, glossaries: tuple[Path, ...], corpus: Path | None, language: str) -> None:
    """Write counts beside the concepts, in evidence.jsonl: `check` then needs no corpus.

    GLOSSARIES are folders of concepts; default: those of the project in this folder. Of the texts
    nothing is written but short contexts for terms without one, and only of documents that are not
    confidential; of memories none.
    """
    from tmkit.tasks.evidence import freeze as run

    with reported(language) as on_finding:
        frozen = run(glossaries, corpus=corpus, language=language, on_finding=on_finding)
    corpus_is = frozen.signature
    paths = ", ".join(map(str, frozen.paths))
    details = {"units": corpus_is.units, "segments": corpus_is.segments, "paths": paths}
    tell("frozen", language, concepts=frozen.concepts, **details)
    raise SystemExit(on_finding.exit_code)
