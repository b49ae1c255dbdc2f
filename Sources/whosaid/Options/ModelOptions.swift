import ArgumentParser
import ModelFiles

/// Options of every command that uses models.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of models (default: $WHOSAID_MODELS_DIR, else the installed one, else Models beside the program or above it).",
            valueName: "folder"))
    var modelsDir: String?

    func validate() throws {
        guard modelsDir != "" else { throw ValidationError("--models-dir needs the name of a folder") }
    }

    /// Where the models are.
    /// - Throws: `ModelFileError` where there are none.
    func location() throws -> ModelLocation { try ModelLocation.find(option: modelsDir) }

    /// The models with their manifest.
    /// - Throws: `ModelFileError` where there are none.
    func store() throws -> ModelStore { try ModelStore(directory: location().directory) }
}
