"""The main job: judge a batch by the catalogue of rules; flags, skips, grades."""

from chenyan.auditing.result import Audit, Flags, Skips
from chenyan.auditing.run import audit
from chenyan.auditing.settings import Settings, load_settings

__all__ = ["Audit", "Flags", "Settings", "Skips", "audit", "load_settings"]
