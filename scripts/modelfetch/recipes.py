"""Which tensors each model file gets, and where in the wheel they come from.

Names and layouts are those of the PyTorch checkpoints the models were exported from: linear weights [out, in],
convolutions [out, in, kernel], LSTM gates in the order input, forget, cell, output.
"""

import numpy as np

from . import safetensors
from .errors import FetchError
from .ortfile import read_graph

MOONSHINE_ASSETS = "moonshine_voice/assets/tiny-en/"
SAMPLE_ASSETS = "moonshine_voice/assets/"
LSTM_GATE_BLOCKS = (0, 2, 3, 1)  # ONNX has input, output, forget, cell.


def moonshine(wheel):
    """Moonshine tiny: encoder and decoder. The output head is the embedding table and is not stored twice."""
    encoder = read_graph(wheel.asset(MOONSHINE_ASSETS + "encoder_model.ort"), "encoder_model.ort")
    decoder = read_graph(wheel.asset(MOONSHINE_ASSETS + "decoder_model_merged.ort"), "decoder_model_merged.ort")
    # The cached-step branch has every linear layer; the first-step branch shares its weights.
    return _moonshine_encoder(encoder) | _moonshine_decoder(decoder.branch("else_branch"))


def _moonshine_encoder(graph):
    prefix = "model.encoder."
    tensors = {
        prefix + "conv1.weight": graph.array("conv1.weight_add_tensor"),
        prefix + "groupnorm.weight": graph.array("onnx::Mul_2080").reshape(288),
        prefix + "groupnorm.bias": graph.array("onnx::Add_2081").reshape(288),
        prefix + "conv2.weight": graph.array("conv2.weight_add_tensor"),
        prefix + "conv2.bias": graph.array("conv2.bias"),
        prefix + "conv3.weight": graph.array("conv3.weight_add_tensor"),
        prefix + "conv3.bias": graph.array("conv3.bias"),
    }
    for i in range(6):
        layer = f"layers.{i}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            tensors[f"{prefix}{layer}{norm}.weight"] = graph.array(f"{layer}{norm}.weight")
        for part in _projections("self_attn") + ["mlp/fc1", "mlp/fc2"]:
            name = prefix + layer + part.replace("/", ".")
            tensors[name + ".weight"] = graph.linear(f"/layers.{i}/{part}/MatMul_quant")
            if part.startswith("mlp"):
                tensors[name + ".bias"] = graph.array(layer + part.replace("/", ".") + ".bias")
    tensors[prefix + "layer_norm.weight"] = graph.array("layer_norm.weight")
    return tensors


def _moonshine_decoder(graph):
    prefix = "model.decoder."
    embedding = graph.array(prefix + "embed_tokens.weight_merged_0")
    if not np.array_equal(embedding, graph.linear("/proj_out/MatMul_quant")):
        raise FetchError("the decoder's output head differs from its embedding table; it is not the file expected")
    tensors = {prefix + "embed_tokens.weight": embedding}
    for i in range(6):
        layer = f"{prefix}layers.{i}."
        for norm in ("input_layernorm", "post_attention_layernorm", "final_layernorm"):
            tensors[f"{layer}{norm}.weight"] = graph.array(f"{layer}{norm}.weight_merged_0")
        for part in _projections("self_attn") + _projections("encoder_attn") + ["mlp/fc1", "mlp/fc2"]:
            name = layer + part.replace("/", ".")
            tensors[name + ".weight"] = graph.linear(f"/model/decoder/layers.{i}/{part}/MatMul_quant")
            if part.startswith("mlp"):
                tensors[name + ".bias"] = graph.array(name + ".bias_merged_0")
    tensors[prefix + "norm.weight"] = graph.array(prefix + "norm.weight_merged_0")
    return tensors


def _projections(attention):
    return [f"{attention}/{role}_proj" for role in "qkvo"]


def segmentation(wheel):
    """pyannote segmentation: SincNet parameters, four bidirectional LSTM layers, three linear layers."""
    graph = read_graph(wheel.diarization_data("segmentation_ort_data"), "segmentation_ort_data")
    tensors = {}
    for part in ("weight", "bias"):
        tensors[f"sincnet.wav_norm1d.{part}"] = graph.array(f"inner.sincnet.wav_norm1d.{part}")
    for part in ("low_hz_", "band_hz_", "n_", "window_"):
        name = "sincnet.conv1d.0.filterbank." + part
        tensors[name] = graph.array("inner." + name)
    for i in (1, 2):
        for index, part in ((1, "weight"), (2, "bias")):
            tensors[f"sincnet.conv1d.{i}.{part}"] = graph.input(f"/inner/sincnet/conv1d.{i}/Conv", index)
    for i in range(3):
        for part in ("weight", "bias"):
            tensors[f"sincnet.norm1d.{i}.{part}"] = graph.array(f"inner.sincnet.norm1d.{i}.{part}")
    for i in range(4):
        tensors |= _lstm_layer(graph, "/inner/lstm/LSTM" + (f"_{i}" if i else ""), i)
    for name in ("linear.0", "linear.1", "classifier"):
        tensors[name + ".weight"] = graph.input(f"/inner/{name}/MatMul", 1).T
        tensors[name + ".bias"] = graph.array(f"inner.{name}.bias")
    return tensors


