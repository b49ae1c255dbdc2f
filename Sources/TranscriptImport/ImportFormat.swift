public import Foundation

/// Whose results can be read; the raw value is the name on the command line.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// AssemblyAI, transcript JSON.
    case assemblyai
    /// Deepgram, pre-recorded audio, JSON.
    case deepgram
    /// Google Speech-to-Text v1 and v2, JSON of recognize, long-running and batch requests.
    case google
    /// Amazon Transcribe, JSON of a job.
    case amazon
    /// Azure batch transcription, JSON of a file.
    case azure
    /// OpenAI, verbose_json and diarized_json; also the JSON of the open-source Whisper.
    case openai
    /// whisper.cpp, JSON, best with the words of `--output-json-full`.
    case whispercpp = "whisper.cpp"
    /// WhisperX, JSON.
    case whisperx
    /// Pipelines of Hugging Face's transformers, chunks with time stamps; also insanely-fast-whisper with speakers.
    case huggingface
    /// A bare list of segments, or a segment a line: faster-whisper and many scripts, SegLST.
    case segments
    /// SubRip subtitles.
    case srt
    /// WebVTT subtitles.
    case vtt
    /// Words with times (NIST).
    case ctm
    /// Who speaks when (NIST); beside a CTM it says whose the words are.
    case rttm
    /// Who says what (NIST).
    case stm

    /// One sentence for the help of the command line.
    public var summary: String {
        switch self {
        case .assemblyai: "AssemblyAI, transcript JSON"
        case .deepgram: "Deepgram, JSON"
        case .google: "Google Speech-to-Text, JSON of v1 and v2"
        case .amazon: "Amazon Transcribe, JSON"
        case .azure: "Azure batch transcription, JSON"
        case .openai: "OpenAI verbose_json and diarized_json, and Whisper's own JSON"
        case .whispercpp: "whisper.cpp JSON, best with --output-json-full"
        case .whisperx: "WhisperX JSON"
        case .huggingface: "Hugging Face pipelines, JSON with chunks"
        case .segments: "JSON list or JSON Lines of segments with times, SegLST"
        case .srt: "SubRip subtitles"
        case .vtt: "WebVTT subtitles"
        case .ctm: "words with times (NIST); an RTTM given with it says whose they are"
        case .rttm: "who speaks when (NIST)"
        case .stm: "who says what (NIST)"
        }
    }

    /// Tells a format by the content of a file; its name counts only where the content does not tell.
    /// - Throws: `ImportError`, also for JSON that is broken.
    public init(content: Data, file: String) throws(ImportError) {
        // Whether the bytes are text is for the format to say.
        let text = ImportText(repairing: content, file: file)
        switch text.string.first(where: { !$0.isWhitespace }) {
        case "{", "[":
            do {
                self = try ImportJSON.format(text)
            } catch ImportError.json where text.beginsInBrackets {
                throw .unknownFormat(file: file)
            }
        default:
            guard let format = try ImportText(content, file: file).formatOfLines ?? Self(linesIn: file) else {
                throw .unknownFormat(file: file)
            }
            self = format
        }
    }

    /// The format of lines that the extension of a file's name stands for; nil for any other.
    private init?(linesIn file: String) {
        let formats: [ImportFormat] = [.srt, .vtt, .ctm, .rttm, .stm]
        let name = file.lowercased()
        guard let format = formats.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
        self = format
    }

    /// What a file says.
    /// - Parameters:
    ///   - content: The bytes of the file.
    ///   - file: Its name, for errors.
    /// - Throws: `ImportError`, also where nothing is said.
    public func read(_ content: Data, file: String) throws(ImportError) -> ImportedTranscript {
        // whisper.cpp cuts letters of several bytes where its tokens end; the text of a segment is whole.
        let text =
            self == .whispercpp ? ImportText(repairing: content, file: file) : try ImportText(content, file: file)
        return try finished(try read(text), text)
    }

    private func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        switch self {
        case .assemblyai: try ImportJSON.read(text, AssemblyAIImport.read)
        case .deepgram: try ImportJSON.read(text, DeepgramImport.read)
        case .google: try ImportJSON.read(text, GoogleImport.read)
        case .amazon: try ImportJSON.read(text, AmazonImport.read)
        case .azure: try ImportJSON.read(text, AzureImport.read)
        case .openai, .whisperx, .huggingface, .segments: try ImportJSON.read(text, SegmentImport.read)
        case .whispercpp: try ImportJSON.read(text, WhisperCppImport.read)
        case .srt: try SubRipImport.read(text)
        case .vtt: try WebVTTImport.read(text)
        case .ctm: try CTMImport.read(text)
        case .rttm: try RTTMImport.read(text)
        case .stm: try STMImport.read(text)
        }
    }

    /// The transcript with its notes; an empty one is an error, since it is more often a misunderstanding than silence.
    private func finished(_ imported: ImportedTranscript, _ text: ImportText) throws(ImportError) -> ImportedTranscript
    {
        guard !imported.turns.isEmpty || !imported.speech.isEmpty else {
            throw .nothing(file: text.file, format: self)
        }
        var imported = imported
        imported.notes = text.notes.sentences
        return imported
    }

    /// What a CTM says together with the RTTM of the same recording: words with their speakers.
    /// - Parameters:
    ///   - words: The bytes of the CTM.
    ///   - file: Its name, for errors.
    ///   - speech: The bytes of the RTTM.
    ///   - speechFile: Its name, for errors.
    public static func read(
        words: Data, file: String, speech: Data, speechFile: String
    ) throws(ImportError) -> ImportedTranscript {
        let text = try ImportText(words, file: file)
        return try ImportFormat.ctm.finished(
            try CTMImport.read(text, speech: ImportText(speech, file: speechFile)), text)
    }
}
