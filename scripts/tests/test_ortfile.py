import unittest

import numpy as np

from modelfetch.errors import FetchError
from modelfetch.ortfile import read_graph
from tests.flatbuffer_writer import graph_table, model_file, node_table, tensor_table

FLOAT, UINT8, INT8, INT64 = 1, 2, 3, 7


def quantized(name, stored, data_type, scale, zero, zero_type):
    """The three tensors of one quantized weight."""
    return [
        tensor_table(name + "_quantized", data_type, stored),
        tensor_table(name + "_scale", FLOAT, np.float32(scale).reshape(1)),
        tensor_table(name + "_zero_point", zero_type, zero),
    ]


class GraphTests(unittest.TestCase):
    def read(self, tensors=(), nodes=()):
        return read_graph(model_file(graph_table(tensors, nodes)), "model")

    def test_reads_plain_tensors_of_any_shape(self):
        for array in (np.arange(6, dtype=np.float32).reshape(2, 3), np.float32(2.5).reshape(())):
            found = self.read([tensor_table("w", FLOAT, array)]).array("w")
            np.testing.assert_array_equal(found, array)
            self.assertEqual(found.shape, array.shape)

    def test_unsigned_weights_have_their_zero_point_taken_off(self):
        stored = np.array([[0, 129], [130, 255]], np.uint8)
        graph = self.read(quantized("w", stored, UINT8, 0.5, np.uint8(129).reshape(()), UINT8))
        np.testing.assert_array_equal(graph.array("w"), np.float32([[-64.5, 0], [0.5, 63]]))

    def test_signed_weights_have_a_float_offset_added(self):
        stored = np.array([-128, 0, 127], np.int8)
        graph = self.read(quantized("w", stored, INT8, 0.5, np.float32([0.25]), FLOAT))
        np.testing.assert_array_equal(graph.array("w_add_tensor"), np.float32([-63.75, 0.25, 63.75]))

    def test_an_unknown_scheme_is_an_error(self):
        graph = self.read(quantized("w", np.zeros(2, np.int8), INT8, 1, np.int8(0).reshape(()), INT8))
        with self.assertRaisesRegex(FetchError, "unknown scheme"):
            graph.array("w")

    def test_finds_weights_by_the_node_that_uses_them(self):
        stored = np.arange(6, dtype=np.uint8).reshape(2, 3)
        tensors = quantized("w", stored, UINT8, 1, np.uint8(0).reshape(()), UINT8)
        nodes = [node_table("/layer/MatMul", ["x_quantized", "w_quantized", "w_scale", "w_zero_point"])]
        found = self.read(tensors, nodes).linear("/layer/MatMul")
        np.testing.assert_array_equal(found, stored.T)

    def test_a_branch_sees_its_own_tensors_and_the_outer_ones(self):
        inner = graph_table([tensor_table("inner", FLOAT, np.float32([1]))], [node_table("n", ["outer", "inner"])])
        branches = [("then_branch", inner), ("else_branch", graph_table())]
        outer = [tensor_table("outer", FLOAT, np.float32([2]))]
        graph = self.read(outer, [node_table("if", [], "If", branches)])
        branch = graph.branch("then_branch")
        self.assertEqual([branch.input("n", 0)[0], branch.input("n", 1)[0]], [2, 1])
        with self.assertRaises(FetchError):
            graph.array("inner")
        with self.assertRaises(FetchError):
            branch.branch("then_branch")

    def test_names_what_is_missing(self):
        graph = self.read([tensor_table("w", INT64, np.int64([1]))])
        for ask in (lambda: graph.array("v"), lambda: graph.linear("n"), lambda: graph.input("n", 0)):
            with self.assertRaises(FetchError):
                ask()

    def test_a_damaged_file_is_an_error_that_names_it(self):
        whole = model_file(graph_table([tensor_table("w", FLOAT, np.zeros(4, np.float32))]))
        for length in range(len(whole)):
            with self.assertRaisesRegex(FetchError, "model"):
                read_graph(whole[:length], "model")
