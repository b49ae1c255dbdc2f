import Foundation
import Transcript
import TranscriptImport
import TranscriptText

/// What one file holds.
public enum ScoringFile: Hashable, Sendable {
    /// Who speaks when (RTTM).
    case speech([SpeakerSegments])
    /// Who says what (STM, CTM, SegLST).
    case words([ScoredTranscript])
    /// Both (the program's own JSON).
    case meeting(ScoredTranscript, SpeakerSegments)
    /// What is scored (UEM).
    case evaluationMap(EvaluationMap)

    /// Reads a file whose format its extension tells, or else its content.
    /// - Throws: ``ScoringError`` that names file and line.
    public init(path: String) throws(ScoringError) {
        try self.init(TextLines(path: path))
    }

    /// Reads a text as if it were the content of a file of that name.
    public init(name: String, text: String) throws(ScoringError) {
        try self.init(TextLines(file: name, text: text))
    }

    private init(_ content: TextLines) throws(ScoringError) {
        switch try ScoringFileFormat(content) {
        case .rttm: self = .speech(try RTTMReader.read(content))
        case .uem: self = .evaluationMap(try UEMReader.read(content))
        case .stm: self = .words(try STMReader.read(content))
        case .ctm: self = .words(try CTMReader.read(content))
        case .segLST: self = .words(try SegLSTReader.read(content))
        case .transcript:
            let (words, speech) = try TranscriptJSONReader.read(content)
            self = .meeting(words, speech)
        }
    }
}

/// The formats that can be read.
enum ScoringFileFormat {
    case rttm
    case uem
    case stm
    case ctm
    case segLST
    case transcript

    /// Recognises a file by its extension, else by its first line with data.
    init(_ content: TextLines) throws(ScoringError) {
        let opening = content.text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        switch URL(fileURLWithPath: content.file).pathExtension.lowercased() {
        case "rttm": self = .rttm
        case "uem": self = .uem
        case "stm": self = .stm
        case "ctm": self = .ctm
        case "json" where opening == "[", "seglst": self = .segLST
        case "json": self = .transcript
        default:
            guard let found = opening == "[" ? .segLST : opening == "{" ? .transcript : Self.ofColumns(content) else {
                throw .unknownFormat(file: content.file)
            }
            self = found
        }
    }

    private static func ofColumns(_ content: TextLines) -> ScoringFileFormat? {
        guard let columns = content.lines.first?.columns, columns.count >= 4 else { return nil }
        if RTTMRecord.types.contains(String(columns[0])) && columns.count >= 8 { return .rttm }
        let isTime = columns.map { Double(plain: $0) != nil }
        if columns.count == 4 { return isTime[2] && isTime[3] ? .uem : nil }
        // A speaker or a word that is a number could be either: nothing is guessed.
        switch (isTime[2], isTime[3], isTime[4]) {
        case (false, true, true): return .stm
        case (true, true, false): return .ctm
        default: return nil
        }
    }
}
