import ArchiveCore
import FileSystem
import MeetingPipeline
import Transcript

/// The recording to which an imported transcript belongs.
enum ImportTarget {
    /// A recording of the archive.
    case recording(RecordingSummary)
    /// An audio file that the archive does not have yet.
    case audio(Recording)
    /// The recording that the imported file states.
    case stated

    /// The recording of an audio file: the one in the archive with the same content, or else a new one.
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
