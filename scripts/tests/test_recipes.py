import hashlib
import json
import pathlib
import struct
import unittest

import jsonschema
import numpy as np

from modelfetch import recipes, safetensors

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


class OneNodeGraph:
    """Stands for a graph with one LSTM node."""

    def __init__(self, *inputs):
        self.inputs = inputs

    def input(self, _node, index):
        return self.inputs[index - 1]


class LSTMTests(unittest.TestCase):
    def test_gates_are_put_in_pytorch_order(self):
        # Each gate's values are its number in ONNX order: input 0, output 1, forget 2, cell 3.
        gate = np.repeat(np.arange(4, dtype=np.float32), 128)
        weights = np.stack([gate, gate + 10])[:, :, None].repeat(128, axis=2)
        biases = np.stack([np.concatenate([gate + d, gate + d + 100]) for d in (0, 10)])
        tensors = recipes._lstm_layer(OneNodeGraph(weights, weights, biases), "node", 2)
        for suffix, direction in (("", 0), ("_reverse", 10)):
            for name, base in (("weight_ih", 0), ("weight_hh", 0), ("bias_ih", 0), ("bias_hh", 100)):
                found = tensors[f"lstm.{name}_l2{suffix}"]
                starts = found.reshape(4, 128, -1)[:, 0, 0]
                np.testing.assert_array_equal(starts - direction - base, [0, 2, 3, 1])


class SafetensorsTests(unittest.TestCase):
    def test_writes_row_major_data_without_gaps(self):
        matrix = np.arange(6, dtype=np.float32).reshape(2, 3)
        data = safetensors.encode({"b": matrix.T, "a": np.float64([1.5])})
        length = struct.unpack_from("<Q", data)[0]
        header = json.loads(data[8 : 8 + length])
        self.assertEqual((8 + length) % 64, 0)
        self.assertEqual(header["b"], {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]})
        self.assertEqual(header["a"], {"dtype": "F64", "shape": [1], "data_offsets": [24, 32]})
        np.testing.assert_array_equal(np.frombuffer(data, "<f4", 6, 8 + length), [0, 3, 1, 4, 2, 5])
        self.assertEqual(np.frombuffer(data, "<f8", 1, 8 + length + 24)[0], 1.5)
        self.assertEqual(len(data), 8 + length + 32)


class ManifestTests(unittest.TestCase):
    def setUp(self):
        self.manifest = json.loads((REPOSITORY / "Models/manifest.json").read_text(encoding="utf-8"))
        schema = json.loads((REPOSITORY / "Schemas/json/manifest.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def test_follows_its_schema(self):
        self.validator.validate(self.manifest)

    def test_the_schema_refuses_paths_that_leave_the_folder(self):
        file = self.manifest["models"][0]["files"][0]
        for path in ("/a", "../a", "a/../b", "a//b", "./a", "a/", ""):
            file["path"] = path
            self.assertFalse(self.validator.is_valid(self.manifest), path)

    def test_every_listed_file_can_be_made(self):
        groups = [*self.manifest["models"], self.manifest["samples"]]
        listed = {file["path"] for group in groups for file in group["files"]}
        self.assertEqual(listed, set(recipes.TENSOR_RECIPES) | set(recipes.COPIED_ASSETS) | recipes.COMMITTED_FILES)

    def test_committed_files_are_those_listed(self):
        listed = {file["path"]: file for model in self.manifest["models"] for file in model["files"]}
        for path in recipes.COMMITTED_FILES:
            content = (REPOSITORY / "Models" / path).read_bytes()
            self.assertEqual(len(content), listed[path]["bytes"])
            self.assertEqual(hashlib.sha256(content).hexdigest(), listed[path]["sha256"])
