public import Foundation
import TranscriptText

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
    /// What a line of JSON Lines, CSV and TSV stands for, and a label or interval of Audacity and Praat.
    public var lineUnit: LineUnit
    /// Whether plain text, Markdown, subtitles and labels say who speaks.
    public var showsNames: Bool
    /// Whether CSV and TSV begin with a byte order mark, by which Excel knows UTF-8.
    public var hasByteOrderMark: Bool

    /// Makes options; by default no embeddings, overlap kept, usual subtitles, one turn a line, names, no mark.
    public init(
        includesEmbeddings: Bool = false, usesExclusiveSpeech: Bool = false,
        subtitleRules: SubtitleRules = SubtitleRules(), lineUnit: LineUnit = .turn,
        showsNames: Bool = true, hasByteOrderMark: Bool = false
    ) {
        self.includesEmbeddings = includesEmbeddings
        self.usesExclusiveSpeech = usesExclusiveSpeech
        self.subtitleRules = subtitleRules
        self.lineUnit = lineUnit
        self.showsNames = showsNames
        self.hasByteOrderMark = hasByteOrderMark
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
    /// A table for spreadsheets, separated by commas.
    case csv
    /// A table for spreadsheets, separated by tabs.
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
    /// Labels to import into Audacity.
    case audacity
    /// Tiers of intervals for Praat.
    case textgrid

    /// The format of a file of that name, or nil where the name does not tell.
    public init?(fileName: String) {
        let name = fileName.lowercased()
        // `.seglst.json` and `.labels.txt` end in the extensions of other formats.
        let known = Self.allCases.filter {
            name.hasSuffix("." + $0.fileExtension.lowercased()) || name.hasSuffix("." + $0.rawValue)
        }
        guard let format = known.max(by: { $0.fileExtension.count < $1.fileExtension.count }) else { return nil }
        self = format
    }

    /// Usual extension of the file, without the dot in front.
    public var fileExtension: String {
        switch self {
        case .seglst: "seglst.json"
        case .audacity: "labels.txt"
        case .textgrid: "TextGrid"
        default: rawValue
        }
    }

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
        case .csv: "a table of turns or words, separated by commas"
        case .tsv: "a table of turns or words, separated by tabs"
        case .srt: "SubRip subtitles"
        case .vtt: "WebVTT subtitles"
        case .rttm: "who speaks when (NIST)"
        case .stm: "who says what (NIST)"
        case .ctm: "words with times (NIST)"
        case .seglst: "who says what (SegLST JSON of meeteval)"
        case .audacity: "labels for Audacity (.labels.txt)"
        case .textgrid: "intervals for Praat, a tier for each speaker (.TextGrid)"
        }
    }

    /// The file in this format.
    /// - Parameter export: As for `render`.
    public func data(_ export: ExportedTranscript, options: FormatOptions = FormatOptions()) -> Data {
        isText ? Data(render(export, options: options).utf8) : DOCXFormat.render(export)
    }

    /// The transcript in this format, ending in a line feed unless it is empty.
    ///
    /// Asking for the text of a format that is none is a programmer's error.
    /// - Parameter export: One that keeps the rules of its types; speaker indices out of range are a programmer's
    ///   error.
    public func render(_ export: ExportedTranscript, options: FormatOptions = FormatOptions()) -> String {
        switch self {
        case .txt: export.transcript.dialogue(showsNames: options.showsNames).map { $0.plain + "\n" }.joined()
        case .md: MarkdownFormat.render(export, showsNames: options.showsNames)
        case .html: HTMLFormat.render(export)
        case .docx: preconditionFailure("a document for word processors is no text")
        case .json: JSONFormat.value(of: export, options: options).pretty + "\n"
        case .jsonl: JSONLinesFormat.render(export, unit: options.lineUnit)
        case .csv:
            DelimitedFormat(records: .csv).render(
                export, unit: options.lineUnit, hasMark: options.hasByteOrderMark)
        case .tsv:
            DelimitedFormat(records: .tsv).render(
                export, unit: options.lineUnit, hasMark: options.hasByteOrderMark)
        case .srt: SubRipFormat.render(export, rules: options.subtitleRules, showsNames: options.showsNames)
        case .vtt: WebVTTFormat.render(export, rules: options.subtitleRules, showsNames: options.showsNames)
        case .rttm: RTTMFormat.render(export, isExclusive: options.usesExclusiveSpeech)
        case .stm: STMFormat.render(export)
        case .ctm: CTMFormat.render(export)
        case .seglst: SegLSTFormat.render(export)
        case .audacity: AudacityFormat.render(export, unit: options.lineUnit, showsNames: options.showsNames)
        case .textgrid: TextGridFormat.render(export, unit: options.lineUnit)
        }
    }
}
