import TranscriptExport
import TranscriptText

/// File names of many exports in one folder: the names of the recordings, with numbers to keep them different.
struct ExportNames {
    private let format: TranscriptFormat
    private var taken: Set<String> = []

    init(format: TranscriptFormat) { self.format = format }

    /// The next unused name, for example `standup.srt`, then `standup-2.srt`.
    ///
    /// Names that differ only in letter case are the same, as on some file systems.
    /// - Parameter path: The path of the `ExportedTranscript`, which may be redacted.
    mutating func next(for path: String) -> String {
        let stem = Self.stem(of: path)
        var name = "\(stem).\(format.fileExtension)"
        var number = 1
        while !taken.insert(name.lowercased()).inserted {
            number += 1
            name = "\(stem)-\(number).\(format.fileExtension)"
        }
        return name
    }

    /// The file's name without folder and extension, short enough for every file system.
    private static func stem(of path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? ""
        if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
        name = InertText.line(name)
        while name.utf8.count > 200 { name.removeLast() }
        return name.isEmpty || name == "." || name == ".." ? "recording" : name
    }
}
