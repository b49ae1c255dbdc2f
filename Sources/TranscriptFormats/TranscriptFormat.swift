public import Transcript

/// What a reader may choose about an export.
public struct FormatOptions: Hashable, Sendable {
    /// Whether JSON carries the voice embeddings, which are personal data.
    public var includesEmbeddings: Bool
    /// Whether RTTM gives one speaker at any instant instead of overlapping speech.
    public var usesExclusiveSpeech: Bool
    /// Limits for SRT and WebVTT.
    public var subtitleRules: SubtitleRules

    /// Makes options; by default no embeddings, overlap kept, usual subtitles.
    public init(
        includesEmbeddings: Bool = false, usesExclusiveSpeech: Bool = false,
        subtitleRules: SubtitleRules = SubtitleRules()
    ) {
        self.includesEmbeddings = includesEmbeddings
        self.usesExclusiveSpeech = usesExclusiveSpeech
        self.subtitleRules = subtitleRules
    }
}

/// The formats in which a transcript can be written; the raw value is the usual extension of the file.
///
/// Every format is a pure function of the transcript: the same bytes everywhere, whatever the locale.
public enum TranscriptFormat: String, CaseIterable, Sendable {
    /// Dialogue to read: one line a turn.
    case txt
    /// Dialogue to read, in Markdown.
    case md
    /// Everything, in the shape of `transcript.schema.json`.
    case json
    /// SubRip subtitles.
    case srt
    /// WebVTT subtitles.
    case vtt
    /// Who speaks when, for scoring diarization (NIST RTTM).
    case rttm
    /// Who says what, for scoring turns (NIST STM).
    case stm
    /// Words with times, for scoring recognition (NIST CTM).
    case ctm

    /// One sentence for the help of the command line.
    public var summary: String {
        switch self {
        case .txt: "dialogue with times"
        case .md: "dialogue in Markdown"
        case .json: "everything, as in `whosaid schema transcript`"
        case .srt: "SubRip subtitles"
        case .vtt: "WebVTT subtitles"
        case .rttm: "who speaks when (NIST)"
        case .stm: "who says what (NIST)"
        case .ctm: "words with times (NIST)"
        }
    }

    /// The transcript in this format, ending in a line feed unless it is empty.
    /// - Parameter transcript: One that keeps the rules of its types; speaker indices out of range are a programmer's
    ///   error.
    public func render(_ transcript: MeetingTranscript, options: FormatOptions = FormatOptions()) -> String {
        switch self {
        case .txt: PlainTextFormat.render(transcript)
        case .md: MarkdownFormat.render(transcript)
        case .json: JSONFormat.value(of: transcript, options: options).pretty + "\n"
        case .srt: SubRipFormat.render(transcript, rules: options.subtitleRules)
        case .vtt: WebVTTFormat.render(transcript, rules: options.subtitleRules)
        case .rttm: RTTMFormat.render(transcript, isExclusive: options.usesExclusiveSpeech)
        case .stm: STMFormat.render(transcript)
        case .ctm: CTMFormat.render(transcript)
        }
    }
}
