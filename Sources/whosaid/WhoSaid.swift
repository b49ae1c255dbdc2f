import ArgumentParser
import Glibc

/// The command line program.
@main
struct WhoSaid: AsyncParsableCommand {
    /// Version of the program, stored with every run in the archive. It does not decide what is transcribed again: see
    /// `ResultVersion`.
    static let version = "0.3.0"

    static let configuration = CommandConfiguration(
        commandName: "whosaid",
        abstract: "Turns recordings of meetings into a searchable archive of who said what.",
        discussion: """
            The program writes data to standard output and everything else to standard error. Exit codes: 0 all done, \
            1 some inputs failed, 64 usage, 65 undecodable input, 66 missing input, 69 model missing or changed, 70 \
            internal error, 74 input/output or database, 75 interrupted.

            Examples:
              whosaid transcribe meeting.flac
                  Transcribe a recording and print the transcript.
              whosaid search budget
                  Find a word in all transcripts.
            """,
        version: version,
        subcommands: [
            TranscribeCommand.self, WorkCommand.self, JobsCommand.self, ListCommand.self, ShowCommand.self,
            PeopleCommand.self, SearchCommand.self, StatsCommand.self, SQLCommand.self, EditCommand.self,
            ExportCommand.self, ImportCommand.self, CompareCommand.self, ReviewCommand.self, ScoreCommand.self,
            RemoveCommand.self, ModelsCommand.self, CacheCommand.self, SchemaCommand.self, DoctorCommand.self,
        ])

    /// Runs the command of the user and ends the process with its exit code.
    static func main() async {
        // The parent may have left SIGCHLD ignored, which would hide the exit codes of decoders.
        signal(SIGCHLD, SIG_DFL)
        do {
            var command = try CommandLineParsing.command(Array(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            ExitStatus.endProcess(after: error)
        }
    }
}
