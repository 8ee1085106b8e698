"""Puts what is made or lies elsewhere into the package: hatchling calls it at each install."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackageContents(BuildHookInterface[Any]):
    """The build hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the seed lexicon into the tree that is built; pack it and the glossary of names.

        An editable install has the glossary where it is edited: a copy would be a second truth.
        """
        sys.path.insert(0, self.root)
        from tmkit.lexicon.seed import compile_seeds

        root = Path(self.root).resolve()
        build_data["artifacts"] += [
            "/" + table.relative_to(root).as_posix() for table in compile_seeds()
        ]
        if version != "editable":
            glossary = "glossaries/vn-government"
            build_data["force_include"][str(root / glossary)] = f"tmkit/{glossary}"
