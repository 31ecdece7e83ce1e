"""Plant a known fault of any rule into a clean report: the simulator behind the measured recall."""

from chenyan.injection.plant import Injected, inject, injectable_codes

__all__ = ["Injected", "inject", "injectable_codes"]
