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
# # 01 读一批报告，看看缺什么
#
# **English summary.** Read a folder of reports in any format, see what could not be read and why,
# what was found in each report, and which agencies are missing in which year.
# Change `SOURCE` to your own folder; nothing else needs to change.
#
# 这一本回答第一个问题：这批材料到底有多少能用？读不了的文件有名有姓有原因，缺的年份看得见。

# %%
import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

corpus = cy.read_corpus(SOURCE, progress=False)
corpus

# %% [markdown]
# 读不了的、只读到一部分的、重复的，都在 `issues` 里，一行一条，写明原因和办法。

# %%
corpus.issues.to_frame()

# %% [markdown]
# ## 每份报告读到了什么
#
# 机关、地区、层级、年度、发布日期各有来源和置信度：清单说的最算数，其次是标题、统计期限、落款和正文。

# %%
ONE = "qinghe-2021"  # corpus.ids 里的任何一份；没有这一份就看第一份 any of corpus.ids, else the first

report = corpus[ONE if ONE in corpus.ids else 0]
report

# %%
for name in ("agency", "region", "level", "agency_type", "year", "published"):
    fact = getattr(report.identity, name)
    print(f"{name:12} {fact.value!s:24} 置信度 {fact.confidence:.2f}  来自 {fact.source}")

# %% [markdown]
# 所有位置都是原文上的区间：`report[span]` 就是那几个字。

# %%
kinds = [section.kind for section in report.sections]
part = report.section("problems" if "problems" in kinds else kinds[-1])
print(part.text[:200])
report[part.span] == part.text

# %% [markdown]
# 法定表格逐格读出，空白、零、斜杠各是各的，从不混在一起。

# %%
cells = cy.check_tables(corpus).to_frame()
own = cells[(cells["report_id"] == report.report_id) & (cells["form"] == "litigation")]
own[["row_label", "column_label", "text", "value", "state"]].head(8)  # 没有这张表时为空 empty without it

# %% [markdown]
# ## 缺什么
#
# 前后年份都有、中间没有的机关算“缺”。

# %%
cy.show_figure(cy.plot_coverage, corpus)

# %%
frame = corpus.to_frame()
frame.groupby(["level", "year"]).size().unstack()
