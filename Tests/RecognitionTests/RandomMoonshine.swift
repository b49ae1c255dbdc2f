import ModelFiles
import TestSupport

@testable import Recognition

/// A small Moonshine model with random weights.
struct RandomMoonshine {
    let config: MoonshineConfig
    let file: SafeTensors
    let tokenizer: BytePieceTokenizer
    private let folder: ScratchFolder

    /// The keys of its configuration.
    static let values: [String: String] = MoonshineConfigTests.base.merging([
        "hidden_size": "24", "intermediate_size": "40", "vocab_size": "50", "encoder_num_hidden_layers": "3",
        "decoder_num_hidden_layers": "2", "encoder_num_attention_heads": "2", "encoder_num_key_value_heads": "2",
        "decoder_num_attention_heads": "3", "decoder_num_key_value_heads": "3", "partial_rotary_factor": "0.5",
    ]) { $1 }

    /// Makes weights of the sizes of `weights` under the configuration `config`.
    init(config: [String: String] = values, weights: [String: String] = values) throws {
        self.config = try MoonshineConfigTests.read(config)
        let sizes = try MoonshineConfigTests.read(weights)
        var tensors = TensorFile()
        var seed: UInt64 = 1
        func add(_ name: String, _ shape: [Int], scale: Float = 0.5, shift: Float = 0) {
            seed += 1
            let values = Noise.floats(shape.reduce(1, *), seed: seed, scale: scale).map { $0 + shift }
            tensors.add(name, shape: shape, values)
        }
        let (width, inner) = (sizes.width, sizes.innerWidth)
        let encoder = "model.encoder."
        add(encoder + "conv1.weight", [width, 1, 127])
        add(encoder + "groupnorm.weight", [width], shift: 1)
        add(encoder + "groupnorm.bias", [width])
        add(encoder + "conv2.weight", [2 * width, width, 7])
        add(encoder + "conv2.bias", [2 * width])
        add(encoder + "conv3.weight", [width, 2 * width, 3])
        add(encoder + "conv3.bias", [width])
        add(encoder + "layer_norm.weight", [width], shift: 1)
        func layer(_ name: String, attentions: [String], norms: [String], wide: Int) {
            for norm in norms { add("\(name).\(norm).weight", [width], shift: 1) }
            for attention in attentions {
                for part in "qkvo" { add("\(name).\(attention).\(part)_proj.weight", [width, width]) }
            }
            add(name + ".mlp.fc1.weight", [wide, width])
            add(name + ".mlp.fc1.bias", [wide])
            add(name + ".mlp.fc2.weight", [width, inner])
            add(name + ".mlp.fc2.bias", [width])
        }
        for index in 0..<sizes.encoder.layers {
            layer(
                encoder + "layers.\(index)", attentions: ["self_attn"],
                norms: ["input_layernorm", "post_attention_layernorm"], wide: inner)
        }
        for index in 0..<sizes.decoder.layers {
            layer(
                "model.decoder.layers.\(index)", attentions: ["self_attn", "encoder_attn"],
                norms: ["input_layernorm", "post_attention_layernorm", "final_layernorm"], wide: 2 * inner)
        }
        add("model.decoder.embed_tokens.weight", [sizes.vocabularySize, width], scale: 2)
        add("model.decoder.norm.weight", [width], shift: 1)
        folder = try ScratchFolder()
        file = try SafeTensors(path: tensors.write(to: folder))
        let pieces = ["<unk>", "<s>", "</s>"] + (3..<sizes.vocabularySize).map { ($0 % 3 == 0 ? "▁" : "") + "w\($0)" }
        tokenizer = try BytePieceTokenizer(
            bytes: pieces.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }, path: "tokenizer.bin")
    }

    func recognizer() throws -> MoonshineRecognizer {
        try MoonshineRecognizer(file, config, tokenizer: tokenizer, languages: [])
    }
}
