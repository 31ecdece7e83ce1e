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
# # 04 哪些问题年年有
#
# **English summary.** Part five is split into problems and measures, measures are paired with the problems
# they answer, problems get themes. Then: prevalence with intervals, how long a problem stays, which promises
# are repeated.
#
# 报告自己承认了什么、答应了什么、来年还在不在。

# %%
import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

corpus = cy.read_corpus(SOURCE, progress=False)
problems = cy.find_problems(corpus)
problems.to_frame()[["report_id", "kind", "words", "theme_label", "confidence"]].head(8)

# %% [markdown]
# ## 主题
#
# 主题来自一部可以修改的词典；词典说不清的再聚类，仍归不了的如实算作“未归类”。

# %%
themes = cy.cluster_problems(problems)
print(f"未归类 unassigned: {themes.unassigned_share:.1%}")
cy.show_figure(cy.plot_problem_prevalence, themes)

# %%
cy.show_figure(cy.plot_theme_years, themes)

# %% [markdown]
# ## 会消失吗

# %%
cy.show_figure(cy.plot_persistence, themes)

# %%
cy.show_figure(cy.plot_transitions, themes)

# %% [markdown]
# ## 说了又说的承诺，没有下文的问题

# %%
cy.show_figure(cy.plot_promises, themes)

# %%
problems.unanswered()[["report_id", "words", "theme_label"]].head(8)

# %%
columns = ["words", "kind", "n_statements", "n_agencies", "n_regions", "first_report"]
problems.identical()[columns].head(8)
