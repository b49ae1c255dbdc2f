import Foundation
import ModelFiles
import TestSupport
import Testing

@testable import Recognition

@Suite struct MoonshineConfigTests {
    /// The keys and values of Hugging Face's file for Moonshine base.
    static let base: [String: String] = [
        "architectures": #"["MoonshineForConditionalGeneration"]"#, "attention_bias": "false",
        "attention_dropout": "0.0", "bos_token_id": "1", "decoder_hidden_act": #""silu""#,
        "decoder_num_attention_heads": "8", "decoder_num_hidden_layers": "8", "decoder_num_key_value_heads": "8",
        "decoder_start_token_id": "1", "encoder_hidden_act": #""gelu""#, "encoder_num_attention_heads": "8",
        "encoder_num_hidden_layers": "8", "encoder_num_key_value_heads": "8", "eos_token_id": "2",
        "hidden_size": "416", "initializer_range": "0.02", "intermediate_size": "1664", "is_encoder_decoder": "true",
        "max_position_embeddings": "194", "model_type": #""moonshine""#, "pad_head_dim_to_multiple_of": "8",
        "partial_rotary_factor": "0.62", "rope_scaling": "null", "rope_theta": "10000.0",
        "torch_dtype": #""float32""#, "transformers_version": #""4.48.0""#, "use_cache": "true",
        "vocab_size": "32768",
    ]

    static func read(_ values: [String: String]) throws -> MoonshineConfig {
        let text = "{" + values.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
        return try MoonshineConfig(bytes: Array(text.utf8), path: "c.json")
    }

    @Test func theBaseModelOfHuggingFaceIsRead() throws {
        let config = try Self.read(Self.base)
        #expect(config.width == 416 && config.innerWidth == 1664 && config.vocabularySize == 32_768)
        #expect(config.encoder == .init(layers: 8, heads: 8) && config.decoder == .init(layers: 8, heads: 8))
        #expect(config.headSize(config.encoder) == 52 && config.rotatedSize(config.encoder) == 32)
        #expect(config.startToken == 1 && config.endToken == 2 && config.rotaryBase == 10_000)
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the models folder"))
    func theTinyModelOfTheManifestIsRead() throws {
        let model = try ModelStore(directory: ModelsFolder.path).open(id: "moonshine-tiny-en")
        let config = try MoonshineConfig(bytes: model.bytes("config.json"), path: model.path("config.json"))
        #expect(config.width == 288 && config.innerWidth == 1152 && config.vocabularySize == 32_768)
        #expect(config.encoder == .init(layers: 6, heads: 8) && config.decoder == .init(layers: 6, heads: 8))
        #expect(config.headSize(config.decoder) == 36 && config.rotatedSize(config.decoder) == 32)
    }

    /// What may be left out, and what changes no result.
    @Test(arguments: [
        "architectures", "rope_scaling", "is_encoder_decoder", "decoder_num_key_value_heads", "use_cache",
        "max_position_embeddings",
    ])
    func someKeysMayLack(key: String) throws {
        var values = Self.base
        values[key] = nil
        #expect(try Self.read(values) == Self.read(Self.base))
    }

    @Test(arguments: [
        "model_type", "vocab_size", "hidden_size", "intermediate_size", "encoder_num_hidden_layers",
        "encoder_num_attention_heads", "decoder_num_hidden_layers", "decoder_num_attention_heads",
        "encoder_hidden_act", "decoder_hidden_act", "partial_rotary_factor", "rope_theta", "decoder_start_token_id",
        "eos_token_id", "attention_bias",
    ])
    func aMissingKeyIsNamed(key: String) throws {
        var values = Self.base
        values[key] = nil
        let error = try #require(throws: ModelFileError.self) { try Self.read(values) }
        guard case .badConfig("c.json", key, _, "nothing") = error else { throw error }
        #expect(error.description.hasPrefix("c.json: \(key): expected "))
        #expect(error.description.hasSuffix(", found nothing"))
    }

    @Test(arguments: [
        ("model_type", #""whisper""#), ("vocab_size", "1"), ("vocab_size", "1.5"), ("vocab_size", #""32768""#),
        ("hidden_size", "0"), ("hidden_size", "-416"), ("hidden_size", "415"), ("hidden_size", "true"),
        ("intermediate_size", "null"), ("encoder_num_hidden_layers", "0"), ("decoder_num_attention_heads", "[8]"),
        ("decoder_num_key_value_heads", "4"), ("encoder_hidden_act", #""gelu_new""#),
        ("decoder_hidden_act", #""gelu""#), ("partial_rotary_factor", "1.1"), ("partial_rotary_factor", "0"),
        ("partial_rotary_factor", "0.64"), ("partial_rotary_factor", "0.02"), ("rope_theta", "1"),
        ("rope_scaling", #"{"type":"linear"}"#), ("decoder_start_token_id", "32768"), ("eos_token_id", "-1"),
        ("attention_bias", "true"), ("is_encoder_decoder", "false"), ("sliding_window", "4"),
    ])
    func aWrongValueIsNamed(key: String, value: String) throws {
        var values = Self.base
        values[key] = value
        let error = try #require(throws: ModelFileError.self) { try Self.read(values) }
        guard case .badConfig("c.json", key, _, _) = error else { throw error }
    }

    @Test(arguments: ["", "[]", "{", "7", #"{"model_type": }"#])
    func whatIsNoObjectIsRefused(text: String) throws {
        let error = try #require(throws: ModelFileError.self) {
            try MoonshineConfig(bytes: Array(text.utf8), path: "c.json")
        }
        guard case .badConfig("c.json", "", "a JSON object", _) = error else { throw error }
    }
}
