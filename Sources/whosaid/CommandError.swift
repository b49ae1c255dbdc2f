import TranscriptText

/// Errors of commands that no other module defines.
enum CommandError: Error, Hashable {
    /// Neither an option nor the environment names the archive.
    case noDatabasePath
    /// Neither an option nor the environment names the stage cache.
    case noCachePath
    /// The value of an environment variable is no size.
    case badSize(name: String, text: String)
    /// Writing to standard output failed.
    case outputFailed(reason: String)
    /// A file could not be written.
    case writeFailed(path: String, reason: String)
    /// Writing would destroy a recording or the archive.
    case wouldDestroy(path: String, what: String)
    /// Writing would replace a file that is no unchanged export of the archive.
    case wouldReplace(path: String)
    /// The path of the audio of a page contains what the redaction removes.
    case revealingAudio(path: String)
    /// A file to import could not be read.
    case cannotRead(path: String, reason: String, isMissing: Bool)
    /// A folder could not be created.
    case cannotMakeFolder(path: String, reason: String)
    /// The extension of the output file names no format.
    case noFormat
    /// An option is not available for the format.
    case optionNeedsFormat(option: String, format: String)
    /// The recording has fewer than two runs.
    case nothingToCompare(recordingID: Int64)
    /// Binary data would be written to a terminal.
    case noText(format: String)
    /// A voice sample has too little speech.
    case noVoice(path: String)
    /// A file that an option names does not exist.
    case missingFile(path: String)
    /// A file that an option names cannot be read as text.
    case unreadableFile(path: String, reason: String)
    /// A line of a file that an option names is invalid.
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
            "no archive is named: set --database, WHOSAID_DATABASE, XDG_DATA_HOME or HOME"
        case .noCachePath:
            "no stage cache is named: set --cache-dir, WHOSAID_CACHE_DIR, XDG_CACHE_HOME or HOME"
        case .badSize(let name, let text):
            "\(name) has the value `\(text)`, which is no size; set it to a size such as 500M or 2G"
        case .outputFailed(let reason): "cannot write to standard output: \(reason)"
        case .writeFailed(let path, let reason): "cannot write \(path): \(reason)"
        case .wouldDestroy(let path, let what): "\(path) is \(what), which must not be overwritten; name another file"
        case .wouldReplace(let path):
            "\(path) exists and is no unchanged export of this archive; --force replaces it"
        case .revealingAudio(let path):
            "the path of --audio, \(path), contains what --redact removes; name a file with another path"
        case .cannotRead(let path, let reason, _): "cannot read \(path): \(reason)"
        case .cannotMakeFolder(let path, let reason):
            "cannot create the folder \(path): \(reason); name another with --output-dir"
        case .noFormat: "no format is given; name it with --format or with the extension of --output"
        case .optionNeedsFormat(let option, let format): "\(option) needs --format \(format)"
        case .nothingToCompare(let recordingID):
            "recording \(recordingID) has only one run; `whosaid import` or `whosaid transcribe --force` adds another"
        case .noText(let format): "\(format) is a binary format; write it to a file with --output"
        case .noVoice(let path): "\(path): no speech, or too little to learn the voice; use a longer recording"
        case .missingFile(let path): "\(path): no such file"
        case .unreadableFile(let path, let reason): "cannot read \(path): \(reason)"
        case .badLine(let path, let line, let problem): "\(path), line \(line): \(problem)"
        case .unknownOption(let argument, let known):
            "unknown option `\(InertText.line(argument))`; "
                + (known.map { "did you mean `\($0)`? Otherwise: " } ?? "")
                + "to name a file, write ./\(InertText.line(argument)); to give the value to an option, write "
                + "--text=\(InertText.line(argument)); arguments after -- are no options"
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
