import FileSystem
import Foundation
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

    /// Reads a file of UTF-8 or UTF-16 whose format its extension tells, or else its content.
    /// - Throws: ``ScoringError`` that names file and line.
    public init(path: String) throws(ScoringError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as CocoaError {
            throw .unreadable(file: path, reason: error.plainReason)
        } catch {
            throw .unreadable(file: path, reason: "it cannot be read")
        }
        // A score must not depend on a guess at the encoding.
        guard let text = DecodedText(data), text.encoding == .utf8 || text.encoding == .wide else {
            throw .notText(file: path)
        }
        try self.init(name: path, text: text.string)
    }

    /// Reads a text as if it were the content of a file of that name.
    /// - Throws: ``ScoringError`` that names file and line.
    public init(name: String, text: String) throws(ScoringError) {
        let text = ImportText(verbatim: text, file: name)
        guard let format = ScoringFileFormat(text) else { throw .unknownFormat(file: name) }
        do {
            try self.init(text, format)
        } catch let error as ScoringError {
            throw error
        } catch let error as ImportError {
            throw .input(error)
        } catch {
            throw .unreadable(file: name, reason: "\(error)")
        }
    }

    private init(_ text: ImportText, _ format: ScoringFileFormat) throws {
        switch format {
        case .nist(.rttm): self = .speech(try SpeakerSegments.rttm(text))
        case .nist(.uem): self = .evaluationMap(try EvaluationMap.uem(text))
        case .nist(.stm): self = .words(try ScoredTranscript.stm(text))
        case .nist(.ctm): self = .words(try ScoredTranscript.ctm(text))
        case .segLST: self = .words(ScoredTranscript.segLST(try text.read(SegLSTRecord.all)))
        case .transcript:
            let document = try text.read(TranscriptDocument.init)
            self = .meeting(ScoredTranscript(document), SpeakerSegments(document))
        }
    }
}

/// The formats that can be scored.
enum ScoringFileFormat: Hashable {
    /// Lines of columns.
    case nist(NISTFormat)
    /// A list of segments in JSON.
    case segLST
    /// The program's own export as JSON.
    case transcript

    /// Recognizes a file by its extension, else by its content; nil where neither tells.
    init?(_ text: ImportText) {
        let opening = text.string.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        switch URL(fileURLWithPath: text.file).pathExtension.lowercased() {
        case "rttm": self = .nist(.rttm)
        case "uem": self = .nist(.uem)
        case "stm": self = .nist(.stm)
        case "ctm": self = .nist(.ctm)
        case "json" where opening == "[", "seglst": self = .segLST
        case "json": self = .transcript
        default:
            switch opening {
            case "[": self = .segLST
            case "{": self = .transcript
            default:
                guard let format = text.nistFormat else { return nil }
                self = .nist(format)
            }
        }
    }
}
