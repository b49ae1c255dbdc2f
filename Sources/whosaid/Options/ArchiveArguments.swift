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
        help: ArgumentHelp("The person: name, in any case of its letters, or number in `whosaid people list`."))
    var person: String
}

extension Archive {
    /// The speaker that a user means by a recording and a label.
    func speaker(_ name: String, of recording: String) throws -> SpeakerReference {
        SpeakerReference(recordingID: try self.recording(recording).id, name: name)
    }

    /// The speaker that a user means by `recording:label`.
    /// - Throws: `ValidationError` for a text without a colon.
    func speaker(_ text: String) throws -> SpeakerReference {
        guard let colon = text.lastIndex(of: ":") else {
            throw ValidationError("a speaker is written recording:label, as in 3:S1, not `\(text)`")
        }
        return try speaker(String(text[text.index(after: colon)...]), of: String(text[..<colon]))
    }
}
