/// Names of the recordings that the lines of a NIST format speak of, and their channels.
struct NISTNames {
    private var recordings: [String] = []
    private var channels: [String] = []

    mutating func add(_ recording: Substring, channel: Substring) {
        if !recordings.contains(String(recording)) { recordings.append(String(recording)) }
        if !channels.contains(String(channel)) { channels.append(String(channel)) }
    }

    /// Throws unless there is at most one recording.
    func check(_ text: ImportText) throws(ImportError) {
        guard recordings.count < 2 else { throw .severalRecordings(file: text.file, names: recordings) }
    }

    /// The place of a channel in the order of names, from 1; nil where there is only one.
    func number(_ channel: Substring) -> Int? {
        guard channels.count > 1 else { return nil }
        return channels.sorted().firstIndex(of: String(channel)).map { $0 + 1 }
    }
}
