"""The reuse of a batch as bytes and back, without pickle: what is kept between runs.

A JSON header (lengths, types, templates, calibration) and the arrays behind it, lightly compressed. The batch itself is
not in it: whoever reads it back has gathered the same reports and gives their arrays.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.reuse.attribute import DIRECTIONS, EDITS, ORIGINS, Origins
from chenyan.reuse.batch import Batch, Labels
from chenyan.reuse.calibrate import Calibration
from chenyan.reuse.result import ReuseResult
from chenyan.reuse.template import Template, Templates

__all__ = ["MOST_SENTENCES", "decode_reuse", "encode_reuse"]

MOST_SENTENCES = 4_000_000  # larger batches are not kept: some 50 bytes a sentence
_TYPES = {
    "origin": "<i1", "edits": "<i1", "direction": "<i1", "source": "<i4", "containment": "<f4", "resemblance": "<f4",
    "n_reports": "<i4", "n_agencies": "<i4", "own_source": "<i4", "own_containment": "<f4",
}  # fmt: skip
_LIMITS = {"origin": len(ORIGINS), "edits": len(EDITS), "direction": len(DIRECTIONS)}


def encode_reuse(result: ReuseResult) -> bytes:
    """Return the origins of all sentences, the measures, the templates and the calibration as bytes."""
    origins = result.origins
    arrays: dict[str, npt.NDArray[Any]] = {}
    made = {}
    for item in fields(Origins):
        values = getattr(origins, item.name)
        made[item.name] = values.dtype.str
        arrays[f"origins.{item.name}"] = values.astype(_TYPES[item.name])
    arrays["confidence"] = result.confidence
    arrays.update({f"measures.{name}": np.asarray(values) for name, values in result.measures.items()})
    header = {
        "made": made,
        "arrays": [[name, values.dtype.str, len(values)] for name, values in arrays.items()],
        "templates": [astuple(row) for row in result.templates],
        "calibration": {item.name: getattr(result.calibration, item.name) for item in fields(Calibration)},
        "params": result.params,
    }
    head = json.dumps(header).encode()
    parts = [len(head).to_bytes(8, "little"), head, *(np.ascontiguousarray(a).tobytes() for a in arrays.values())]
    return zlib.compress(b"".join(parts), 1)


def decode_reuse(batch: Batch, labels: Labels, data: bytes) -> ReuseResult:
    """Return the reuse of a batch.

    Raises
    ------
    ValueError
        Where the bytes are damaged or do not fit the batch.
    """
    try:
        return _decode(batch, labels, data)
    except (zlib.error, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("not the reuse of this batch") from error


def _decode(batch: Batch, labels: Labels, data: bytes) -> ReuseResult:
    most = 100 * batch.n_sentences + 2_000 * batch.n_reports + 100_000_000
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(data, most)  # a small file must not become a large one
    if not unpacker.eof:
        raise ValueError("longer than the reuse of this batch can be")
    at = 8 + int.from_bytes(plain[:8], "little")
    header = json.loads(plain[8:at])
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, kind, size in header["arrays"]:
        expected = batch.n_reports if name.startswith("measures.") else batch.n_sentences
        if kind not in ("<i1", "|i1", "<i4", "<i8", "<f4", "<f8") or size != expected:
            raise ValueError(f"{name}: {size} values of {kind}")
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(plain, dtype, size, at).copy()
        at += size * dtype.itemsize
    columns = {
        item.name: _checked(item.name, arrays[f"origins.{item.name}"], header["made"], batch)
        for item in fields(Origins)
    }
    calibration: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in header["calibration"].items()}
    result = ReuseResult(
        batch,
        labels,
        None,
        None,
        Origins(**columns),
        arrays["confidence"],
        Templates(tuple(Template(*row) for row in header["templates"])),
        Calibration(**calibration),
        header["params"],
    )
    measures = {
        name.removeprefix("measures."): values for name, values in arrays.items() if name.startswith("measures.")
    }
    if "specificity" not in measures or not all(isinstance(row.pattern, str) for row in result.templates):
        raise ValueError("no measures, or no templates")
    result.__dict__["measures"] = measures  # a cached property looks here first
    return result


def _checked(name: str, values: npt.NDArray[Any], made: Mapping[str, str], batch: Batch) -> npt.NDArray[Any]:
    """Return one value a sentence in the type it was made in; what points outside of the batch is refused."""
    if made[name] not in ("|i1", "<i4", "<i8", "<f4", "<f8"):
        raise ValueError(f"{name}: made as {made[name]}")
    if name in _LIMITS and len(values) and not 0 <= values.min() <= values.max() < _LIMITS[name]:
        raise ValueError(f"{name}: a value that does not exist")
    if name in ("source", "own_source") and len(values) and not -1 <= values.min() <= values.max() < batch.n_sentences:
        raise ValueError(f"{name}: a sentence that does not exist")
    return values.astype(made[name])