def _lstm_layer(graph, node, layer):
    input_weights, recurrent_weights, biases = (graph.input(node, i) for i in (1, 2, 3))
    tensors = {}
    for direction, suffix in enumerate(("", "_reverse")):
        parts = {
            "weight_ih": input_weights[direction],
            "weight_hh": recurrent_weights[direction],
            "bias_ih": biases[direction, :512],
            "bias_hh": biases[direction, 512:],
        }
        for name, tensor in parts.items():
            gates = np.split(tensor, 4)
            tensors[f"lstm.{name}_l{layer}{suffix}"] = np.concatenate([gates[i] for i in LSTM_GATE_BLOCKS])
    return tensors


def embedding(wheel):
    """WeSpeaker ResNet34, with its batch normalization already folded into the convolutions."""
    graph = read_graph(wheel.diarization_data("embedding_ort_data"), "embedding_ort_data")
    convolutions = {"resnet.conv1": "/resnet/conv1/Conv"}
    for layer, blocks in ((1, 3), (2, 4), (3, 6), (4, 3)):
        for block in range(blocks):
            name = f"layer{layer}.{block}"
            node = f"/resnet/layer{layer}/{name}"
            convolutions[f"resnet.{name}.conv1"] = f"{node}/conv1/Conv"
            convolutions[f"resnet.{name}.conv2"] = f"{node}/conv2/Conv"
            if layer > 1 and block == 0:
                convolutions[f"resnet.{name}.shortcut.0"] = f"{node}/shortcut/shortcut.0/Conv"
    tensors = {}
    for name, node in (convolutions | {"resnet.seg_1": "/resnet/seg_1/Gemm"}).items():
        tensors[name + ".weight"] = graph.input(node, 1)
        tensors[name + ".bias"] = graph.input(node, 2)
    return tensors


def plda(wheel):
    """Centring, LDA and PLDA arrays, all float64; the library holds two of them in float32."""
    sources = {
        "xvec.mean1": ("xvec_mean1", "<f8", (256,)),
        "xvec.mean2": ("xvec_mean2", "<f4", (128,)),
        "xvec.lda": ("xvec_lda", "<f4", (256, 128)),
        "plda.mu": ("plda_mu", "<f8", (128,)),
        "plda.tr": ("plda_tr", "<f8", (128, 128)),
        "plda.psi": ("plda_psi", "<f8", (128,)),
    }
    tensors = {}
    for name, (symbol, dtype, shape) in sources.items():
        values = np.frombuffer(wheel.diarization_data(symbol), dtype)
        if values.size != np.prod(shape):
            raise FetchError(f"symbol {symbol} holds {values.size} numbers, not {shape}")
        tensors[name] = values.reshape(shape).astype("<f8")
    return tensors


def voice_activity(wheel):
    """Silero VAD, the 16 kHz half of it."""
    graph = read_graph(wheel.symbol("silero_vad_onnx"), "silero_vad_onnx").branch("then_branch")
    names = ["stft.forward_basis_buffer"]
    names += [f"encoder.{i}.reparam_conv.{part}" for i in range(4) for part in ("weight", "bias")]
    names += [f"decoder.rnn.{part}" for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    names += ["decoder.decoder.2.weight", "decoder.decoder.2.bias"]
    return {name: graph.array("If_0_then_branch__Inline_0__" + name) for name in names}


TENSOR_RECIPES = {
    "moonshine-tiny-en/model.safetensors": moonshine,
    "pyannote-segmentation/model.safetensors": segmentation,
    "wespeaker-resnet34/model.safetensors": embedding,
    "pyannote-plda/model.safetensors": plda,
    "silero-vad/model.safetensors": voice_activity,
}
COPIED_ASSETS = {
    "moonshine-tiny-en/tokenizer.bin": MOONSHINE_ASSETS + "tokenizer.bin",
    "samples/endgame_nagg_nell.wav": SAMPLE_ASSETS + "endgame_nagg_nell.wav",
    "samples/beckett.wav": SAMPLE_ASSETS + "beckett.wav",
    "samples/two_cities.wav": SAMPLE_ASSETS + "two_cities.wav",
}
# Small files that the repository itself holds.
COMMITTED_FILES = {"moonshine-tiny-en/config.json"}


def file_bytes(path, wheel):
    """The content of one file of the models folder, made from the wheel.

    path: relative to the models folder, as in the manifest.
    """
    if path in COPIED_ASSETS:
        return wheel.asset(COPIED_ASSETS[path])
    if path in TENSOR_RECIPES:
        return safetensors.encode(TENSOR_RECIPES[path](wheel))
    raise FetchError(f"the manifest lists {path}, which this script does not know how to make")
