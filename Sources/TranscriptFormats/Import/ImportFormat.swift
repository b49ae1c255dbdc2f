public import Foundation

/// Whose results can be read; the raw value is the name on the command line.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// AssemblyAI, transcript JSON.
    case assemblyai
    /// Deepgram, pre-recorded audio, JSON.
    case deepgram
    /// Google Speech-to-Text v1 and v2, JSON of recognise, long-running and batch requests.
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
        case .srt: "SubRip subtitles"
        case .vtt: "WebVTT subtitles"
        case .ctm: "words with times (NIST); an RTTM given with it says whose they are"
        case .rttm: "who speaks when (NIST)"
        case .stm: "who says what (NIST)"
        }
    }

    /// Tells a format by the content of a file, whatever its name.
    /// - Throws: `ImportError`, also for JSON that is broken.
    public init(content: Data, file: String) throws(ImportError) {
        // Whether the bytes are text is for the format to say.
        let text = ImportText(repairing: content, file: file)
        switch text.string.first(where: { !$0.isWhitespace }) {
        case "{", "[": self = try ImportJSON.format(text)
        default:
            guard let format = try ImportText(content, file: file).formatOfLines else {
                throw .unknownFormat(file: file)
            }
            self = format
        }
    }

    /// What a file says.
    /// - Parameters:
    ///   - content: The bytes of the file.
    ///   - file: Its name, for errors.
    public func read(_ content: Data, file: String) throws(ImportError) -> ImportedTranscript {
        // whisper.cpp cuts letters of several bytes where its tokens end; the text of a segment is whole.
        let text =
            self == .whispercpp ? ImportText(repairing: content, file: file) : try ImportText(content, file: file)
        return switch self {
        case .assemblyai: try AssemblyAIImport.read(text)
        case .deepgram: try DeepgramImport.read(text)
        case .google: try GoogleImport.read(text)
        case .amazon: try AmazonImport.read(text)
        case .azure: try AzureImport.read(text)
        case .openai: try OpenAIImport.read(text)
        case .whispercpp: try WhisperCppImport.read(text)
        case .whisperx: try WhisperXImport.read(text)
        case .srt: try SubRipImport.read(text)
        case .vtt: try WebVTTImport.read(text)
        case .ctm: try CTMImport.read(text)
        case .rttm: try RTTMImport.read(text)
        case .stm: try STMImport.read(text)
        }
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
        try CTMImport.read(ImportText(words, file: file), speech: ImportText(speech, file: speechFile))
    }
}
