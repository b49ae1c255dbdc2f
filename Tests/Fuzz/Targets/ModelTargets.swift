import Foundation
import ModelFiles
import Recognition

extension FuzzTarget {
    /// Files of models.
    static let modelTargets = [safetensors, manifest, tokenizer]

    private static let safetensors = FuzzTarget(
        name: "safetensors",
        tokens: [
            "\"shape\":[9223372036854775807,2]", "\"shape\":[-1]", "\"data_offsets\":[8,4]", "\"data_offsets\":[0]",
            "\"dtype\":\"F64\"", "\"BF16\"", "\"F16\"", "\"I8\"", "__metadata__", "[]", "{}", ",",
        ].map { Array($0.utf8) },
        isJSON: true,
        repair: { bytes in
            // The length of the header.
            guard bytes.count > 8, let end = bytes.lastIndex(of: UInt8(ascii: "}")), end >= 8 else { return bytes }
            return withUnsafeBytes(of: UInt64(end - 7).littleEndian) { Array($0) } + bytes[8...]
        },
        corpus: { _ in
            let header =
                #"{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"#
                + #""h":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},"d":{"dtype":"F64","shape":[],"#
                + #""data_offsets":[32,40]},"b":{"dtype":"BF16","shape":[0,7],"data_offsets":[40,40]}}"#
            let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
            return [length + Array(header.utf8) + (0..<40).map { UInt8($0) }]
        },
        reader: { scratch in
            { input in
                let tensors = try SafeTensors(path: scratch.write(input, to: "model.safetensors"))
                for name in tensors.names {
                    guard let shape = tensors.shape(of: name) else { throw Broken("\(name) has no shape") }
                    let count = shape.reduce(1, *)
                    do {
                        try Broken.unless(tensors.floats(name, shape: shape).count == count, "wrong number of floats")
                    } catch ModelFileError.tensorType {
                        do {
                            let values = try tensors.doubles(name, shape: shape)
                            try Broken.unless(values.count == count, "wrong number of doubles")
                        } catch ModelFileError.tensorType {
                            continue
                        }
                    }
                }
            }
        })

    private static let manifest = FuzzTarget(
        name: "manifest",
        tokens: ["\"bytes\": -1", "\"version\": 1e3", "\"path\": \"../x\"", "\"sample_rate\": 0", "[]", "{}", "null"]
            .map {
                Array($0.utf8)
            },
        isJSON: true,
        corpus: { _ in [try Fixtures.bytes("Models/manifest.json")] },
        reader: { scratch in
            { input in
                try scratch.write(input, to: "manifest.json")
                let store = try ModelStore(directory: scratch.path)
                for model in store.manifest.models { _ = try store.problems(id: model.id) }
                _ = ModelManifest.Role.allCases.map { store.manifest.model(role: $0)?.modelHash }
            }
        })

    private static let tokenizer = FuzzTarget(
        name: "tokenizer",
        corpus: { _ in
            let pieces = [
                "<unk>", "<s>", "</s>", "\u{2581}the", "ing", "\u{2581}", "é", String(repeating: "a", count: 300),
            ]
            return [
                pieces.flatMap { piece -> [UInt8] in
                    let bytes = Array(piece.utf8)
                    let length =
                        bytes.count < 128
                        ? [UInt8(bytes.count)] : [UInt8(bytes.count % 128 + 128), UInt8(bytes.count / 128)]
                    return length + bytes
                }
            ]
        },
        reader: { _ in
            { input in
                let tokenizer = try BytePieceTokenizer(bytes: input, path: "tokenizer.bin")
                let ids = Array(0..<tokenizer.count)
                _ = tokenizer.decode(ids)
                _ = ids.map { (tokenizer.startsWord($0), tokenizer.isMarker($0)) }
            }
        })
}
