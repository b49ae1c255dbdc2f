public import Foundation
public import Transcript

/// Times and transcripts for tests of jobs.
public enum JobFixtures {
    /// An instant after a fixed beginning.
    public static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_700_000_000 + seconds) }

    /// The transcript of a content, as its worker would bring it.
    public static func transcript(contentHash: String, path: String) -> MeetingTranscript {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.contentHash = contentHash
        transcript.recording.path = path
        return transcript
    }
}
