import ArchiveCore
import ArchivePeople
import ArgumentParser

/// The argument of commands on one recording.
struct RecordingArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recording: String
}

/// The argument of commands on one job.
struct JobArgument: ParsableArguments {
    @Argument(help: "The job: its id in `whosaid jobs list`.")
    var id: Int64
}

/// The argument of commands on several jobs.
struct JobsArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The jobs: their ids in `whosaid jobs list`.", valueName: "id"))
    var ids: [Int64] = []
}

/// The argument of commands on one person.
struct PersonArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The person: name, in any letter case, or number in `whosaid people list`."))
    var person: String
}

extension Archive {
    /// The speaker with a label or name in a recording that the user names by id, content hash or path.
    func speaker(_ name: String, of recording: String) throws -> SpeakerReference {
        SpeakerReference(recordingID: try self.recording(recording).id, name: name)
    }

    /// The speaker of a text `recording:label`.
    /// - Throws: `ValidationError` for a text without a colon.
    func speaker(_ text: String) throws -> SpeakerReference {
        guard let colon = text.lastIndex(of: ":") else {
            throw ValidationError("`\(text)` is no speaker; write recording:label, for example 3:S1")
        }
        return try speaker(String(text[text.index(after: colon)...]), of: String(text[..<colon]))
    }
}
