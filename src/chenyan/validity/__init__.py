"""Accuracy, measured: every detector scored on labelled and constructed data, with intervals and the misses."""
