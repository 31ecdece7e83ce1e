"""Bytes to text: the encoding of a file, how much of it is damaged, and wrong turns that it took before."""

from __future__ import annotations

import codecs
import re
from codecs import utf_16_le_encode
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["Decoded", "common_share", "decode"]

# Frequent hanzi of modern running text and of reports, simplified and traditional. In real text every second or third
# hanzi is one of these; in text read in a wrong encoding hardly any is. Written for this module.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处理府信息开请申府镇县市局委办务会议报告项目申报发布主动依规范性文件存在问题改进措施府网站平台"
    "這個為國們來時會說產種後學經進電現實體機當點業應開還義與關線內數問變條無結題黨員設資邊統計組見別運農區強據處請務議報項動規"
)
_HANZI = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[\u00a0-\u00ff]{4}")
_LOW = 0.12  # below this share of common hanzi a text is not Chinese prose: 40 real reports all lie above 0.3
_R_ESCAPE = re.compile(r"<U\+([0-9A-F]{4,6})>")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

_SHORT = 16_384  # bytes
_MOST = 4_000  # hanzi that are looked at; of the characters before them, six times as many


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text: its encoding, how many characters were lost, and warnings as (English, Chinese) pairs.

    ``mojibake`` names the accident that made the text unreadable ("UTF-8 read as GB18030"), or is empty.
    """

    text: str
    encoding: str
    n_damaged: int = 0
    mojibake: str = ""
    notes: tuple[tuple[str, str], ...] = ()


def common_share(text: str, *, most: int = _MOST) -> float | None:
    """Return the share of frequent hanzi among the hanzi of a text, or None where it has fewer than 20.

    Examples
    --------
    >>> common_share("本机关全年主动公开政府信息，受理依申请公开事项，办理工作都在期限内完成。") > 0.5
    True
    >>> common_share("短文") is None
    True
    """
    return _share(_codes(text[: 6 * most]), most)


def _share(codes: npt.NDArray[np.uint16], most: int) -> float | None:
    kinds = _KINDS.take(codes)
    size = int(np.count_nonzero(kinds))
    if size > most:
        kinds, size = kinds[kinds > 0][:most], most
    if size < 20:
        return None
    return int(np.count_nonzero(kinds == 2)) / size


def _codes(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(utf_16_le_encode(text, "surrogatepass")[0], dtype="<u2")


def _holds_latin(text: str, codes: npt.NDArray[np.uint16]) -> bool:
    """Say whether four signs of Latin-1 beyond ASCII stand in a row: Chinese bytes read one by one look like that.

    ``codes`` are those of the front of the text.
    """
    # the search itself takes far longer than this look at whether there are any
    return bool((codes - np.uint16(0xA0)).min(initial=0xFFFF) < 0x60) and _LATIN.search(text, 0, 20000) is not None


def _kinds() -> npt.NDArray[np.uint8]:
    """Return for each code of the basic plane: 2 for a common hanzi, 1 for another, else 0."""
    kinds = np.zeros(0x10000, dtype=np.uint8)
    kinds[0x3400:0xA000] = 1
    kinds[[ord(char) for char in _COMMON]] = 2
    return kinds


_KINDS = _kinds()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file.

    The order is: byte order mark, UTF-16 by its zero bytes, strict UTF-8, strict GB18030 (or Big5, where that reads as
    Chinese and GB18030 does not), and last UTF-8 and GB18030 with replacement, the one with fewer losses. Line ends
    become ``\\n``; nothing else is changed.

    Examples
    --------
    >>> decode("二〇二二年，我镇公开信息80条。".encode("gb18030")).encoding
    'gb18030'
    """
    return _decoded_before(data) if len(data) <= _SHORT else _decoded(data)


