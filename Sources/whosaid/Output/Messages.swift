import ArchiveCore
import ArchivePeople
import FileSystem
import Foundation
import JobQueue
import Reports
import TranscriptText

/// Messages on standard error, each with the program's name in front.
enum Messages {
    /// Writes a message of one line. Line ends in quoted text, such as a file name, are replaced.
    static func writeLine(_ message: String) { write(InertText.part(message)) }

    /// Writes a message of one or more lines. Control characters, which could move the cursor or change colours, are
    /// replaced.
    static func write(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { InertText.part(String($0)) }
        do {
            try FileDescriptor.write(Array("whosaid: \(lines.joined(separator: "\n"))\n".utf8), to: .errors)
        } catch {
            // Standard error is closed, so the failure cannot be reported.
        }
    }
}

extension Messages {
    /// Reports the state that a command has left a job in.
    static func report(_ job: Job) { writeLine("job \(job.id) is \(job.state.rawValue): \(job.path)") }

    /// Writes to standard output which speakers a decision has given another name. Where it has changed none, a message
    /// says so.
    /// - Throws: `CommandError.outputFailed`.
    static func report(_ change: PeopleChange) throws(CommandError) {
        let text = PeopleTables.text(change)
        if text.isEmpty { return write("decision \(change.eventID) changes no speaker") }
        try StandardOutput.write(text)
    }
}
