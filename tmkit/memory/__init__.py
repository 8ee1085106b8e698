"""Translation memories that are kept in a database: exact look-up, concordance."""

from tmkit.memory.bands import INTERNAL, Sought
from tmkit.memory.opening import open_store
from tmkit.memory.store import MemoryStore
from tmkit.memory.writing import Added

__all__ = ["INTERNAL", "Added", "MemoryStore", "Sought", "open_store"]
