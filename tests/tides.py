"""A small glossary that several golden files hold."""

from __future__ import annotations

from tmkit.model import Concept, Event, Glossary, HistoryEntry, Term

GLOSSARY = Glossary(
    "tides",
    (
        Concept(
            id="3-hour-rule",
            subject="sea",
            status="review",
            terms=(
                Term("vi", "quy tắc ba giờ", part_of_speech="noun", valid_from="2020-01-01"),
                Term("vi", "luật ba tiếng", status="forbidden", note="Colloquial."),
                Term("en", "three-hour rule", "phrase", usage="GB", source="pilot#7"),
            ),
            definition={"en": "estimate of the tide's height every 3 hours"},
            definition_source={"en": "Pilot & chart, 2019"},
            history=(HistoryEntry("2026-03-04", "tmkit", "proposed"),),
            note="Compare the rule of twelfths.",
        ),
        Concept(
            id="tide-office",
            subject="bodies",
            status="approved",
            terms=(
                Term("en", "Tide Office", part_of_speech="properNoun"),
                Term(
                    "en", "TO", "acronym", full="Tide Office", context="The TO rang.", source="a#1"
                ),
                Term("vi", "Sở Thủy triều", status="preferred"),
                Term("vi", "STT", "acronym", valid_until="2025-12-31"),
                Term("vi", "Sở Con nước", "variant", "superseded"),
            ),
            event=Event("renamed", "2025-12-31"),
            history=(
                HistoryEntry("2026-03-04", "Lan", "proposed"),
                HistoryEntry("2026-03-05", "Minh", "approved", note="Seen on the door."),
            ),
        ),
    ),
    signature="tmkit:0.1",
    notes=("Approved & in review.",),
)
