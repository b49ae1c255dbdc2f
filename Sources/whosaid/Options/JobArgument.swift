import ArgumentParser

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
