internal import ModelFiles

/// Sizes and constants of a Moonshine model (Jeffries and others, 2024), from its `config.json`, which has the keys of
/// Hugging Face's `MoonshineConfig`.
struct MoonshineConfig: Hashable, Sendable {
    /// The configuration file, for messages.
    let path: String
    /// Tokens that the model knows.
    var vocabularySize: Int
    /// Floats of a frame and of a token's embedding.
    var width: Int
    /// Floats between the two layers of a feed-forward block.
    var innerWidth: Int
    /// Layers and heads of the encoder.
    var encoder: Stack
    /// Layers and heads of the decoder.
    var decoder: Stack
    /// The share of a head's values that rotate with the position.
    var rotaryShare: Double
    /// Base of the rotary frequencies.
    var rotaryBase: Double
    /// The token that every text starts with.
    var startToken: Int
    /// The token that ends a text.
    var endToken: Int

    /// Depth of one half of the model.
    struct Stack: Hashable, Sendable {
        var layers: Int
        var heads: Int
    }

    /// Decodes a configuration file.
    /// - Parameter path: for messages.
    /// - Throws: `ModelFileError.badConfig` for a key that is missing, unknown, or has a value with which this program
    ///   cannot work.
    init(bytes: [UInt8], path: String) throws {
        self.path = path
        var config = try ModelConfig(bytes: bytes, path: path)
        try config.require("model_type", .string("moonshine"))
        vocabularySize = try config.int("vocab_size", in: 2...10_000_000)
        width = try config.int("hidden_size", in: 1...65_536)
        innerWidth = try config.int("intermediate_size", in: 1...1_048_576)
        encoder = try Self.stack("encoder", &config, activation: "gelu")
        decoder = try Self.stack("decoder", &config, activation: "silu")
        rotaryShare = try config.number("partial_rotary_factor", above: 0, upTo: 1)
        rotaryBase = try config.number("rope_theta", above: 1, upTo: 1e9)
        startToken = try config.int("decoder_start_token_id", in: 0...vocabularySize - 1)
        endToken = try config.int("eos_token_id", in: 0...vocabularySize - 1)
        try config.require("attention_bias", .bool(false))
        try config.require("rope_scaling", .null, mayLack: true)
        try config.require("is_encoder_decoder", .bool(true), mayLack: true)
        try config.finish(ignoring: Self.harmlessKeys)
        for stack in [encoder, decoder] {
            guard width % stack.heads == 0 else {
                throw config.error("hidden_size", expected: "a multiple of \(stack.heads) heads")
            }
            guard rotatedSize(stack) >= 2, rotatedSize(stack) % 2 == 0 else {
                throw config.error(
                    "partial_rotary_factor",
                    expected: "a share that makes an even number of the \(headSize(stack)) values of a head")
            }
        }
    }

    private static func stack(_ name: String, _ config: inout ModelConfig, activation: String) throws -> Stack {
        let stack = Stack(
            layers: try config.int(name + "_num_hidden_layers", in: 1...1_000),
            heads: try config.int(name + "_num_attention_heads", in: 1...1_000))
        // Fewer heads for keys than for queries is another model. The file may leave the number out.
        try config.require(name + "_num_key_value_heads", .int(stack.heads), mayLack: true)
        try config.require(name + "_hidden_act", .string(activation))
        return stack
    }

    /// Checks that the weights have no layer that the configuration leaves out; shapes are checked as tensors are read.
    /// - Throws: `ModelFileError.badConfig`.
    func requireAllLayers(of file: SafeTensors) throws {
        for (name, stack) in [("encoder", encoder), ("decoder", decoder)] {
            let prefix = "model.\(name).layers."
            let numbers = file.names.filter { $0.hasPrefix(prefix) }
                .compactMap { Int($0.dropFirst(prefix.count).prefix { $0 != "." }) }
            if let last = numbers.max(), last >= stack.layers {
                throw ModelFileError.badConfig(
                    path: path, key: name + "_num_hidden_layers", expected: "\(last + 1) as in \(file.path)",
                    found: "\(stack.layers)")
            }
        }
    }

    /// Checks that the tokenizer knows the same number of tokens.
    /// - Throws: `ModelFileError.badConfig`.
    func requireVocabulary(of tokenizer: BytePieceTokenizer) throws {
        guard tokenizer.count == vocabularySize else {
            throw ModelFileError.badConfig(
                path: path, key: "vocab_size", expected: "\(tokenizer.count) as in the tokenizer",
                found: "\(vocabularySize)")
        }
    }

    /// Floats of a head.
    func headSize(_ stack: Stack) -> Int { width / stack.heads }

    /// Leading values of a head that rotate with the position.
    func rotatedSize(_ stack: Stack) -> Int { Int(Double(headSize(stack)) * rotaryShare) }

    /// Keys of training, of other programs' memory layout, and of names.
    private static let harmlessKeys: Set<String> = [
        "_name_or_path", "architectures", "attention_dropout", "bos_token_id", "dtype", "initializer_range",
        "max_position_embeddings", "pad_head_dim_to_multiple_of", "pad_token_id", "tie_word_embeddings", "torch_dtype",
        "transformers_version", "use_cache",
    ]
}
