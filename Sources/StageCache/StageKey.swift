internal import FileSystem

/// The name of a stage's result: a digest of everything that the result depends on. Any change gives another name, so
/// that a kept result is either right or not found.
public struct StageKey: Hashable, Sendable {
    /// The stage, lower-case ASCII letters, for example `listening`.
    public let stage: String
    /// SHA-256, 64 lower-case hexadecimal digits.
    public let digest: String

    /// - Parameters:
    ///   - stage: lower-case ASCII letters.
    ///   - inputs: everything else that the result depends on, by name: content hash, versions, models, settings.
    public init(stage: String, inputs: [String: String]) {
        precondition(!stage.isEmpty && stage.utf8.allSatisfy { (97...122).contains($0) }, "stages are named in letters")
        let texts = [stage] + inputs.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        // Each with its length, so that no two lists become the same text.
        let joined = texts.map { "\($0.utf8.count):\($0)" }.joined()
        self.stage = stage
        digest = FileDigest.sha256(bytes: joined.utf8)
    }

    /// The entry's name in the cache's folder.
    var fileName: String { "\(digest).\(stage)" }
}
