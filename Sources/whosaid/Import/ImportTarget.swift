import AudioIO
import MeetingPipeline
import Transcript
import TranscriptStore

/// Whose transcript an imported result is.
enum ImportTarget {
    /// A recording of the archive.
    case recording(RecordingSummary)
    /// Audio that the archive does not have yet.
    case audio(Recording)
    /// What the result says of itself.
    case stated

    /// The recording of an audio file: what the archive has of the same content, else what decoding it tells.
    /// - Throws: `AudioError`.
    init(audio path: String, in archive: Archive) throws {
        let path = RecordingPath.canonical(path)
        let hash = try MeetingTranscriber.contentHash(of: path)
        if let known = try archive.recording(contentHash: hash) {
            try archive.addPath(path, recordingID: known.id)
            self = .recording(known)
            return
        }
        let reader = try AudioReader(path: path)
        // Headers may claim what they like: the length is known once everything has been decoded.
        while try !reader.read(160_000).isEmpty {}
        self = .audio(
            Recording(
                contentHash: hash, path: path, durationSeconds: reader.decodedSeconds,
                sampleRate: reader.info.sampleRate, channelCount: reader.info.channelCount,
                format: reader.info.format))
    }
}
