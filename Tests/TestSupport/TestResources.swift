public import Foundation

/// Where tests find what is not part of the sources.
public enum TestResources {
    /// Root of the package.
    public static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of model weights, or nil where they have not been fetched.
    public static let models: URL? = {
        let named = ProcessInfo.processInfo.environment["WHOSAID_MODELS_DIR"].map { URL(filePath: $0) }
        let folder = named ?? package.appending(path: "Models")
        let sample = folder.appending(path: "moonshine-tiny-en/model.safetensors")
        return FileManager.default.fileExists(atPath: sample.path) ? folder : nil
    }()

    /// Large golden tensors and test recordings, which not everybody has; nil where they are missing.
    public static let shared: URL? = {
        let folder = package.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: folder.appending(path: "golden").path) ? folder : nil
    }()

    /// Whether what is missing must fail a test instead of skipping it.
    public static let requireAll = ProcessInfo.processInfo.environment["WHOSAID_REQUIRE_ALL"] == "1"

    /// Condition of tests that need the weights.
    public static var hasModels: Bool { models != nil || requireAll }
    /// Condition of tests that need the shared tensors or recordings, and the weights.
    public static var hasShared: Bool { hasModels && (shared != nil || requireAll) }

    /// A file of a model.
    public static func model(_ id: String, _ file: String = "model.safetensors") throws -> String {
        try path(models, "\(id)/\(file)")
    }

    /// A sample recording that comes with the models.
    public static func sample(_ name: String) throws -> String { try path(models, "samples/\(name)") }

    /// A file of the shared data.
    public static func shared(_ name: String) throws -> String { try path(shared, name) }

    /// A small file of the package's tests.
    public static func fixture(_ name: String) throws -> String { try path(package, "Tests/Fixtures/\(name)") }

    private static func path(_ folder: URL?, _ name: String) throws -> String {
        guard let folder else { throw MissingResource(name: name) }
        return folder.appending(path: name).path
    }
}

/// A test ran without what it needs.
public struct MissingResource: Error, CustomStringConvertible {
    let name: String
    /// What is missing.
    public var description: String { "\(name) is needed; run scripts/setup" }
}
