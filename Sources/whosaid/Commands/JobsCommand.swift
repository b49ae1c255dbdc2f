import ArgumentParser

/// `whosaid jobs`: the job queue.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Show and change the job queue.",
        subcommands: [
            JobsListCommand.self, JobsShowCommand.self, JobsExplainCommand.self, JobsRetryCommand.self,
            JobsCancelCommand.self, JobsQuarantineCommand.self,
        ],
        defaultSubcommand: JobsListCommand.self)
}
