"""Settings of the documentation."""

from __future__ import annotations

import chenyan

project = "chenyan 陈言"
author = "The chenyan developers"
copyright = "2026, The chenyan developers"
release = version = chenyan.__version__
language = "zh_CN"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc", "sphinx.ext.viewcode"]
source_suffix = {".md": "myst-nb", ".rst": "restructuredtext"}
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
numpydoc_show_class_members = False
autosummary_generate = False
autodoc_typehints = "none"
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_theme_options = {"description": "一批年度报告可信到什么程度", "fixed_sidebar": True, "page_width": "1100px"}
suppress_warnings = ["myst.header", "ref.term"]
