"""Find the title at the head of a report and the signature at its foot."""

from __future__ import annotations

import re

_TITLE_WORDS = re.compile(
    r"年报|报告|总结|预算|决算|公报|白皮书|规划(?!和|局|资源|与|建设|自然|管理|委|分局)|纲要|说明|要点|计划"
)
_TITLE_END = re.compile(
    r"(?:年报|报告|总结|预算|决算|公报|说明|要点|计划|打算|安排|思路|纲要|规划)"
    r"(?:[（〔【《][^\n]{0,12}[）〕】》])?[》】”\"]?$"
)
_FURNITURE = re.compile(
    r"^(?:正文|首页|当前位置|您?的?位置|来源|发布|索引号|今天是|字号|打印|下载|浏览|点击|阅读|信息来源|公文生成|成文|文号"
    r"|-? ?\d{1,3} ?-?$|目录$|https?:)"
)
_TITLE_LINE = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|厅|院|中心|镇|乡|街道|处|所|会|队|校|大学|学院|公司|部|省|市|县|区|旗|州)$"
    r"|信息公开|政务公开|年度|\d{4}年|工作$|^[^：:\-]{1,6}$"
)
_SENTENCE_MARK = re.compile(r"[。；！？]|，.{12}")
_CN_DIGIT = "〇○零0O一二三四五六七八九"
_CN_DATE = rf"[二○〇零0O][{_CN_DIGIT}]{{3}}年[元一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十]{{1,3}}日)?"
DATE = rf"(?:(?:19|20)?\d\d ?[年./-] ?\d{{1,2}} ?[月./-](?: ?\d{{1,2}} ?日?)?|{_CN_DATE})"
_DATE_LINE = re.compile(rf"^[（〔]?(?:(?:发布|公布|签发|成文)?(?:日期|时间)[：:])?{DATE}(?:公开|发布|印发)?[）〕]?$")
_TAIL = re.compile(
    r"(?P<agency>[^\n。；，、：:！？ ]{3,40}?"
    r"(?:政府|局|委|委员会|办|办公室|厅|院|中心|镇|乡|街道|处|所|会|队|校|大学|学院|公司|部))? {0,40}"
    rf"(?P<date>{DATE})\s{{0,80}}$"
)
_AFTER = re.compile(
    r"^[（〔]?(?:附[件表]?|联系|抄送|打印|关闭|【|责任编辑|来源|编辑|审核|分享|扫一扫|上一|下一|主办|版权|https?:|此件"
    r"|-? ?\d{1,3} ?-?$)"
)
_AGENCY_ALONE = re.compile(r"[^。；，：、！]{3,28}(?:人民政府|办事处|管理委员会|委员会|局|办公室|公司)")
# A line of part six that no agency ends.
_NO_SIGNER = re.compile(r"[一二三四五六七八九十]{1,2}、|[（〔][一二三四五六七八九十]|\d{1,2}[、.]|无$|没有|未")


def find_title_end(folded: str, limit: int) -> tuple[int, int]:
    """Return where the title begins and ends before ``limit``; equal where there is none.

    A title is one to five short lines, the last of which names the document (年度报告, 工作总结 …).
    """
    lines: list[tuple[int, int, str]] = []
    at = 0
    while at < limit and len(lines) < 12:
        end = folded.find("\n", at, limit)
        end = limit if end < 0 else end
        words = "".join(folded[at : min(end, at + 160)].split()).lstrip("#*")
        if words:
            lines.append((at, end, words))
        at = end + 1
    begin: int | None = None
    for number, (start, end, words) in enumerate(lines):
        if len(words) > 60 or _SENTENCE_MARK.search(words):
            break
        if begin is None and _FURNITURE.match(words):
            continue
        if begin is None:
            begin = start
        if number >= 8:
            break
        if _TITLE_WORDS.search(words):
            stop = end
            begin = _title_start(lines, number, begin)
            following = lines[number + 1] if number + 1 < len(lines) else None
            # 某某2022年政府信息公开工作 / 年度报告: the name of the document may go on over the line end
            if (
                following
                and not _TITLE_END.search(words)
                and len(following[2]) <= 20
                and _TITLE_END.search(following[2])
            ):
                stop = following[1]
            return _trimmed(folded, begin, stop)
    if begin is not None and lines:
        first = next(line for line in lines if line[0] == begin)
        if len(first[2]) <= 40 and limit < len(folded):
            return _trimmed(folded, begin, first[1])
    return 0, 0


