import ArchiveCore
import MeetingPipeline
import Transcript

/// Whose transcript an imported result is.
enum ImportTarget {
    /// A recording of the archive.
    case recording(RecordingSummary)
    /// Audio that the archive does not have yet.
    case audio(Recording)
    /// What the result says of itself.
    case stated

    /// The recording of an audio file: what the archive has of the same content, else what decoding it tells.
    /// - Throws: `AudioError`, `ArchiveError`, `CancellationError`.
    init(audio path: String, in archive: Archive) async throws {
        let file = try await HashedFile.read(RecordingPath.canonical(path))
        if let known = try archive.recording(contentHash: file.contentHash) {
            try archive.addPath(file.path, recordingID: known.id)
            self = .recording(known)
            return
        }
        self = .audio(try await MeetingTranscriber.recording(of: file))
    }
}
