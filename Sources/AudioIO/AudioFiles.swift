public import Foundation

/// Which files of a folder are taken for recordings.
public enum AudioFiles {
    /// File name extensions, in lower case and without a dot, that a folder scan picks up: sound files and the video
    /// containers in which meetings are recorded.
    public static let extensions: Set<String> = [
        "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "au", "snd", "caf", "flac", "wv", "ape", "tta",
        "ogg", "oga", "opus", "spx", "mp3", "mp2", "mpga", "aac", "ac3", "m4a", "m4b", "wma", "amr", "awb", "mka",
        "dss", "mp4", "m4v", "mov", "qt", "3gp", "3g2", "webm", "mkv", "ogv", "ogm", "avi", "flv", "wmv", "asf",
        "mpg", "mpeg", "mts", "m2ts",
    ]

    /// Whether a folder scan should take the file, judged by its name alone. Hidden files are not taken: they are
    /// other programs' partial downloads and `._name` companions.
    public static func isCandidate(_ path: String) -> Bool {
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Makes sure that there is a regular file that may be read, before anything else opens it.
    /// - Throws: `missing`, `isDirectory`, `notRegularFile` or `unreadable`.
    public static func requireReadable(_ path: String) throws(AudioError) { _ = try RegularFile(path: path) }

    /// When the file was last changed, to the second. For a recording that is when it ended, unless it was copied since
    /// without its time.
    /// - Throws: As `requireReadable`.
    public static func lastChange(of path: String) throws(AudioError) -> Date { try RegularFile(path: path).lastChange }
}
