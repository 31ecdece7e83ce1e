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
# **English summary.** Run all rules, write the output folder, sample flags for two blind coders, merge their
# decisions, measure agreement. Flags become research only when people can check them.
#
# 标记要经得起人看。这一本从审读走到复核、合并和一致性。

# %%
import tempfile
from pathlib import Path

import pandas as pd

import chenyan as cy

SOURCE = "../corpora/sample"  # 换成你自己的文件夹 your own folder here

audit = cy.audit(SOURCE, progress=False)
audit

# %%
columns = ["report_id", "code", "severity", "confidence", "words", "message_zh"]
audit.flags.to_frame()[columns].head(8)

# %% [markdown]
# 没查成的不等于没问题：原因都在这里。

# %%
skips = audit.skips.to_frame().groupby(["code", "reason_zh"]).size()
skips.sort_values(ascending=False, kind="stable").head(8).to_frame("n").reset_index()

# %%
cy.show_figure(cy.plot_flags, audit, width="double")

# %% [markdown]
# ## 一个机关的几年

# %%
AGENCY = "清河镇"  # 机关的全名或结尾 the name of an agency, or its end

cy.show_figure(cy.plot_timeline, audit, AGENCY)

# %% [markdown]
# ## 写出结果文件夹

# %%
out = Path(tempfile.mkdtemp()) / "out"
audit.save(out, progress=False)
print(*sorted(path.name for path in out.iterdir() if not path.name.startswith(".")), sep="  ")

# %% [markdown]
# ## 抽样，双盲编码，合并
#
# `review.html` 里用键盘作判断，按编码员导出。这里演示抽样和双盲编码表：两位编码员次序不同，看不到对方的判断，也看不到规则的把握。
# 样例的判断由程序代填（第二位偶有不同），你的研究里由人来填。

# %%
sample = cy.review.sample_flags(audit, plan="random_by_rule", n=2, seed=1)
coding = out.parent / "coding"
files = cy.review.write_sheets(audit, sample, coding, coders=("甲", "乙"))
sheets = [path for path in files if path.suffix == ".csv"]
sheet = pd.read_csv(sheets[0], encoding="utf-8-sig", dtype=str)
sheet[["number", "code", "report_id", "words", "message_zh", "decision"]].head(3).fillna("")

# %%
for at, path in enumerate(sheets):
    sheet = pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    drawn = [int(fingerprint, 16) for fingerprint in sheet["fingerprint"]]
    sheet["decision"] = ["wrong" if n % 5 == 0 or (at and n % 17 == 0) else "right" for n in drawn]
    sheet.to_csv(path, index=False, encoding="utf-8-sig")
merged = cy.review.merge_decisions({"甲": sheets[0], "乙": sheets[1]})
print(merged.summary())

# %% [markdown]
# 有分歧的，商量后裁定；裁定过的决定随指纹带到下一次运行。

# %%
settled = merged.adjudicate({fingerprint: "right" for fingerprint in merged.conflicts()})
cy.review.carry_over(settled, audit)

# %%
cy.review.precision_by_rule(settled).to_frame().head(6)
