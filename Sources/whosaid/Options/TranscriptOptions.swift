import ArchiveCore
import ArgumentParser
import Transcript
import TranscriptText

/// The option of commands on one of several runs on a recording.
struct RunOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The run: its id in `whosaid list --runs`, or the name of its system (default: the current run).",
            valueName: "run"))
    var run: String?

    /// The transcript of the run that the user names, or nil without --run.
    func transcript(of recording: RecordingSummary, in archive: Archive) throws -> MeetingTranscript? {
        guard let run else { return nil }
        return try archive.transcript(
            recordingID: recording.id, runID: archive.run(run, recordingID: recording.id).id)
    }
}

/// The option of commands that show transcripts.
struct LabelsOption: ParsableArguments {
    @Flag(help: "Print labels (S1, S2 …) instead of the names of people.")
    var labels = false
}

/// The option of commands that print words.
struct VocabularyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Correct the spelling of names and jargon: a file with lines `wrong => right`, or with a tab between the "
                + "two.",
            valueName: "file"))
    var vocabulary: String?

    /// The vocabulary of the file, or nil without --vocabulary.
    /// - Throws: `CommandError.unreadableFile`, `CommandError.badLine`.
    func read() throws(CommandError) -> Vocabulary? {
        guard let vocabulary else { return nil }
        do {
            return try Vocabulary(TextFile.read(vocabulary))
        } catch let problem as Vocabulary.Problem {
            throw CommandError.badLine(path: vocabulary, line: problem.line, problem: problem.description)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError.unreadableFile(path: vocabulary, reason: "\(error)")
        }
    }
}