def _decoded(data: bytes) -> Decoded:
    text, encoding = _decode(data)
    damaged = text.count("\ufffd")
    notes: list[tuple[str, str]] = []
    if damaged:
        notes.append(
            (
                f"damaged text: {damaged} characters could not be decoded ({encoding}); get the file again",
                f"文本有损：{damaged} 个字符无法按 {encoding} 解码；请从来源重新获取该文件",
            )
        )
    mojibake = ""
    codes = _codes(text[: 6 * _MOST])
    share = _share(codes, _MOST)
    if (share is not None and share < _LOW) or _holds_latin(text, codes):
        mojibake, repaired = _wrong_turn(text, share or 0.0)
        if repaired is not None:
            notes.append(
                (
                    f"the file holds {mojibake}; undone without loss",
                    f"文件内容曾被错误转码（{mojibake}）；已无损还原",
                )
            )
            text, mojibake = repaired, ""
    if "<U+" in text:
        text, n_escapes = _R_ESCAPE.subn(_from_escape, text)
        if n_escapes:
            notes.append(
                (
                    f"{n_escapes} marks of the form <U+00A0> turned into characters",
                    f"{n_escapes} 处 <U+00A0> 形式的转义已还原为字符",
                )
            )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, damaged, mojibake, tuple(notes))


# A file is decoded twice, to tell its kind and to read it; most are short enough for the first time to do for both.
_decoded_before = lru_cache(maxsize=1)(_decoded)


def _decode(data: bytes) -> tuple[str, str]:
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(codec, "replace"), name
    if b"\0" in data[:65536]:
        wide = _utf16(data)
        if wide is not None:
            return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    else:
        share = common_share(text)
        if share is not None and share < _LOW:
            for other in (_strict(data, "big5"), _utf16(data)):
                if other is not None and (common_share(other[0]) or 0.0) > max(2 * share, _LOW):
                    return other
        return text, "gb18030"
    wide = _utf16(data)
    if wide is not None:
        return wide
    as_utf8, as_gb = data.decode("utf-8", "replace"), data.decode("gb18030", "replace")
    if as_gb.count("\ufffd") < as_utf8.count("\ufffd"):
        return as_gb, "gb18030"
    return as_utf8, "utf-8"


def _strict(data: bytes, codec: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> tuple[str, str] | None:
    """Return UTF-16 text without a mark where most of it reads as Chinese or plain Latin, else None."""
    even = data[: len(data) - len(data) % 2]
    best: tuple[float, str, str] | None = None
    for codec in ("utf-16-le", "utf-16-be"):
        sample = even[:8192].decode(codec, "replace")
        plain = sum(char < "\u0100" and (char.isprintable() or char in "\r\n\t") for char in sample)
        hanzi = len(_HANZI.findall(sample))
        share = common_share(sample)
        if not sample or plain + hanzi < 0.8 * len(sample) or (share is not None and share < _LOW):
            continue
        score = plain + hanzi * (share or 0.2)
        if best is None or score > best[0]:
            best = (score, codec, even.decode(codec, "replace"))
    return None if best is None else (best[2], best[1])


def _wrong_turn(text: str, share: float) -> tuple[str, str | None]:
    """Name the wrong encoding that a text went through before; return the repaired text where nothing was lost."""
    sample = text[:20000]
    lossy = ""
    for wrong, right, label in (
        ("gb18030", "utf-8", "UTF-8 read as GB18030"),
        ("cp1252", "utf-8", "UTF-8 read as Latin-1"),
        ("latin-1", "utf-8", "UTF-8 read as Latin-1"),
        ("latin-1", "gb18030", "GB18030 read as Latin-1"),
        ("gb18030", "big5", "Big5 read as GB18030"),
    ):
        turned = sample.encode(wrong, "ignore").decode(right, "ignore")
        turned_share = common_share(turned)
        n_before, n_after = len(_HANZI.findall(sample)), len(_HANZI.findall(turned))
        if turned_share is None or turned_share < max(2 * share, 0.25) or n_after < max(20, n_before // 4):
            continue
        try:
            repaired = text.encode(wrong).decode(right)
        except UnicodeError:
            lossy = lossy or label
            continue
        return label, repaired
    return lossy, None


def _from_escape(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()
