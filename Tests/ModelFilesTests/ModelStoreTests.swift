import FileSystem
import Foundation
import TestSupport
import Testing

@testable import ModelFiles

@Suite struct ModelStoreTests {
    let fixture: ModelsFixture
    let store: ModelStore

    init() throws {
        fixture = try ModelsFixture()
        store = try ModelStore(directory: fixture.directory)
    }

    @Test func opensAModelById() throws {
        let model = try store.open(id: "one")
        #expect(try model.tensors().floats("t", shape: [2]) == [1, 2])
        #expect(try model.bytes("words.bin") == ModelsFixture.words)
        #expect(try model.path("words.bin") == fixture.directory + "/one/words.bin")
        #expect(throws: ModelFileError.missingFile(path: "one/other.bin")) { try model.bytes("other.bin") }
    }

    @Test func opensTheFirstModelOfARole() throws {
        #expect(try store.open(role: .asr).entry.id == "one")
    }

    @Test func namesTheModelsItKnows() throws {
        let manifest = fixture.directory + "/manifest.json"
        #expect(throws: ModelFileError.unknownModel(name: "three", manifest: manifest, known: ["one", "two"])) {
            try store.open(id: "three")
        }
        #expect(
            throws: ModelFileError.unknownModel(
                name: "of role vad", manifest: manifest, known: ["one (asr)", "two (asr)"])
        ) { try store.open(role: .vad) }
    }

    @Test func modelHashIsThatOfTheChecksumList() throws {
        let list =
            FileDigest.sha256(bytes: ModelsFixture.tensors) + "  one/model.safetensors\n"
            + FileDigest.sha256(bytes: ModelsFixture.words) + "  one/words.bin\n"
        #expect(try store.open(id: "one").modelHash == FileDigest.sha256(bytes: list.utf8))
    }

    @Test func refusesAMissingFile() throws {
        let path = fixture.directory + "/one/words.bin"
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: ModelFileError.missingFile(path: path)) { try store.open(id: "one") }
        #expect(try store.open(id: "two").entry.id == "two")
    }

    @Test func refusesAFileOfAnotherSize() throws {
        let path = try fixture.folder.write([1, 2, 3, 4], to: "one/words.bin")
        let error = ModelFileError.sizeDiffers(
            path: path, expectedBytes: 3, foundBytes: 4, expectedSHA256: FileDigest.sha256(bytes: [1, 2, 3]),
            foundSHA256: FileDigest.sha256(bytes: [1, 2, 3, 4]))
        #expect(throws: error) { try store.open(id: "one") }
        #expect(throws: error) { try store.verify(id: "one") }
    }

    @Test func refusesEveryChangedBit() throws {
        for bit in 0..<24 {
            var changed = ModelsFixture.words
            changed[bit / 8] ^= 1 << (bit % 8)
            let path = try fixture.folder.write(changed, to: "one/words.bin")
            #expect(
                throws: ModelFileError.hashDiffers(
                    path: path, expectedSHA256: FileDigest.sha256(bytes: ModelsFixture.words),
                    foundSHA256: FileDigest.sha256(bytes: changed))
            ) { try store.open(id: "one") }
        }
    }

    @Test func checksAgainAtEveryOpening() throws {
        _ = try store.open(id: "one")
        try fixture.folder.write([3, 2, 1], to: "one/words.bin")
        #expect(throws: ModelFileError.self) { try store.open(id: "one") }
    }

    @Test func reportsEveryProblemOfAModel() throws {
        #expect(try store.problems(id: "one").isEmpty)
        try fixture.folder.write([3, 2, 1], to: "one/words.bin")
        try FileManager.default.removeItem(atPath: fixture.directory + "/one/model.safetensors")
        let problems = try store.problems(id: "one")
        #expect(problems.count == 2)
        #expect(problems.first == .missingFile(path: fixture.directory + "/one/model.safetensors"))
    }

    @Test func saysTheFileTheHashesAndTheCommandThatMendsIt() throws {
        let path = try fixture.folder.write([3, 2, 1], to: "one/words.bin")
        let text = try store.problems(id: "one").map(\.description).joined()
        #expect(text.contains(path))
        #expect(text.contains(FileDigest.sha256(bytes: [1, 2, 3])))
        #expect(text.contains(FileDigest.sha256(bytes: [3, 2, 1])))
        #expect(text.contains("scripts/fetch-models"))
    }

    @Test func aFolderWithoutManifestIsNoStore() throws {
        let empty = try TemporaryFolder()
        #expect(throws: ModelFileError.noManifest(path: empty.path + "/manifest.json")) {
            try ModelStore(directory: empty.path)
        }
    }
}
