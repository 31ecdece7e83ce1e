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
# # 03 哪些年份写错了
#
# **English summary.** Every year mention gets a role (title, period, work, plan, comparison, document ...).
# Only some roles can be wrong: a plan dated in the reported year, this year's work dated in another, a period
# that ends before it starts. The decision can be read step by step.
#
# “2021年，我镇将进一步……”出现在2021年的报告里，多半是去年的稿子忘了改。可是年份到处都是，大多没有错。难处在于不冤枉。

# %%
import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

corpus = cy.read_corpus(SOURCE, progress=False)
years = cy.find_years(corpus, progress=False)
print(years)

# %%
mismatches = years.mismatches.to_frame()
mismatches[["report_id", "words", "sentence", "kind", "expected", "confidence"]].head(10)

# %% [markdown]
# ## 为什么这样判断

# %%
for row in mismatches[["report_id", "start"]].head(2).itertuples(index=False):
    print(row.report_id)
    print(years.explain(row.report_id, row.start))
if mismatches.empty:
    print("没有年份不符 no mismatch")

# %% [markdown]
# `explain_years(report)` 对一份报告的每处年份都这样说明；命令行是 `chenyan years 报告 --explain`。
#
# ## 按角色着色看原文

# %%
from IPython.display import HTML

first = mismatches["report_id"].iloc[0] if len(mismatches) else corpus.ids[0]
view = years.show(first)._repr_html_()  # 写 years.show(first) 就显示全文，这里放进可滚动的框 in a box that scrolls
HTML(f"<div style='max-height:26em; overflow:auto'>{view}</div>")

# %% [markdown]
# ## 全批的年份都在说什么

# %%
cy.show_figure(cy.plot_year_mentions, years, reports=corpus)

# %% [markdown]
# ## 成为标记
#
# 规则 Y01–Y06 在此之上判断；`explain` 给出规则的依据、参数与实测的准确程度。

# %%
audit = cy.audit(corpus, select="Y", progress=False)
audit.flags.to_frame()[["report_id", "code", "severity", "words", "message_zh"]].head(10)

# %%
cy.explain("Y02")
