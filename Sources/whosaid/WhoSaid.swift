import ArgumentParser

/// The command line program.
@main
struct WhoSaid: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whosaid",
        abstract: "Turns recordings of meetings into a searchable archive of who said what.",
        subcommands: [])
}
