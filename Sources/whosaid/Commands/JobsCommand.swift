import ArgumentParser

/// `whosaid jobs`: the queue, and what became of each recording that was in it.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Look at the queue of recordings, and change it.",
        subcommands: [
            JobsListCommand.self, JobsShowCommand.self, JobsExplainCommand.self, JobsRetryCommand.self,
            JobsCancelCommand.self, JobsQuarantineCommand.self,
        ],
        defaultSubcommand: JobsListCommand.self)
}
