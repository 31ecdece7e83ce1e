"""Draw the gallery from the sample corpus: ``make figures``. Each figure is named for the question that it answers."""

from __future__ import annotations

from pathlib import Path

import chenyan as cy
from chenyan.figures import draw_all, figure_names, plot_alignment, plot_timeline, save_figure

HERE = Path(__file__).resolve().parent
FORMATS = ("svg", "pdf")


def main() -> None:
    """Write each figure as SVG and PDF with the CSV of its numbers, and the page that shows them."""
    audit = cy.audit(HERE.parent / "corpora" / "sample", progress=False)
    _, left_out = draw_all(audit, HERE, names=tuple(figure_names()), formats=FORMATS)
    save_figure(plot_timeline(audit, "清河镇"), HERE / "one-agency-over-the-years", formats=FORMATS)
    assert audit.reuse is not None
    matches = audit.reuse.matches("chiyaping-2021", "chiyaping-2020")
    save_figure(plot_alignment(matches, corpus=audit.corpus), HERE / "what-two-reports-share", formats=FORMATS)
    for name, reason in left_out:
        print(f"{name}: {reason}")
    names = [*figure_names(), "one-agency-over-the-years", "what-two-reports-share"]
    shown = [name for name in names if (HERE / f"{name}.svg").is_file()]
    lines = [
        "# 图库 Gallery",
        "",
        "由 `make figures` 从 `corpora/sample`（虚构样例）画出；每张图旁有它的数字（csv）和 PDF。数字没有含义，只示范画法。",
        "Drawn by `make figures` from the constructed sample; the numbers mean nothing, the way of drawing does.",
        "",
    ]
    for name in shown:
        lines += [f"## {name.replace('-', ' ')}", "", f"![{name}]({name}.svg)", ""]
    (HERE / "README.md").write_text("\n".join(lines), encoding="utf-8")
    print(f"{len(shown)} figures in {HERE.name}/")


if __name__ == "__main__":
    main()
