internal import AudioIO
internal import Transcript

internal import struct Foundation.TimeZone

/// What decoding a whole file has shown: with it, a result in the cache is used without opening the file again.
struct ListenedFile: Codable, Hashable, Sendable {
    /// The file as a recording. Its path and date are those of the run that decoded it.
    var recording: Recording
    /// What was odd about the file.
    var warnings: [AudioWarning]
    /// The sound tracks that were read, from 1.
    var tracks: [Int]
    /// When the recording was made, as the file says; nil where it says nothing plausible.
    var statedDate: StatedDate?
    /// The time zone of dates that name none.
    private var timeZone: String

    /// - Parameter reader: has been read to its end.
    init(_ source: SourceFile, _ reader: AudioStream) {
        let info = reader.info
        recording = Recording(
            contentHash: source.contentHash, path: source.path, durationSeconds: reader.decodedSeconds,
            sampleRate: info.sampleRate, channelCount: info.channelCount, format: info.format)
        warnings = reader.warnings
        tracks = info.tracks
        statedDate = info.recordedAt
        timeZone = TimeZone.current.identifier
    }

    /// Whether the numbers can be those of a recording: later stages count in samples.
    var isPossible: Bool {
        (0...1e9).contains(recording.durationSeconds) && recording.sampleRate > 0 && recording.channelCount > 0
            && !tracks.isEmpty
    }

    /// Takes the date from the file, which was opened again.
    mutating func updateDate(_ info: AudioFileInfo) {
        (statedDate, timeZone) = (info.recordedAt, TimeZone.current.identifier)
    }

    /// Whether opening the file would give the same date.
    var isDateCertain: Bool { statedDate == nil || timeZone == TimeZone.current.identifier }

    /// The recording at a place, dated: as the user says, else as the file says, else by the file's last change.
    /// - Parameter userDate: ISO 8601 in UTC.
    func recording(at source: SourceFile, userDate: String?) -> Recording {
        var recording = recording
        recording.path = source.path
        recording.recordedAt = userDate ?? (statedDate?.date ?? source.lastChange).formatted(.iso8601)
        recording.isDateStated = userDate == nil && statedDate != nil
        return recording
    }
}

/// What the stage of listening has found.
struct ListeningResult: Sendable {
    var file: ListenedFile
    var output: ListeningOutput
}
