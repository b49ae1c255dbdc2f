import ArgumentParser
import ModelFiles

/// Options of every command that uses models.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of models (default: $WHOSAID_MODELS_DIR, or else the installed one, or else Models beside the "
                + "program or above it).",
            valueName: "folder"))
    var modelsDir: String?

    func validate() throws {
        guard modelsDir != "" else { throw ValidationError("--models-dir needs the name of a folder") }
    }

    /// The folder of the models.
    /// - Throws: `ModelFileError` if there is none.
    func location() throws -> ModelLocation { try ModelLocation.find(option: modelsDir) }

    /// The models with their manifest.
    /// - Throws: `ModelFileError` if there are none.
    func store() throws -> ModelStore { try ModelStore(directory: location().directory) }
}
