import ArchiveCore
import ArchivePeople
import ArgumentParser

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
