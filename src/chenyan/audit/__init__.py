"""The main job: judge a batch by the catalogue of rules; flags, skips, grades."""

from chenyan.audit.result import Audit, Flags, Skips
from chenyan.audit.run import audit
from chenyan.audit.settings import Settings, load_settings

__all__ = ["Audit", "Flags", "Settings", "Skips", "audit", "load_settings"]
