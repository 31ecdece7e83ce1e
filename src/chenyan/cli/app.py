"""The commands of ``chenyan``, each a thin layer over the library."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from chenyan import __version__
from chenyan.cli.output import emit
from chenyan.types import ChenyanError, Severity

app = typer.Typer(
    name="chenyan",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="陈言: 一批年度报告可信到什么程度。How far a batch of Chinese annual reports can be trusted.",
)

Sources = Annotated[list[str], typer.Argument(help="文件夹、文件、zip、批量表 / folder, file, glob, zip, sheet")]
Output = Annotated[str | None, typer.Option("-o", "--output", help="输出 / output: .jsonl .csv .parquet .xlsx or -")]
Format = Annotated[str | None, typer.Option("--format", help="jsonl | csv | table")]
Manifest = Annotated[str | None, typer.Option("--manifest", help="清单 / manifest.csv")]
Year = Annotated[int | None, typer.Option("--year", help="报告年度 / reference year of all reports")]
Agency = Annotated[str | None, typer.Option("--agency", help="机关 / agency of all reports")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="正文列 / text column of a batch sheet")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="进程数 / worker processes")]
Ocr = Annotated[bool, typer.Option("--ocr", help="识别扫描页，需 chenyan[ocr] / recognise scanned pages")]
Quiet = Annotated[bool, typer.Option("--quiet", help="不显示进度 / no progress, no summary")]


def run(arguments: list[str]) -> int:
    """Run the command line on these arguments and return the exit status."""
    if arguments[:2] == ["review", "merge"]:
        arguments = ["review-merge", *arguments[2:]]
    try:
        status = app(args=arguments, standalone_mode=False)
    except ChenyanError as error:
        print(f"chenyan: {error}", file=sys.stderr)
        return 2
    except (BrokenPipeError, KeyboardInterrupt):
        return 130
    except OSError as error:
        print(f"chenyan: {_trouble(error)}", file=sys.stderr)
        return 2
    except Exception as error:
        # click's usage errors carry their own exit status and words
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        return int(getattr(error, "exit_code", 2))
    return int(status) if isinstance(status, int) else 0


def _trouble(error: OSError) -> str:
    """Say what the system refused, where, and what became of the results."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return (
            f"{place}the disk is full; free some space or choose another -o, then run the same command again; earlier "
            "results are as they were 磁盘已满，请腾出空间或换一个输出位置后重新运行，已有结果未受影响"
        )
    return f"{place}{error.strerror or error}; earlier results are as they were 系统拒绝访问，已有结果未受影响"


def _version(value: bool) -> None:
    if value:
        print(f"chenyan {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 / version")
    ] = False,
) -> None:
    """Common options."""


def _read(
    sources: list[str], manifest: str | None, year: int | None, agency: str | None, text_column: str | None,
    workers: int, quiet: bool, ocr: bool = False,
) -> Any:  # fmt: skip
    """Read the sources; what could not be read is told on standard error."""
    from chenyan.corpus import read_corpus

    corpus = read_corpus(
        sources if len(sources) > 1 else sources[0],
        manifest=manifest,
        year=year,
        agency=agency,
        text_column=text_column,
        workers=workers,
        ocr=ocr,
        progress=False if quiet else None,
    )
    _tell_issues(corpus)
    return corpus


def _tell_issues(corpus: Any) -> None:
    for issue in corpus.issues:
        if issue.severity != "note":
            print(f"{issue.severity}: {issue.path}: {issue.reason}", file=sys.stderr)


@app.command()
def read(
    sources: Sources, output: Output = None, format: Format = None, manifest: Manifest = None, year: Year = None,
    agency: Agency = None, text_column: TextColumn = None, workers: Workers = 1, quiet: Quiet = False,
    ocr: Ocr = False,
) -> None:  # fmt: skip
    """读取报告：身份、分部、表格、正文。One record a report: identity, sections, tables, text."""
    from chenyan.corpus import iter_reports
    from chenyan.corpus.record import report_record
    from chenyan.types import Issue, ReportError

    n_read = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal n_read
        source = sources if len(sources) > 1 else sources[0]
        stream = iter_reports(
            source, manifest=manifest, year=year, agency=agency, text_column=text_column, workers=workers, ocr=ocr
        )
        for item in stream:
            if isinstance(item, Issue):
                if item.severity != "note":
                    print(f"{item.severity}: {item.path}: {item.reason}", file=sys.stderr)
                continue
            n_read += 1
            yield report_record(item)

    emit(rows(), output=output, format=format)
    if not n_read:
        raise ReportError(
            f"{', '.join(sources)}: nothing could be read; see the reasons above 没有读到任何报告，原因见上"
        )


