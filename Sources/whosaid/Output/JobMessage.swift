import JobQueue

/// What the user is told after a change.
enum JobMessage {
    /// Tells what state a job is in by now.
    static func tell(_ job: Job) { Messages.writeLine("job \(job.id) is \(job.state.rawValue): \(job.path)") }
}
