"""Placeholder."""

import numpy as np


def character_battery(result):
    return {"specificity": np.full(result.batch.n_reports, np.nan)}


def word_battery(result):
    return {}
