import FileSystem
import Foundation
import TestSupport
import Testing

@testable import ModelFiles

/// What `scripts/fetch-models` made: shapes and a few values known from the original files.
@Suite(.enabled(if: ModelsFolder.isAvailable, "run scripts/fetch-models first"))
struct RealModelsTests {
    private func store() throws -> ModelStore { try ModelStore(directory: ModelsFolder.path) }

    @Test(arguments: ModelManifest.Role.allCases) func everyModelIsIntact(role: ModelManifest.Role) throws {
        let model = try store().open(role: role)
        for name in try model.tensors().names {
            let shape = try #require(try model.tensors().shape(of: name))
            let finite: Bool
            if role == .plda {
                finite = try model.tensors().doubles(name, shape: shape).allSatisfy(\.isFinite)
            } else {
                finite = try model.tensors().floats(name, shape: shape).allSatisfy(\.isFinite)
            }
            #expect(finite, "\(name) holds a value that is not finite")
        }
    }

    @Test(arguments: [
        (ModelManifest.Role.vad, 15, 309_633), (.segmentation, 54, 1_473_265 + 2 * 125),
        (.embedding, 74, 6_630_080), (.plda, 6, 49_792), (.asr, 160, 7_681_248 + 19_411_488),
    ])
    func holdsAllParameters(role: ModelManifest.Role, tensorCount: Int, parameterCount: Int) throws {
        let tensors = try store().open(role: role).tensors()
        #expect(tensors.names.count == tensorCount)
        let shapes = tensors.names.compactMap { tensors.shape(of: $0) }
        #expect(shapes.map { $0.reduce(1, *) }.reduce(0, +) == parameterCount)
    }

    /// Between-speaker variances are stored in descending order, from 25.88 to 0.5696.
    @Test func pldaVariancesDescend() throws {
        let psi = try store().open(role: .plda).tensors().doubles("plda.psi", shape: [128])
        #expect(zip(psi, psi.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(abs(psi[0] - 25.88) < 0.005)
        #expect(abs(psi[127] - 0.5696) < 0.00005)
    }

    /// The embedding table is quantized to 256 levels of one scale, so that its values are multiples of it.
    @Test func embeddingTableIsDequantized() throws {
        let table = try store().open(role: .asr).tensors()
            .floats("model.decoder.embed_tokens.weight", shape: [32768, 288])
        let scale: Float = 0.0115191
        let levels = table.prefix(288 * 100).map { $0 / scale }
        #expect(levels.allSatisfy { abs($0 - $0.rounded()) < 0.01 })
        #expect(levels.allSatisfy { (-129...126).contains($0.rounded()) })
    }

    @Test func samplesAreIntact() throws {
        let store = try store()
        for file in store.manifest.samples.files {
            #expect(try FileDigest.sha256(of: store.path(of: file)) == file.sha256)
        }
    }
}
