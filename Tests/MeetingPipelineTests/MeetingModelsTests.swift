import Foundation
import ModelFiles
import Recognition
import TestSupport
import Testing

@testable import MeetingPipeline

@Suite(.enabled(if: ModelsFolder.isAvailable, "run scripts/fetch-models first"))
struct MeetingModelsTests {
    /// The manifest of the models folder, with a second recognizer `other` behind the first.
    private func manifest() throws -> ModelManifest {
        let path = ModelsFolder.path + "/" + ModelStore.manifestName
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(text.range(of: #"    {\#n      "id": "moonshine-tiny-en""#)?.lowerBound)
        let end = try #require(text.range(of: "\n  ],\n  \"samples\"")?.lowerBound)
        let entry = String(text[start..<end])
        let other = entry.replacing("moonshine-tiny-en", with: "other")
        let scratch = try ScratchFolder()
        return try ModelManifest(path: scratch.write(text.replacing(entry, with: entry + ",\n" + other), to: "m.json"))
    }

    @Test func withoutAChoiceTheFirstOfEachRoleIsUsed() throws {
        let manifest = try manifest()
        let hashes = try MeetingModels.hashes(manifest)
        #expect(hashes.count == 5 && hashes["moonshine-tiny-en"] != nil && hashes["other"] == nil)
        #expect(try TestModels.meeting().hashes == hashes)
    }

    @Test func theHashesAreThoseOfTheChosenRecognizer() throws {
        let manifest = try manifest()
        let hashes = try MeetingModels.hashes(manifest, ModelChoice(recognizer: "other"))
        #expect(hashes.count == 5 && hashes["moonshine-tiny-en"] == nil)
        #expect(hashes["other"] == manifest.model(id: "other")?.modelHash)
    }

    @Test(arguments: ["nobody", "silero-vad", ""]) func onlyListedRecognizersCanBeChosen(id: String) throws {
        let manifest = try manifest()
        let expected = RecognitionError.unknownModel(id, known: ["moonshine-tiny-en", "other"])
        #expect(throws: expected) { try MeetingModels.hashes(manifest, ModelChoice(recognizer: id)) }
        let store = try ModelStore(directory: ModelsFolder.path)
        #expect(throws: RecognitionError.self) { try MeetingModels(store, ModelChoice(recognizer: id)) }
    }

    /// Transcripts that were made before the model had a configuration file stay current.
    @Test func theConfigurationIsNotInTheModelsHash() throws {
        let model = try #require(try ModelStore(directory: ModelsFolder.path).manifest.model(id: "moonshine-tiny-en"))
        #expect(model.files.filter { !$0.inModelHash }.map(\.path) == ["moonshine-tiny-en/config.json"])
        #expect(model.modelHash == "16440e17de8a65e5f5e6443d28574db50199e7810bc76d15c2c77131705285e9")
    }
}
