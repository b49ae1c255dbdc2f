import ArgumentParser

/// Options of every command that uses models.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of models (default: $WHOSAID_MODELS_DIR, else Models beside the program or above it).",
            valueName: "folder"))
    var modelsDir: String?

    func validate() throws {
        guard modelsDir != "" else { throw ValidationError("--models-dir needs the name of a folder") }
    }
}
