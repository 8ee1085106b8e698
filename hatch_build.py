"""Compiles the seed lexicon into the package: hatchling calls this for each wheel or install."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SeedLexicon(BuildHookInterface[Any]):
    """The build hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the interface)
        """Write the tables into the tree that is built, and add them to what is packed."""
        sys.path.insert(0, self.root)
        from tmkit.lexicon.seed import compile_seeds

        root = Path(self.root).resolve()
        build_data["artifacts"] += [
            "/" + table.relative_to(root).as_posix() for table in compile_seeds()
        ]
