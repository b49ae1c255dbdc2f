/// The recording that the lines of a NIST format speak of, and its channels.
struct NISTNames {
    /// Name of the recording; nil before the first line.
    private(set) var recording: String?
    private var channels: Set<String> = []

    /// Takes what a line names.
    /// - Throws: `ImportError.severalRecordings` at the first line that names another recording.
    mutating func add(_ name: String, channel: Substring, file: String) throws(ImportError) {
        if let recording, recording != name {
            throw .severalRecordings(file: file, names: [recording, name])
        }
        recording = name
        channels.insert(String(channel))
    }

    /// The places of the channels in the order of their names, from 1; none where there is only one channel.
    var numbers: [String: Int] {
        guard channels.count > 1 else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(channels.sorted(), 1...))
    }
}
