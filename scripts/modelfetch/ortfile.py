"""Reads the weights of a model in ONNX Runtime's flatbuffer format.

Only what the conversion needs is read: initializers (the weights), and nodes with their input names, because
the exporter gave most weights meaningless numbers and a node's name says which layer uses them.
Slots are byte offsets into a table's vtable, as in the published schema of the format.
"""

import struct

import numpy as np

from .errors import FetchError

DTYPES = {1: "<f4", 2: "u1", 3: "i1", 6: "<i4", 7: "<i8", 9: "?", 10: "<f2", 11: "<f8"}


class Table:
    """One flatbuffer table: a position whose vtable tells where each field is, if it is there at all."""

    def __init__(self, data, position):
        self.data = data
        self.position = position
        self.vtable = position - struct.unpack_from("<i", data, position)[0]
        self.vtable_bytes = struct.unpack_from("<H", data, self.vtable)[0]

    def field(self, slot):
        """Position of a field, or None where the file leaves it at its default."""
        if slot >= self.vtable_bytes:
            return None
        offset = struct.unpack_from("<H", self.data, self.vtable + slot)[0]
        return self.position + offset if offset else None

    def integer(self, slot):
        """A 32-bit integer field; 0 if absent."""
        at = self.field(slot)
        return 0 if at is None else struct.unpack_from("<i", self.data, at)[0]

    def _target(self, slot):
        at = self.field(slot)
        return None if at is None else at + struct.unpack_from("<I", self.data, at)[0]

    def table(self, slot):
        """A table field, or None."""
        at = self._target(slot)
        return None if at is None else Table(self.data, at)

    def text(self, slot):
        """A string field; empty if absent."""
        at = self._target(slot)
        return "" if at is None else _text(self.data, at)

    def array(self, slot, dtype):
        """A vector of numbers, as a view of the file; empty if absent."""
        at = self._target(slot)
        if at is None:
            return np.zeros(0, dtype)
        count = struct.unpack_from("<I", self.data, at)[0]
        return np.frombuffer(self.data, dtype, count, at + 4)

    def _targets(self, slot):
        at = self._target(slot)
        if at is None:
            return []
        count = struct.unpack_from("<I", self.data, at)[0]
        elements = range(at + 4, at + 4 + 4 * count, 4)
        return [element + struct.unpack_from("<I", self.data, element)[0] for element in elements]

    def tables(self, slot):
        """A vector of tables; empty if absent."""
        return [Table(self.data, at) for at in self._targets(slot)]

    def texts(self, slot):
        """A vector of strings; empty if absent."""
        return [_text(self.data, at) for at in self._targets(slot)]


def _text(data, at):
    count = struct.unpack_from("<I", data, at)[0]
    return bytes(data[at + 4 : at + 4 + count]).decode("utf-8")


class Graph:
    """Weights and node inputs of one graph, or of one branch of an `If` node inside it.

    `initializers` maps a name to its array; a branch sees those of the graph around it too.
    `inputs` maps a node name to the names of its inputs.
    """

    def __init__(self, table, outer=None):
        self.initializers = dict(outer.initializers) if outer else {}
        self.initializers.update((t.text(4), _array(t)) for t in table.tables(4))
        nodes = table.tables(8)
        self.inputs = {node.text(4): node.texts(20) for node in nodes}
        self._branches = {
            attribute.text(4): attribute.table(18)
            for node in nodes
            if node.text(14) == "If"
            for attribute in node.tables(24)
        }

    def branch(self, name):
        """A branch of the graph's `If` node: `then_branch` or `else_branch`."""
        if name not in self._branches:
            raise FetchError(f"the model has no {name}; it is not the file this converter was written for")
        return Graph(self._branches[name], outer=self)

    def array(self, name):
        """An initializer as real numbers (float32), dequantized if the file holds it quantized.

        Unsigned weights come with an integer zero point: (q - zp) * scale. Signed ones come with a float offset
        that is added: q * scale + zp. Both have one scale per tensor.
        """
        if name in self.initializers:
            return self.initializers[name].astype(np.float32)
        name = name.removesuffix("_add_tensor")
        for part in ("_quantized", "_scale", "_zero_point"):
            if name + part not in self.initializers:
                raise FetchError(f"the model has no weights {name}{part}; it is not the file expected")
        stored = self.initializers[name + "_quantized"]
        scale = self.initializers[name + "_scale"].reshape(()).astype(np.float32)
        zero = self.initializers[name + "_zero_point"].reshape(())
        if stored.dtype == np.uint8 and zero.dtype == np.uint8:
            return (stored.astype(np.int32) - int(zero)).astype(np.float32) * scale
        if stored.dtype == np.int8 and zero.dtype == np.float32:
            return stored.astype(np.float32) * scale + zero
        raise FetchError(f"weights {name} are quantized as {stored.dtype} with zero point {zero.dtype}: unknown scheme")

    def input(self, node, index):
        """The real numbers that a node takes as its input number `index`."""
        return self.array(self._inputs(node)[index])

    def linear(self, node):
        """Weights of a quantized matrix product, turned from the file's [in, out] to PyTorch's [out, in]."""
        names = [n for n in self._inputs(node) if n.endswith("_quantized") and n in self.initializers]
        if len(names) != 1:
            raise FetchError(f"node {node} has {len(names)} quantized weights, not one")
        return self.array(names[0].removesuffix("_quantized")).T

    def _inputs(self, node):
        if node not in self.inputs:
            raise FetchError(f"the model has no node {node}; it is not the file expected")
        return self.inputs[node]


def _array(tensor):
    dtype = DTYPES.get(tensor.integer(10))
    if dtype is None:
        raise FetchError(f"tensor {tensor.text(4)} has data type {tensor.integer(10)}, which is not read here")
    return tensor.array(12, np.uint8).view(dtype).reshape(tensor.array(8, "<i8"))


def read_graph(data, name):
    """The top-level graph of a model file.

    data: the file's bytes; name: what to call it in an error message.
    """
    try:
        if data[4:8] != b"ORTM":
            raise FetchError(f"{name} is not an ONNX Runtime model: its identifier is {bytes(data[4:8])!r}, not b'ORTM'")
        session = Table(data, struct.unpack_from("<I", data, 0)[0])
        return Graph(session.table(6).table(18))
    except (struct.error, ValueError, AttributeError) as error:
        raise FetchError(f"{name} is damaged: {error}") from error
