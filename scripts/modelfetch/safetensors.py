"""Writes safetensors files whose bytes depend on nothing but the tensors."""

import json
import struct

import numpy as np

DTYPES = {np.dtype("<f4"): "F32", np.dtype("<f8"): "F64"}
ALIGNMENT = 64


def encode(tensors):
    """The bytes of a safetensors file.

    tensors: name -> float32 or float64 array, written in this order, row-major, without gaps. The header is
    padded with spaces so that the data begin at a multiple of 64 bytes, a cache line, once the file is mapped.
    """
    header, offset, parts = {}, 0, []
    for name, tensor in tensors.items():
        data = np.ascontiguousarray(tensor)
        raw = data.tobytes()
        header[name] = {
            "dtype": DTYPES[data.dtype],
            "shape": list(data.shape),
            "data_offsets": [offset, offset + len(raw)],
        }
        offset += len(raw)
        parts.append(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % ALIGNMENT)
    return b"".join([struct.pack("<Q", len(text)), text, *parts])
