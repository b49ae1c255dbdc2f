import Foundation

/// The models folder that tests of real models use.
public enum ModelsFolder {
    /// Path of the folder: `WHOSAID_MODELS_DIR`, else `Models` of the package.
    public static let path: String =
        ProcessInfo.processInfo.environment["WHOSAID_MODELS_DIR"]
        ?? URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Models").path

    /// Whether tests of real models can run: the weights are there, or CI demands that they be, in which case
    /// those tests must fail where they would otherwise be skipped.
    public static var isAvailable: Bool {
        let weights = path + "/silero-vad/model.safetensors"
        return FileManager.default.fileExists(atPath: weights)
            || ProcessInfo.processInfo.environment["WHOSAID_REQUIRE_ALL"] == "1"
    }
}