@app.command()
def years(
    sources: Sources, output: Output = None, format: Format = None, manifest: Manifest = None, year: Year = None,
    agency: Agency = None, text_column: TextColumn = None, workers: Workers = 1, quiet: Quiet = False,
    ocr: Ocr = False,
    explain: Annotated[bool, typer.Option("--explain", help="逐条说明判断依据 / say why, mention by mention")] = False,
    mismatches: Annotated[bool, typer.Option("--mismatches", help="只列不符 / only the mismatches")] = False,
) -> None:  # fmt: skip
    """年份提及及其角色。One record a year mention, with its role; mismatches marked."""
    from chenyan.years import explain_years, find_years

    corpus = _read(sources, manifest, year, agency, text_column, workers, quiet, ocr)
    result = find_years(corpus, progress=False if quiet else None)
    if explain:
        for report, reading in zip(result.reports, result.readings, strict=True):
            print(f"== {report.report_id}")
            for line in explain_years(report, reading):
                print(line)
        return
    rows = _records(result.to_frame())
    emit((row for row in rows if row["mismatch"]) if mismatches else rows, output=output, format=format)


def _records(frame: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame as plain records, missing values as None."""
    import pandas as pd

    names = list(frame.columns)
    for values in frame.itertuples(index=False, name=None):
        yield {
            name: None if not isinstance(value, (list, dict, tuple)) and pd.isna(value) else _plain(value)
            for name, value in zip(names, values, strict=True)
        }


def _plain(value: Any) -> Any:
    item = getattr(value, "item", None)
    return item() if callable(item) else value


@app.command()
def reuse(
    sources: Sources, output: Output = None, format: Format = None, manifest: Manifest = None, year: Year = None,
    agency: Agency = None, text_column: TextColumn = None, workers: Workers = 1, quiet: Quiet = False,
    ocr: Ocr = False,
    by: Annotated[str, typer.Option("--by", help="sentence | report | section")] = "sentence",
) -> None:  # fmt: skip
    """每句话的来源。One record a sentence (or report, or section): where the words come from."""
    from chenyan.reuse import score_reuse
    from chenyan.types import SettingsError

    if by not in ("sentence", "report", "section"):
        raise SettingsError(f"--by {by}: choose sentence, report or section 请选 sentence、report 或 section")
    corpus = _read(sources, manifest, year, agency, text_column, workers, quiet, ocr)
    result = score_reuse(corpus, progress=False if quiet else None)
    table = {"sentence": result.sentences, "report": result.reports, "section": result.sections}[by]
    emit(_records(table.to_frame()), output=output, format=format)


@app.command()
def problems(
    sources: Sources, output: Output = None, format: Format = None, manifest: Manifest = None, year: Year = None,
    agency: Agency = None, text_column: TextColumn = None, workers: Workers = 1, quiet: Quiet = False,
    ocr: Ocr = False,
    themes: Annotated[str | None, typer.Option("--themes", help="主题词典 / theme lexicon (json)")] = None,
) -> None:  # fmt: skip
    """存在问题与改进措施。One record a stated problem or measure."""
    from chenyan.problems import find_problems, load_themes

    corpus = _read(sources, manifest, year, agency, text_column, workers, quiet, ocr)
    result = find_problems(corpus, themes=load_themes(themes) if themes else None, progress=False if quiet else None)
    emit(_records(result.to_frame()), output=output, format=format)


@app.command()
def tables(
    sources: Sources, output: Output = None, format: Format = None, manifest: Manifest = None, year: Year = None,
    agency: Agency = None, text_column: TextColumn = None, workers: Workers = 1, quiet: Quiet = False,
    ocr: Ocr = False,
    findings: Annotated[bool, typer.Option("--findings", help="只列不平之处 / only broken identities")] = False,
) -> None:  # fmt: skip
    """法定表格逐格。One record a cell of the statutory tables."""
    from chenyan.tables import check_tables

    corpus = _read(sources, manifest, year, agency, text_column, workers, quiet, ocr)
    result = check_tables(corpus)
    emit(_records((result.findings if findings else result).to_frame()), output=output, format=format)


@app.command()
def audit(
    sources: Sources,
    output: Annotated[str, typer.Option("-o", "--output", help="输出文件夹 / output folder")],
    manifest: Manifest = None, year: Year = None, agency: Agency = None, text_column: TextColumn = None,
    select: Annotated[str, typer.Option("--select", help="只跑这些规则 / e.g. Y,B01")] = "",
    ignore: Annotated[str, typer.Option("--ignore", help="不跑这些规则 / rules to leave out")] = "",
    config: Annotated[str | None, typer.Option("--config", help="chenyan.toml")] = None,
    workers: Workers = 1,
    backend: Annotated[str, typer.Option("--backend", help="local | dask")] = "local",
    scheduler: Annotated[str | None, typer.Option("--scheduler", help="Dask 调度地址 / scheduler address")] = None,
    seed: Annotated[int, typer.Option("--seed", help="随机种子 / seed of clustering")] = 0,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="是否出图 / draw the figures")] = True,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="high | medium | low | info")] = None,
    memory_limit: Annotated[
        str | None, typer.Option("--memory-limit", help="例如 4GB；报告存盘读回 / keep the reports on disk")
    ] = None,
    time_limit: Annotated[float, typer.Option("--time-limit", min=1, help="每个文件的秒数 / seconds a file")] = 60.0,
    ocr: Ocr = False,
    parquet_rows: Annotated[
        int, typer.Option("--parquet-rows", min=0, help="parquet 分块，每块行数 / rows of each parquet part; 0: one file")
    ] = 0,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """主要任务：读取、测量、判断、写出结果文件夹。The main job: read, measure, judge, write the output folder."""
    from chenyan.cli.main_job import run_audit

    return run_audit(
        sources, output, manifest=manifest, year=year, agency=agency, text_column=text_column, select=select,
        ignore=ignore, config=config, workers=workers, backend=backend, scheduler=scheduler, seed=seed,
        figures=figures, fail_on=fail_on, memory_limit=memory_limit, time_limit=time_limit, ocr=ocr,
        parquet_rows=parquet_rows, quiet=quiet,
    )  # fmt: skip


@app.command()
def demo(
    output: Annotated[str, typer.Option("-o", "--output", help="输出文件夹 / output folder")] = "out/demo",
    workers: Workers = 1,
    quiet: Quiet = False,
) -> int:
    """审读自带的样例报告。Audit the sample corpus that comes with the repository."""
    from chenyan.cli.main_job import run_audit, sample_folder

    return run_audit([str(sample_folder())], output, workers=workers, quiet=quiet)


@app.command()
def explain(code: Annotated[str, typer.Argument(help="规则代码 / rule code, e.g. Y02")]) -> None:
    """说明一条规则。Explain a rule: what it checks and why, its settings, measured validity, examples."""
    from chenyan.rules.explain import explain as explain_code

    print(explain_code(code).text)


@app.command()
def rules(
    format: Annotated[str, typer.Option("--format", help="table | md | json")] = "table",
    select: Annotated[str, typer.Option("--select", help="e.g. Y,B01")] = "",
) -> None:
    """列出全部规则。List the catalogue of rules."""
    from chenyan.rules import select_rules
    from chenyan.rules.explain import rules_as_json, rules_as_markdown
    from chenyan.types import SettingsError

    chosen = select_rules(tuple(part for part in select.split(",") if part))
    if format == "md":
        print(rules_as_markdown(chosen), end="")
    elif format == "json":
        print(rules_as_json(chosen))
    elif format == "table":
        rows = ({"code": r.code, "name": r.name, "名称": r.name_zh, "severity": r.severity.value} for r in chosen)
        emit(rows, output=None, format="table")
    else:
        raise SettingsError(f"--format {format}: choose table, md or json 请选 table、md 或 json")


@app.command()
def review(
    folder: Annotated[Path, typer.Argument(help="审读结果文件夹 / folder that an audit wrote")],
    quiet: Quiet = False,
) -> None:
    """重建复核页面。Build the review page of an output folder anew; `chenyan review merge A B -o C` joins decisions."""
    from chenyan.review import build_review

    path = build_review(folder)
    if not quiet:
        print(path)


@app.command("review-merge", hidden=True)
def review_merge(
    files: Annotated[list[str], typer.Argument(help="各编码员导出的决定 / exported decisions of coders")],
    output: Output = None,
    format: Format = None,
) -> None:
    """合并多位编码员的决定并报告一致性。Join coders' decisions and report their agreement."""
    from chenyan.review import merge_decisions

    merged = merge_decisions(files)
    print(merged.summary(), file=sys.stderr)
    emit(_records(merged.to_frame()), output=output, format=format)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="审读结果文件夹 / folder that an audit wrote")],
    sources: Annotated[list[str] | None, typer.Argument(help="原始报告 / the sources, if they moved")] = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> int:
    """重跑并比较：结果能否复现。Run the audit again as the manifest says and compare every file."""
    from chenyan.cli.main_job import run_verify

    return run_verify(folder, sources or [], workers=workers, quiet=quiet)


