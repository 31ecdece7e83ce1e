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
# # 06 一项小研究，从头到尾
#
# **English summary.** From a folder to a regression table: novelty of reports on level and year, with
# agency-clustered errors, a figure and a replication folder. Needs the extra `chenyan[study]` (statsmodels).
#
# 问题：基层的报告是不是更多沿用旧文？样例是虚构的，数字没有含义；换成你的数据，步骤不变。

# %%
import tempfile
from pathlib import Path

import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

corpus = cy.read_corpus(SOURCE, progress=False)
reuse = cy.score_reuse(corpus, progress=False)
panel = reuse.reports.to_frame()
panel = panel.dropna(subset=["year", "share_novel"])
panel.groupby("level")["share_novel"].describe()[["count", "mean", "std"]].round(3)

# %% [markdown]
# 第一年没有上一年可比，新写占比天然偏高：回归里只用有上年报告的年份。

# %%
import statsmodels.formula.api as smf

data = panel[panel["year"] > panel["year"].min()].copy()
data["year"] = data["year"].astype(int).astype(str)
data["level"] = data["level"].astype(str)
data["agency"] = data["agency"].astype(str)
data["share_novel"] = data["share_novel"].astype(float)
data["n_chars"] = data["n_chars"].astype(float)
enough = data["agency"].nunique() >= 10 and len(data) >= 30  # 机关太少时，按机关聚类的标准误不可信
if enough:
    model = smf.ols("share_novel ~ C(level) + C(year) + n_chars", data=data).fit(
        cov_type="cluster", cov_kwds={"groups": data["agency"].astype("category").cat.codes}
    )
    table = model.summary()
table.tables[1] if enough else "机关或年份太少，不做回归 too few agencies or years for a regression"

# %%
ax = cy.plot_reuse_shares(reuse, by="level", language="zh")
ax.figure

# %% [markdown]
# ## 论文用的图和表
#
# 同一次调用写出 PNG、SVG、PDF，数据另存 csv；期刊栏宽用 `width="single"` 或 `"double"`。

# %%
paper = Path(tempfile.mkdtemp()) / "paper"
paper.mkdir()
files = cy.save_figure(ax, paper / "figure1")
data.to_csv(paper / "panel.csv", index=False, encoding="utf-8-sig")
if enough:
    (paper / "table1.txt").write_text(table.as_text(), encoding="utf-8")
print(*sorted(path.name for path in paper.iterdir()), sep="  ")

# %% [markdown]
# ## 复现材料
#
# `audit.save()` 的文件夹里有清单（输入哈希、版本、设置、种子）和变量手册；`chenyan verify 文件夹` 重跑并逐文件比较。
