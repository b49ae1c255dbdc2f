import Foundation
import TestSupport
import Testing

@Suite("models", .enabled(if: TestResources.hasModels, "needs the models"))
struct ModelsCommandTests {
    private static let ids = [
        "silero-vad", "pyannote-segmentation", "wespeaker-resnet34", "pyannote-plda", "moonshine-tiny-en",
    ]
    private static let advice =
        "to mend it, run: scripts/fetch-models (with --models-dir DIR for another folder than Models)"

    @Test func theListShowsRolesSizesAndLicences() throws {
        let program = try WhoSaidProgram()
        let run = try program.run("models", "list")
        expect(
            run,
            output: """
                ROLE          MODEL                     MB  LICENCE
                vad           silero-vad               1.2  MIT
                segmentation  pyannote-segmentation    5.9  CC-BY-4.0
                embedding     wespeaker-resnet34      26.5  CC-BY-4.0
                plda          pyannote-plda            0.4  CC-BY-4.0
                asr           moonshine-tiny-en      108.6  MIT

                """)
        #expect(try program.run("models").output == run.output)
    }

    @Test func soundModelsAreVerified() throws {
        expect(try WhoSaidProgram().run("models", "verify"), output: Self.ids.map { "\($0): ok\n" }.joined())
    }

    @Test func everyFileThatIsNotAsListedIsNamedWithBothHashes() throws {
        let program = try WhoSaidProgram()
        let copy = try ModelsCopy()
        try copy.changeOneBit(of: "silero-vad/model.safetensors")
        try copy.cut("pyannote-plda/model.safetensors", toBytes: 1000)
        try copy.remove("moonshine-tiny-en/tokenizer.bin")
        let run = try program.run("models", "verify", "--models-dir", copy.folder.path)
        let changed = try #require(try sha256(copy.folder.file("silero-vad/model.safetensors")))
        let cut = try #require(try sha256(copy.folder.file("pyannote-plda/model.safetensors")))
        expect(
            run, status: 69, output: "pyannote-segmentation: ok\nwespeaker-resnet34: ok\n",
            errors: """
                whosaid: \(copy.folder.file("silero-vad/model.safetensors")): this model file is not the one listed in \
                the manifest
                  expected sha256 e4011f6621e4068e74dd2b39ef4ebf7cdc9b0c200daec2e6172bd9922ee5b4e6
                  found    sha256 \(changed)
                \(Self.advice)
                whosaid: \(copy.folder.file("pyannote-plda/model.safetensors")): this model file is not the one listed \
                in the manifest
                  expected 398784 bytes, sha256 7b5aaf99ebc72731821dab62f6e361f89cd5741d651b021eb7d8206f4550539d
                  found    1000 bytes, sha256 \(cut)
                \(Self.advice)
                whosaid: \(copy.folder.file("moonshine-tiny-en/tokenizer.bin")): this model file is missing
                \(Self.advice)

                """)
    }

    @Test func thePathIsTheOneThatIsUsed() throws {
        let program = try WhoSaidProgram()
        let models = try #require(TestResources.models)
        expect(try program.run("models", "path"), output: models.path + "\n")
        let copy = try ModelsCopy()
        expect(try program.run("models", "path", "--models-dir", copy.folder.path), output: copy.folder.path + "\n")
    }

    @Test(arguments: ["list", "verify", "path"]) func aFolderWithoutManifestHoldsNoModels(subcommand: String) throws {
        let program = try WhoSaidProgram()
        expect(
            try program.run("models", subcommand, "--models-dir", program.folder.path), status: 69,
            errors: """
                whosaid: \(program.folder.file("manifest.json")): there is no such file, so the folder holds no models
                \(Self.advice)

                """)
    }

    /// The digest that another program finds.
    private func sha256(_ path: String) throws -> String? {
        try ProgramRun("/usr/bin/sha256sum", [path]).output.split(separator: " ").first.map(String.init)
    }
}
