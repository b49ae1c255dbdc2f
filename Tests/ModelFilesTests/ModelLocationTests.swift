import Foundation
import TestSupport
import Testing

@testable import ModelFiles

@Suite struct ModelLocationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Makes a models folder with an (empty) manifest.
    private func make(_ name: String) throws -> String {
        try folder.write([], to: name + "/manifest.json")
        return folder.file(name)
    }

    @Test func takesTheFirstPlaceInOrder() throws {
        let option = try make("option")
        let named = try make("named")
        let besideProgram = try make("package/Models")
        let data = try make("data/whosaid/models")
        let home = try make("home/.local/share/whosaid/models")
        let program = try folder.write([], to: "package/.build/release/whosaid")
        let withoutData = ["HOME": folder.file("home"), "WHOSAID_MODELS_DIR": ""]
        let withData = withoutData.merging(["XDG_DATA_HOME": folder.file("data")]) { $1 }
        let withVariable = withData.merging(["WHOSAID_MODELS_DIR": named]) { $1 }

        let cases: [(option: String?, environment: [String: String], program: String?, ModelLocation)] = [
            (option, withVariable, program, .init(directory: option, origin: .option)),
            (nil, withVariable, program, .init(directory: named, origin: .environment)),
            (nil, withData, program, .init(directory: besideProgram, origin: .program)),
            (nil, withData, nil, .init(directory: data, origin: .userData)),
            (nil, withoutData, nil, .init(directory: home, origin: .userData)),
        ]
        for (option, environment, program, expected) in cases {
            #expect(try ModelLocation.find(option: option, environment: environment, program: program) == expected)
        }
    }

    @Test func findsTheModelsOfAnInstalledProgram() throws {
        let installed = try make("prefix/share/whosaid/models")
        _ = try make("prefix/Models")
        let program = try folder.write([], to: "prefix/bin/whosaid")
        let expected = ModelLocation(directory: installed, origin: .program)
        #expect(try ModelLocation.find(option: nil, environment: [:], program: program) == expected)
        let link = folder.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
        #expect(try ModelLocation.find(option: nil, environment: [:], program: link) == expected)
    }

    @Test func followsALinkToTheProgram() throws {
        let models = try make("package/Models")
        let program = try folder.write([], to: "package/bin/whosaid")
        let link = folder.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
        #expect(try ModelLocation.find(option: nil, environment: [:], program: link).directory == models)
    }

    @Test func doesNotFallBackFromAFolderThatWasNamed() throws {
        _ = try make("package/Models")
        let program = try folder.write([], to: "package/whosaid")
        let wrong = folder.file("wrong")
        let error = ModelFileError.noManifest(path: wrong + "/manifest.json")
        #expect(throws: error) { try ModelLocation.find(option: wrong, environment: [:], program: program) }
        #expect(throws: error) {
            try ModelLocation.find(option: nil, environment: ["WHOSAID_MODELS_DIR": wrong], program: program)
        }
    }

    @Test func listsThePlacesLookedAt() throws {
        let program = folder.file("bin/whosaid")
        do {
            let found = try ModelLocation.find(option: nil, environment: ["HOME": folder.path], program: program)
            Issue.record("found \(found)")
        } catch ModelFileError.noModelsFolder(let searched) {
            #expect(searched.prefix(2) == [folder.file("share/whosaid/models"), folder.file("bin/Models")])
            #expect(searched.contains("/Models"))
            #expect(searched.last == folder.file(".local/share/whosaid/models"))
        }
    }
}
