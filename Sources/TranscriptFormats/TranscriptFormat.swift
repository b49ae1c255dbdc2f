public import Foundation
public import Transcript

/// What a line or row of the formats for tables stands for.
public enum LineUnit: String, CaseIterable, Sendable {
    /// What one speaker says until another takes over.
    case turn
    /// One word.
    case word
}

/// What a reader may choose about an export.
public struct FormatOptions: Hashable, Sendable {
    /// Whether JSON carries the voice embeddings, which are personal data.
    public var includesEmbeddings: Bool
    /// Whether RTTM gives one speaker at any instant instead of overlapping speech.
    public var usesExclusiveSpeech: Bool
    /// Limits for SRT and WebVTT.
    public var subtitleRules: SubtitleRules
    /// What a line of JSON Lines, CSV and TSV stands for.
    public var lineUnit: LineUnit
    /// Where an HTML page finds the audio that its times play: an absolute path, or one relative to the page; nil for
    /// a page without audio.
    public var audioPath: String?

    /// Makes options; by default no embeddings, overlap kept, usual subtitles, one turn a line, no audio.
    public init(
        includesEmbeddings: Bool = false, usesExclusiveSpeech: Bool = false,
        subtitleRules: SubtitleRules = SubtitleRules(), lineUnit: LineUnit = .turn, audioPath: String? = nil
    ) {
        self.includesEmbeddings = includesEmbeddings
        self.usesExclusiveSpeech = usesExclusiveSpeech
        self.subtitleRules = subtitleRules
        self.lineUnit = lineUnit
        self.audioPath = audioPath
    }
}

/// The formats in which a transcript can be written; the raw value is the name on the command line.
///
/// Every format is a pure function of the transcript: the same bytes everywhere, whatever the locale.
public enum TranscriptFormat: String, CaseIterable, Sendable {
    /// Dialogue to read: one line a turn.
    case txt
    /// Dialogue to read, in Markdown.
    case md
    /// A page to read, with times that play the audio.
    case html
    /// A document for word processors.
    case docx
    /// Everything, in the shape of `transcript.schema.json`.
    case json
    /// One JSON object a line, in the shape of `jsonl.schema.json`.
    case jsonl
    /// A table for spreadsheets, parted by commas.
    case csv
    /// A table for spreadsheets, parted by tabs.
    case tsv
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
    /// Who says what, for scoring by meeteval (SegLST, JSON).
    case seglst

    /// The format of a file of that name, or nil where the name does not tell.
    public init?(fileName: String) {
        let name = fileName.lowercased()
        // `.seglst.json` ends in the extension of another format.
        let known = Self.allCases.filter { name.hasSuffix("." + $0.fileExtension) || name.hasSuffix("." + $0.rawValue) }
        guard let format = known.max(by: { $0.fileExtension.count < $1.fileExtension.count }) else { return nil }
        self = format
    }

    /// Usual extension of the file, without the dot in front.
    public var fileExtension: String { self == .seglst ? "seglst.json" : rawValue }

    /// Whether the format is text; the others must not go to a terminal.
    public var isText: Bool { self != .docx }

    /// One sentence for the help of the command line.
    public var summary: String {
        switch self {
        case .txt: "dialogue with times"
        case .md: "dialogue in Markdown"
        case .html: "a page to read, with times that play the audio"
        case .docx: "a document for word processors"
        case .json: "everything, as in `whosaid schema transcript`"
        case .jsonl: "a JSON object for each turn or word, as in `whosaid schema jsonl`"
        case .csv: "a table of turns or words, parted by commas"
        case .tsv: "a table of turns or words, parted by tabs"
        case .srt: "SubRip subtitles"
        case .vtt: "WebVTT subtitles"
        case .rttm: "who speaks when (NIST)"
        case .stm: "who says what (NIST)"
        case .ctm: "words with times (NIST)"
        case .seglst: "who says what (SegLST JSON of meeteval)"
        }
    }

    /// The file in this format.
    /// - Parameter transcript: As for `render`.
    public func data(_ transcript: MeetingTranscript, options: FormatOptions = FormatOptions()) -> Data {
        isText ? Data(render(transcript, options: options).utf8) : WordFormat.render(transcript)
    }

    /// The transcript in this format, ending in a line feed unless it is empty.
    ///
    /// Asking for the text of a format that is none is a programmer's error.
    /// - Parameter transcript: One that keeps the rules of its types; speaker indices out of range are a programmer's
    ///   error.
    public func render(_ transcript: MeetingTranscript, options: FormatOptions = FormatOptions()) -> String {
        switch self {
        case .txt: PlainTextFormat.render(transcript)
        case .md: MarkdownFormat.render(transcript)
        case .html: HTMLFormat.render(transcript, options: options)
        case .docx: preconditionFailure("a document for word processors is no text")
        case .json: JSONFormat.value(of: transcript, options: options).pretty + "\n"
        case .jsonl: JSONLinesFormat.render(transcript, unit: options.lineUnit)
        case .csv: DelimitedFormat(records: .csv).render(transcript, unit: options.lineUnit)
        case .tsv: DelimitedFormat(records: .tsv).render(transcript, unit: options.lineUnit)
        case .srt: SubRipFormat.render(transcript, rules: options.subtitleRules)
        case .vtt: WebVTTFormat.render(transcript, rules: options.subtitleRules)
        case .rttm: RTTMFormat.render(transcript, isExclusive: options.usesExclusiveSpeech)
        case .stm: STMFormat.render(transcript)
        case .ctm: CTMFormat.render(transcript)
        case .seglst: SegLSTFormat.render(transcript)
        }
    }
}
