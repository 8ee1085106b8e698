"""Exchange files ↔ model: a module for each format, with `read`, `write`, or both."""