@app.command()
def compare(
    earlier: Annotated[Path, typer.Argument(help="较早的结果 / earlier output folder")],
    later: Annotated[Path, typer.Argument(help="较晚的结果 / later output folder")],
    output: Output = None,
    format: Format = None,
) -> None:
    """比较两次审读：新增、消失、变化的标记。Compare two audits: new, gone and changed flags."""
    from chenyan.export import compare as compare_audits

    emit(_records(compare_audits(earlier, later).to_frame()), output=output, format=format)


@app.command()
def plot(
    name: Annotated[str, typer.Argument(help="图名 / name of the figure; `list` lists them")],
    folder: Annotated[Path, typer.Argument(help="审读结果文件夹 / folder that an audit wrote")] = Path(),
    output: Annotated[str, typer.Option("-o", "--output", help="图文件 .png .svg .pdf")] = "",
    language: Annotated[str, typer.Option("--language", help="zh | en")] = "zh",
) -> None:
    """从结果文件夹画图。Draw a figure from the tables of an output folder."""
    from chenyan.figures import draw_from_folder, figure_names
    from chenyan.types import SettingsError

    if name == "list":
        print("\n".join(figure_names()))
        return
    if not output:
        raise SettingsError("say where the figure goes: -o FILE.png (.svg, .pdf) 请用 -o 指定图的文件名")
    for path in draw_from_folder(name, folder, output, language=language):
        print(path)


FAIL_ON = tuple(severity.value for severity in Severity)