def _title_start(lines: list[tuple[int, int, str]], number: int, first: int) -> int:
    """Return where the title begins: its last line, and the lines above that name the agency or the document."""
    begin, below = lines[number][0], lines[number][2]
    for start, _, words in reversed(lines[max(0, number - 3) : number]):
        # 某某区规划和自然 / 资源局: a name that goes on over the line end
        goes_on = len(below) <= 6 <= len(words) and words.isalpha()
        if start < first or not (goes_on or _TITLE_LINE.search(words)):
            break
        begin, below = start, words
    return begin


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """Move over leading blanks and take the line end in."""
    while start < end and folded[start] in " \n\r\t\ufeff":
        start += 1
    if end < len(folded) and folded[end] == "\n":
        end += 1
    return start, end


def find_signature(folded: str, low: int) -> tuple[int, int] | None:
    """Return the stretch of the signature (agency and date, or the date alone) at the foot, if there is one.

    Lines after it may only be attachments or page furniture.
    """
    lines: list[tuple[int, int, str]] = []
    end = len(folded)
    while end > low and len(lines) < 40:
        start = folded.rfind("\n", low, end) + 1
        start = max(start, low)
        words = "".join(folded[start : min(end, start + 200)].split())
        if words:
            lines.append((start, end, words))
        if start <= low:
            break
        end = start - 1
    after = 0
    for number, (start, stop, words) in enumerate(lines):
        if _DATE_LINE.match(words):
            if after > 60 and not any(_AFTER.match(line[2]) for line in lines[:number]):
                return None
            first = start
            for line in lines[number + 1 : number + 4]:
                if (
                    len(line[2]) > 40
                    or re.search(r"[。；！？：:，]", line[2])
                    or line[0] < low
                    or _NO_SIGNER.match(line[2])
                ):
                    break
                first = line[0]
            if first <= low and first == start and start > low:
                return start, stop
            return _lead(folded, first, stop), stop
        if number == 0 or len(words) <= 60 or _AFTER.match(words):
            after += 0 if _AFTER.match(words) else len(words)
            continue
        after += len(words)
        if after > 400:
            break
    return _tail(folded, low, lines)


def _lead(folded: str, start: int, end: int) -> int:
    while start < end and folded[start] in " \t\r":
        start += 1
    return start


def _tail(folded: str, low: int, lines: list[tuple[int, int, str]]) -> tuple[int, int] | None:
    """Return a signature without a line of its own: agency and date after the last full stop."""
    if not lines:
        return None
    start, stop, words = lines[0]
    cut = max(folded.rfind("。", start, stop), folded.rfind("！", start, stop)) + 1
    begin = max(cut, start, low)
    if cut and stop - begin <= 120:
        match = _TAIL.match(folded[begin:stop].lstrip())
        if match and (match.group("agency") or cut):
            return begin + (stop - begin - len(folded[begin:stop].lstrip())), stop
    # An agency alone closes some reports.
    match = _TAIL.fullmatch(folded[start:stop].strip()) if start > low and len(words) <= 60 else None
    if match and match.group("agency"):
        return _lead(folded, start, stop), stop
    alone = len(lines) > 1 and start > low and _AGENCY_ALONE.fullmatch(words) and not _NO_SIGNER.match(words)
    return (_lead(folded, start, stop), stop) if alone else None
