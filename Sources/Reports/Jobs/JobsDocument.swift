import Foundation
public import JobQueue
public import TranscriptText

/// Jobs in the shape of `jobs.schema.json`.
public enum JobsDocument {
    /// The document.
    public static func value(of jobs: [Job]) -> JSONValue {
        .object([
            ("format", .string("whosaid-jobs")), ("version", .integer(1)), ("jobs", .array(jobs.map(value))),
        ])
    }

    private static func value(of job: Job) -> JSONValue {
        .object([
            ("id", .integer(job.id)), ("state", .string(job.state.rawValue)),
            ("paths", .array(job.paths.map(JSONValue.string))), ("content_hash", .string(job.contentHash)),
            ("settings", object(job.settings)), ("models", object(job.models)),
            ("program_version", .string(job.programVersion)), ("attempt_count", .integer(Int64(job.attemptCount))),
            ("worker", job.workerID.map(JSONValue.integer)), ("lease_expires_at", job.leaseExpiresAt.map(time)),
            ("not_before", job.notBefore.map(time)), ("failure", job.failure.map(value)),
            ("recording", job.recordingID.map(JSONValue.integer)), ("created_at", time(job.createdAt)),
            ("updated_at", time(job.updatedAt)),
        ])
    }

    private static func value(of failure: JobFailure) -> JSONValue {
        .object([
            ("kind", .string(failure.kind.rawValue)), ("stage", failure.stage.map(JSONValue.string)),
            ("reason", .string(failure.reason)), ("advice", .string(failure.advice)),
        ])
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        .object(texts.sorted { $0.key < $1.key }.map { (name: $0.key, value: .string($0.value)) })
    }

    private static func time(_ date: Date) -> JSONValue { .string(date.formatted(.iso8601)) }
}
