import TranscriptText

/// Why a command could not do what was asked, beyond what the modules say.
enum CommandError: Error, Hashable {
    /// Neither option nor environment says where the archive is.
    case noDatabasePath
    /// Neither option nor environment says where the stage cache is.
    case noCachePath
    /// A variable of the environment holds no size.
    case badSize(name: String, text: String)
    /// Standard output took no more.
    case outputFailed(reason: String)
    /// A file could not be written.
    case writeFailed(path: String, reason: String)
    /// Writing would destroy a recording or the archive.
    case wouldDestroy(path: String, what: String)
    /// Writing would replace a file that no export of the archive has written, or that has changed since.
    case wouldReplace(path: String)
    /// The audio that the user names for a page holds in its path what the redaction takes out.
    case revealingAudio(path: String)
    /// A file to import could not be read.
    case cannotRead(path: String, reason: String, isMissing: Bool)
    /// A folder could not be made.
    case cannotMakeFolder(path: String, reason: String)
    /// The file name does not tell the format.
    case noFormat
    /// An option has no meaning for the format.
    case optionNeedsFormat(option: String, format: String)
    /// The recording has fewer than two runs.
    case nothingToCompare(recordingID: Int64)
    /// Bytes that are no text would go to a terminal.
    case noText(format: String)
    /// A recording that should tell how somebody sounds has no speech in it, or too little.
    case noVoice(path: String)
    /// A file that an option names is not there.
    case missingFile(path: String)
    /// A file that an option names is no text that can be read.
    case unreadableFile(path: String, reason: String)
    /// A line of a file that an option names makes no sense.
    case badLine(path: String, line: Int, problem: String)
    /// There is no option of that name.
    case unknownOption(String, resembling: String? = nil)
    /// There is no schema of that name.
    case noSuchSchema(name: String, known: [String])
}

extension CommandError: CustomStringConvertible {
    var description: String {
        switch self {
        case .noDatabasePath:
            "cannot tell where the archive is: neither --database nor WHOSAID_DATABASE, XDG_DATA_HOME or HOME says so"
        case .noCachePath:
            "cannot tell where the stage cache is: neither --cache-dir nor WHOSAID_CACHE_DIR, XDG_CACHE_HOME or HOME "
                + "says so; --no-cache does without"
        case .badSize(let name, let text): "\(name) should hold a size such as 500M or 2G, not `\(text)`"
        case .outputFailed(let reason): "cannot write to standard output: \(reason)"
        case .writeFailed(let path, let reason): "cannot write \(path): \(reason)"
        case .wouldDestroy(let path, let what): "\(path) is \(what), which must not be overwritten; name another file"
        case .wouldReplace(let path):
            "\(path) is there already, and no export of this archive wrote it as it is now; --force replaces it"
        case .revealingAudio(let path):
            "the path of --audio, \(path), holds what --redact takes out; name a file whose path does not"
        case .cannotRead(let path, let reason, _): "cannot read \(path): \(reason)"
        case .cannotMakeFolder(let path, let reason): "cannot make the folder \(path): \(reason)"
        case .noFormat: "say which format by --format, or by the extension of --output"
        case .optionNeedsFormat(let option, let format): "\(option) has a meaning for --format \(format) only"
        case .nothingToCompare(let recordingID):
            "recording \(recordingID) has only one run; `whosaid import` or `whosaid transcribe --force` makes another"
        case .noText(let format): "\(format) is no text for a terminal; write it to a file by --output"
        case .noVoice(let path): "\(path): nobody is heard in it, or not for long enough to know the voice again"
        case .missingFile(let path): "\(path): no such file"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .badLine(let path, let line, let problem): "\(path), line \(line): \(problem)"
        case .unknownOption(let argument, let known):
            "unknown option `\(InertText.line(argument))`; "
                + (known.map { "did you mean `\($0)`? Otherwise: " } ?? "")
                + "to name a file that begins with a dash write "
                + "./\(InertText.line(argument)), and to give an option such a value write it as in "
                + "--text=\(InertText.line(argument)); whatever comes after -- is no option"
        case .noSuchSchema(let name, let known):
            "there is no schema `\(name)`; there are \(known.joined(separator: ", "))"
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .cannotRead(_, _, let isMissing): isMissing ? .missingInput : .inputOutput
        case .outputFailed, .writeFailed, .cannotMakeFolder, .unreadableFile: .inputOutput
        case .missingFile: .missingInput
        case .badLine, .noVoice: .undecodableInput
        case .noDatabasePath, .noCachePath, .badSize, .wouldDestroy, .wouldReplace, .revealingAudio, .noFormat,
            .optionNeedsFormat, .noText, .noSuchSchema, .unknownOption, .nothingToCompare:
            .usage
        }
    }
}
