public import Transcript
public import TranscriptText

/// Everything that a format may see of a recording: the one place where a redaction is applied.
///
/// Formats get nothing else, so that a new format cannot forget what must not be seen; names of output files are made
/// from its `path`.
public struct ExportedTranscript: Hashable, Sendable {
    /// Where a page may find the sound.
    public enum Audio: Hashable, Sendable {
        /// The page has no sound.
        case none
        /// The recording's own file, which says everything that a redaction takes out.
        case recording(path: String)
        /// A file that the user names: an absolute path, or one relative to the page.
        case named(path: String)
    }

    /// What the user names holds what the redaction takes out.
    public struct RevealingAudio: Error, Hashable, Sendable {
        /// The path as the user gave it.
        public let path: String
    }

    /// What is said, by whom, and what else is known of it.
    public let transcript: MeetingTranscript
    /// Where the recording is now, which may be elsewhere than when it was transcribed; names the file.
    public let path: String
    /// Where a page finds the sound that its times play; nil for a page without sound.
    public let audioPath: String?

    /// Makes what an export may see.
    ///
    /// A redacted export never leads to the recording itself: the sound has what the text no longer has, and the file's
    /// name may have it, too.
    /// - Parameters:
    ///   - path: Where the recording is now; nil for where it was when it was transcribed.
    ///   - redaction: What must not be seen, or nil.
    /// - Throws: `RevealingAudio` where the user names a file whose path holds what is taken out.
    public init(
        _ transcript: MeetingTranscript, path: String? = nil, redaction: Redaction?, audio: Audio
    ) throws(RevealingAudio) {
        self.transcript = redaction?.applied(to: transcript) ?? transcript
        let path = path ?? transcript.recording.path
        self.path = redaction?.applied(to: path) ?? path
        switch audio {
        case .none: audioPath = nil
        case .recording(let path): audioPath = redaction == nil ? path : nil
        case .named(let path):
            if let redaction, redaction.isHeld(by: path) { throw RevealingAudio(path: path) }
            audioPath = path
        }
    }

    /// A whole transcript, without sound.
    public init(whole transcript: MeetingTranscript) {
        self.transcript = transcript
        path = transcript.recording.path
        audioPath = nil
    }
}
