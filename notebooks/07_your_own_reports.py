# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 用你自己的报告
#
# **English summary.** Formats, manifest, batch sheets, dictionary, themes, settings: everything you may want
# to adapt, on small made-up files.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import chenyan as cy

# %% [markdown]
# ## 一张表，一行一份报告
#
# 列名用中文也行；认不出正文列时用 `text_column=` 指定。

# %%
text = """青禾镇2022年政府信息公开工作年度报告
一、总体情况
2022年，我镇主动公开信息86条，其中网站50条，微信公众号36条。
五、存在的主要问题及改进情况
一是政策解读形式单一。下一步，我镇将在6月底前制作图解12期。
六、其他需要报告的事项
本年度未收取信息处理费。
"""
sheet = pd.DataFrame({"单位": ["青禾镇人民政府"], "年份": [2022], "正文": [text]})
corpus = cy.read_corpus(sheet, progress=False)
corpus[0]

# %% [markdown]
# ## 清单 manifest.csv
#
# 文件夹里放一份 `manifest.csv`，写明你知道的；它说了算。

# %%
folder = Path(tempfile.mkdtemp())
(folder / "a.txt").write_text(text, encoding="gb18030")
(folder / "manifest.csv").write_text("file,agency,year,level\na.txt,青禾镇人民政府,2022,town\n", encoding="utf-8-sig")
corpus = cy.read_corpus(folder, progress=False)
corpus[0].identity.agency

# %% [markdown]
# ## 设置
#
# 只跑一部分规则，改一条规则的级别：

# %%
audit = cy.audit(corpus, select=["N", "P", "L"], rules={"P03": {"severity": "info"}}, progress=False)
audit

# %% [markdown]
# 同样的设置写进 `chenyan.toml`，命令行用 `--config chenyan.toml`：
#
# ```toml
# select = ["N", "P", "L"]
# [rules.P03]
# severity = "info"
# ```

# %% [markdown]
# ## 植入错误，检验规则
#
# `inject` 在干净的报告里种下一处已知的错误；用你自己的报告，就能估出规则在你的材料上的召回。

# %%
planted = cy.inject(corpus[0], "Y02", seed=3)
print(planted.words)
[flag.code for flag in cy.audit(planted.corpus, select="Y02", progress=False).flags]
