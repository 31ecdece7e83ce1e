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
# # 05 审读一批报告，复核标记
#
# **English summary.** Run all rules, write the output folder, sample flags for two blind coders, merge their decisions, measure agreement. Flags become research only when people
# can check them.
#
# 标记要经得起人看。这一本从审读走到复核、合并和一致性。

# %%
import tempfile
from pathlib import Path

import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

audit = cy.audit(SOURCE, progress=False)
audit

# %%
audit.flags.to_frame()[["report_id", "code", "name", "severity", "confidence", "words", "message_zh"]].head(10)

# %% [markdown]
# 没查成的不等于没问题：原因都在这里。

# %%
audit.skips.to_frame().groupby(["code", "reason_zh"]).size().sort_values(ascending=False).head(8)

# %%
ax = cy.plot_flags(audit, width="double")
ax.figure

# %% [markdown]
# ## 一个机关的几年

# %%
cy.plot_timeline(audit, "清河镇")

# %% [markdown]
# ## 写出结果文件夹

# %%
out = Path(tempfile.mkdtemp()) / "out"
audit.save(out, progress=False)
sorted(path.name for path in out.iterdir() if not path.name.startswith("."))

# %% [markdown]
# ## 抽样复核
#
# `review.html` 里用键盘作判断，按编码员导出；这里用程序抽样，演示合并与一致性。

# %%
sample = cy.review.sample_flags(audit, plan="random_by_rule", n=2, seed=1)
sample
