"""tmkit rules and tmkit schema."""

from __future__ import annotations

import json

import click

from tmkit import messages
from tmkit.cli.face import Command, shared

__all__ = ["rules", "schema"]


@click.command(cls=Command, examples="tmkit rules TG403")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@shared
def rules(*, code: str | None, as_json: bool, language: str) -> None:
    """List the rules of glossaries and units, or explain the one with a CODE."""
    from tmkit.tasks.rulebook import pages

    found = pages(code.upper() if code else "", language)
    if as_json:
        click.echo(json.dumps([page._asdict() for page in found], ensure_ascii=False, indent=1))
    elif code:
        _explain(found[0]._asdict(), language)
    else:
        for page in found:
            click.echo(f"{page.code}  {page.severity:9} {page.name}")


def _explain(page: dict[str, object], language: str) -> None:
    """The page of a rule: why, what it says, what it finds and what not."""
    click.secho(f"{page['code']} {page['name']} ({page['severity']})", bold=True)
    of_units = str(page["code"]).startswith("TQ")
    for key, said in (("why", "why"), ("says", "message"), ("help", "help")):
        if page[said]:
            click.echo(f"\n{messages.message(f'rule-{key}', language)}: {page[said]}")
    for key in ("bad", "good"):
        files = page[key]
        assert isinstance(files, dict)
        for id_, text in files.items():
            name = id_ if of_units else f"{id_}.toml"
            click.echo(f"\n{messages.message(f'rule-{key}', language)}: {name}")
            for line in text.strip().splitlines():
                click.echo(f"    {line}".rstrip())
    key = "rule-off" if of_units else "rule-allow"
    click.echo(f"\n{messages.message(key, language, code=page['code'])}")


@click.command(cls=Command, examples="tmkit schema > concept.schema.json")
@shared
def schema(*, language: str) -> None:  # noqa: ARG001 # as every command has it
    """Print the JSON Schema of concept files, for editors that complete and check TOML."""
    from tmkit.tasks.rulebook import schema_text

    click.echo(schema_text(), nl=False)
