/// The files of a folder that are not transcribed because of their extensions, counted by extension.
public struct PassedOver: Hashable, Sendable, CustomStringConvertible {
    /// The folder that the user named.
    public let folder: String
    /// The number of files by extension, in lower case without a dot. The key of files without an extension is empty.
    public let counts: [String: Int]

    /// Counts by extension, in lower case without a dot.
    public init(folder: String, counts: [String: Int]) {
        self.folder = folder
        self.counts = counts
    }

    /// The maximum number of kinds that the description names.
    private static let maxKinds = 10

    /// The number of all files.
    public var fileCount: Int { counts.values.reduce(0, +) }

    /// `/x: passed over 12 files: 5 .pdf, 4 .txt, 3 without extension`
    public var description: String {
        let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var texts = kinds.prefix(Self.maxKinds).map {
            "\($0.value) \($0.key.isEmpty ? "without extension" : ".\($0.key)")"
        }
        let rest = kinds.dropFirst(Self.maxKinds).reduce(0) { $0 + $1.value }
        if rest > 0 { texts.append("\(rest) of other kinds") }
        return
            "\(folder): passed over \(fileCount) \(fileCount == 1 ? "file" : "files"): \(texts.joined(separator: ", "))"
    }
}
