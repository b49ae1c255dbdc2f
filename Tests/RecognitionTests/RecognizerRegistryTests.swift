import Foundation
import TestSupport
import Testing

@testable import ModelFiles
@testable import Recognition

@Suite struct RecognizerRegistryTests {
    @Test func familiesAreThoseThatTheProgramHas() {
        #expect(RecognizerRegistry.names == ["moonshine"])
        #expect(RecognizerRegistry.batchMemory(family: "moonshine") == MoonshineRecognizer.batchMemory)
        #expect(RecognizerRegistry.batchMemory(family: "abacus") == nil)
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the model weights"))
    func theFamilyOfTheManifestIsMade() throws {
        let folder = try #require(TestResources.models).path
        let model = try ModelStore(directory: folder).open(role: .asr)
        let recognizer = try RecognizerRegistry.recognizer(model)
        #expect(recognizer is MoonshineRecognizer)
        #expect(recognizer.batchMemory == RecognizerRegistry.batchMemory(family: model.entry.family))
        #expect(recognizer.calibration == MoonshineRecognizer.tinyEnglish)
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the model weights"))
    func onlyListedLanguagesAreMade() throws {
        let model = try ModelStore(directory: #require(TestResources.models).path).open(role: .asr)
        let (english, spanish) = (
            try #require(LanguageCode(rawValue: "en")), try #require(LanguageCode(rawValue: "es"))
        )
        _ = try RecognizerRegistry.recognizer(model, RecognizerOptions(language: english))
        let expected = RecognitionError.unknownLanguage(spanish, model: model.entry.id, known: ["en"])
        #expect(throws: expected) { try RecognizerRegistry.recognizer(model, RecognizerOptions(language: spanish)) }
        for part in [model.entry.id, "language es", "knows en"] { #expect(expected.description.contains(part)) }
    }

    @Test(.enabled(if: TestResources.hasModels, "needs the model weights"))
    func anUnknownFamilyIsRefusedAndNamed() throws {
        let models = try #require(TestResources.models)
        let scratch = try ScratchFolder()
        let manifest = try String(contentsOf: models.appending(path: "manifest.json"), encoding: .utf8)
        let other = manifest.replacing(#""family": "moonshine""#, with: #""family": "abacus""#)
        #expect(other != manifest)
        let entry = try #require(ModelManifest(path: scratch.write(other, to: "manifest.json")).model(role: .asr))
        let model = try VerifiedModel(entry: entry) { models.path + "/" + $0.path }
        let expected = RecognitionError.unknownFamily("abacus", model: entry.id)
        #expect(throws: expected) { try RecognizerRegistry.recognizer(model) }
        for part in [entry.id, "family abacus", "moonshine"] { #expect(expected.description.contains(part)) }
    }
}
