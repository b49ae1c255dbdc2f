import ArgumentParser
import Glibc

/// The command line program.
@main
struct WhoSaid: AsyncParsableCommand {
    /// Version of the program, which every run in the archive carries. It does not decide what is transcribed again: see
    /// `ResultVersion`.
    static let version = "0.3.0"

    static let configuration = CommandConfiguration(
        commandName: "whosaid",
        abstract: "Turns recordings of meetings into a searchable archive of who said what.",
        discussion: """
            Data goes to standard output, everything else to standard error. Exit codes: 0 all done, 1 some inputs \
            failed, 64 usage, 65 undecodable input, 66 missing input, 69 model missing or changed, 70 internal error, \
            74 input/output or database, 75 interrupted.
            """,
        version: version,
        subcommands: [
            TranscribeCommand.self, WorkCommand.self, JobsCommand.self, ListCommand.self, ShowCommand.self,
            PeopleCommand.self, SearchCommand.self, StatsCommand.self, SQLCommand.self, EditCommand.self,
            ExportCommand.self, ImportCommand.self, CompareCommand.self, ReviewCommand.self, ScoreCommand.self,
            RemoveCommand.self, ModelsCommand.self, CacheCommand.self, SchemaCommand.self, DoctorCommand.self,
        ])

    /// Runs the command that the user gave and ends the process with the exit code that tells how it went.
    static func main() async {
        // Whoever started the program may have told it to ignore the end of its children, which would hide how decoders end.
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
