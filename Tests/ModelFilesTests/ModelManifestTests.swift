import Foundation
import TestSupport
import Testing

@testable import ModelFiles

@Suite struct ModelManifestTests {
    let fixture: ModelsFixture

    init() throws { fixture = try ModelsFixture() }

    private func read() throws -> ModelManifest {
        try ModelManifest(path: fixture.directory + "/manifest.json")
    }

    @Test func survivesEncoding() throws {
        let manifest = try read()
        #expect(manifest.models.map(\.id) == ["one", "two"])
        #expect(try JSONDecoder().decode(ModelManifest.self, from: JSONEncoder().encode(manifest)) == manifest)
    }

    @Test(arguments: [
        (#""version":1,"models""#, #""version":2,"models""#, "manifest version 2"),
        (#""version":1,"models""#, #""version":1,"extra":0,"models""#, "unknown key extra"),
        (#""dtype":"F32","#, "", "key dtype is missing"),
        (#""role":"asr""#, #""role":"singer""#, "models[0].role"),
        (#""id":"two""#, #""id":"one""#, "is not in the folder of that name"),
        (#""path":"one/words.bin""#, #""path":"one/model.safetensors""#, "is listed twice"),
        (#""path":"one/words.bin""#, #""path":"one/../words.bin""#, "is not a plain relative path"),
        (#""path":"one/words.bin""#, #""path":"/words.bin""#, "is not a plain relative path"),
        (#""sampleRate":16000"#, #""sampleRate":0"#, "sample rate 0"),
        (#""sampleRate":16000"#, #""sampleRate":"16000""#, "models[0].sampleRate: is no whole number"),
        (#""sampleRate":16000"#, #""sampleRate":1e300"#, "a number in it is out of range"),
        (#""sampleRate":16000"#, #""sampleRate":9223372036854775808"#, "a number in it is out of range"),
        (#""bytes":3"#, #""bytes":-9223372036854775809"#, "a number in it is out of range"),
        (#""bytes":3"#, #""bytes":1.5"#, "should be whole"),
        (#""bytes":3"#, #""bytes":-3"#, "size of -3 bytes"),
        (#""sha256":""#, #""sha256":"A"#, "hexadecimal"),
        (#"{"version""#, #"{version"#, "manifest.json"),
    ])
    func refusesWhatBreaksTheSchema(original: String, changed: String, reason: String) throws {
        try fixture.writeManifest { $0.replacingOccurrences(of: original, with: changed) }
        do {
            _ = try read()
            Issue.record("\(changed) was accepted")
        } catch let error as ModelFileError {
            guard case .badManifest = error else {
                Issue.record("another error: \(error)")
                return
            }
            #expect(error.description.contains(reason), "\(error)")
        }
    }

    /// The project's own manifest, which is in the repository even where the weights are not.
    @Test func theProjectsManifestIsValid() throws {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Models/manifest.json").path
        let manifest = try ModelManifest(path: path)
        for role in ModelManifest.Role.allCases {
            #expect(manifest.model(role: role) != nil, "no model for \(role)")
        }
        for model in manifest.models {
            #expect(!model.licence.isEmpty && !model.attribution.isEmpty && !model.description.isEmpty)
        }
    }
}
