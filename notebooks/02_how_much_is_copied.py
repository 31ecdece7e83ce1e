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
# # 02 抄了多少，抄自谁
#
# **English summary.** Every sentence gets exactly one origin: mandated by the form, boilerplate that
# everybody writes, carried over from the agency's own earlier reports, borrowed from another agency, or
# novel. Shares sum to one. Each claim shows its source, side by side.
#
# 规定要写的话不算抄；大家都写的是套话；沿用自己往年的、借用别家的，分开说，并且给出原文对照。

# %%
import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

corpus = cy.read_corpus(SOURCE, progress=False)
reuse = cy.score_reuse(corpus, progress=False)
print(reuse)

# %%
cy.show_figure(cy.plot_reuse_shares, reuse, by="year")

# %% [markdown]
# ## 一句一句看
#
# `edits` 说明怎么抄的：逐字、只换年份数字、改写。

# %%
sentences = reuse.sentences.to_frame()
copied = sentences[sentences["origin"].isin(["carried_over", "borrowed"])]
edited = copied[copied["edits"] != "verbatim"]
edited = edited.sort_values(["resemblance", "report_id", "start"], ascending=[False, True, True])
edited[["report_id", "words", "edits", "source_words"]].head(8)

# %% [markdown]
# ## 两份报告对照
#
# 取雷同句子最多的两份；也可以自己指定：`reuse.matches("qinghe-2021", "qinghe-2020")`。

# %%
pairs = copied[copied["source_id"] != ""].groupby(["report_id", "source_id"]).size()
pairs = pairs.sort_values(ascending=False, kind="stable")
pairs.head(5).to_frame("n_sentences")

# %%
NONE = "没有雷同的句子 no shared sentence"

matches = reuse.matches(*pairs.index[0]) if len(pairs) else None
columns = ["section", "words", "source_words", "resemblance"]
matches.to_frame().query("not mandated")[columns].head(6) if matches else NONE

# %% [markdown]
# 写 `matches` 一行，就在笔记本里左右对照全文，相同的字有底色。

# %%
cy.show_figure(cy.plot_alignment, matches, corpus=corpus) if matches else NONE

# %% [markdown]
# ## 各地各级有何不同

# %%
cy.show_figure(cy.plot_reuse_shares, reuse, by="level")

# %%
cy.show_figure(cy.plot_novelty, reuse)

# %% [markdown]
# ## 文献里的指标
#
# 以论文之名出现的指标与论文定义一致；论文没有给出公式的，用我们自己的名字（见 docs/measures）。

# %%
reports = reuse.reports.to_frame()
names = ["report_id", "novelty_adjusted", "specificity", "informative_numbers", "cosine_chars"]
reports.filter(items=names).head()

# %% [markdown]
# ## 谁借谁的

# %%
cy.show_figure(cy.plot_network, reuse)
