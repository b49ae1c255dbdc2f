"""Writes small flatbuffers for the tests of the reader."""

import struct


def model_file(graph):
    """A file of ONNX Runtime's format around a graph made by `graph_table`."""
    session = {6: ("table", {18: ("table", graph)})}
    data = bytearray(b"\0\0\0\0ORTM")
    struct.pack_into("<I", data, 0, _write_table(data, session))
    return bytes(data)


def graph_table(tensors=(), nodes=()):
    """Fields of a graph table."""
    return {4: ("tables", list(tensors)), 8: ("tables", list(nodes))}


def tensor_table(name, data_type, array):
    """Fields of a tensor table; `data_type` is the format's number for the array's type."""
    return {
        4: ("bytes", name.encode()),
        8: ("dims", array.shape),
        10: ("integer", data_type),
        12: ("bytes", array.tobytes()),
    }


def node_table(name, inputs, operator="Conv", branches=()):
    """Fields of a node table; `branches` are (name, graph fields) of an `If`."""
    attributes = [{4: ("bytes", branch.encode()), 18: ("table", graph)} for branch, graph in branches]
    return {
        4: ("bytes", name.encode()),
        14: ("bytes", operator.encode()),
        20: ("texts", inputs),
        24: ("tables", attributes),
    }


def _write_table(data, fields):
    vtable = len(data)
    slots = max(fields) + 2
    data += struct.pack("<HH", slots, 4 + 4 * len(fields)) + bytes(slots - 4)
    start = len(data)
    data += struct.pack("<i", start - vtable) + bytes(4 * len(fields))
    for index, (slot, (kind, value)) in enumerate(fields.items()):
        place = start + 4 + 4 * index
        struct.pack_into("<H", data, vtable + slot, place - start)
        if kind == "integer":
            struct.pack_into("<i", data, place, value)
        else:
            # Children come after their parent, because offsets are unsigned.
            struct.pack_into("<I", data, place, _write(data, kind, value) - place)
    return start


def _write(data, kind, value):
    if kind == "table":
        return _write_table(data, value)
    start = len(data)
    data += struct.pack("<I", len(value))
    if kind == "bytes":
        data += value
    elif kind == "dims":
        data += struct.pack(f"<{len(value)}q", *value)
    else:
        data += bytes(4 * len(value))
        for index, element in enumerate(value):
            place = start + 4 + 4 * index
            child = _write_table(data, element) if kind == "tables" else _write(data, "bytes", element.encode())
            struct.pack_into("<I", data, place, child - place)
    return start
