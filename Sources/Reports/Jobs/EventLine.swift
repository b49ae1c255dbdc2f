public import Foundation
import JobQueue
public import JobRunner
import Transcript
import TranscriptText

/// Events of files and jobs in the shape of `events.schema.json`, each on one line with its end.
public enum EventLine {
    /// A file that has been admitted to the queue.
    public static func admitted(_ entry: Intake.Entry, at now: Date) -> String {
        switch entry.admission {
        case .known(let recordingID):
            line("known", entry.path, at: now, [("recording", .integer(recordingID))])
        case .open(let job): line("queued", entry.path, at: now, [("job", .integer(job.id))])
        case .quarantined(let job):
            line("quarantined", entry.path, at: now, [("job", .integer(job.id))] + failure(job.failure))
        }
    }

    /// A path that cannot be transcribed.
    public static func refused(_ path: String, _ reason: String, at now: Date) -> String {
        line("refused", path, at: now, [("reason", .string(reason))])
    }

    /// Files of a folder that are not transcribed.
    public static func passedOver(_ files: PassedOver, at now: Date) -> String {
        let kinds = files.counts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.integer(Int64($0.value))) }
        return line(
            "passed-over", files.folder, at: now,
            [("file_count", .integer(Int64(files.fileCount))), ("kinds", .object(kinds))])
    }

    /// An event of the runner.
    public static func text(_ event: RunnerEvent, at now: Date) -> String {
        switch event {
        case .started(let job):
            job.line("started", at: now, [("attempt", .integer(Int64(job.attemptCount)))])
        case .progressed(let job, let step):
            job.line(
                "progress", at: now,
                [
                    ("stage", .string(step.stage)), ("seconds", .seconds(step.seconds)),
                    ("duration_seconds", step.durationSeconds.map(JSONValue.seconds)),
                    ("fraction", step.fraction.map(JSONValue.share)),
                ])
        case .finished(let job, let result, let recordingID, let wallSeconds):
            job.line(
                "finished", at: now,
                [
                    ("recording", .integer(recordingID)), ("wall_seconds", .seconds(wallSeconds)),
                    ("duration_seconds", .seconds(result.transcript.recording.durationSeconds)),
                    ("speaker_count", .integer(Int64(result.transcript.speakers.count))),
                    ("word_count", .integer(Int64(result.transcript.words.count))),
                    ("warnings", .array(result.warnings.map(JSONValue.string))),
                ])
        case .retrying(let job, let failure, let delaySeconds):
            job.line("retrying", at: now, Self.failure(failure) + [("delay_seconds", .seconds(delaySeconds))])
        case .quarantined(let job, let failure): job.line("quarantined", at: now, Self.failure(failure))
        case .superseded(let job): job.line("superseded", at: now, [])
        case .released(let job): job.line("released", at: now, [])
        case .closedElsewhere(let job):
            job.line(
                "closed", at: now,
                [("state", .string(job.state.rawValue)), ("recording", job.recordingID.map(JSONValue.integer))]
                    + Self.failure(job.failure))
        }
    }

    private static func failure(_ failure: JobFailure?) -> [(String, JSONValue?)] {
        guard let failure else { return [] }
        return [
            ("kind", .string(failure.kind.rawValue)), ("stage", failure.stage.map(JSONValue.string)),
            ("reason", .string(failure.reason)), ("advice", .string(failure.advice)),
        ]
    }

    fileprivate static func line(
        _ type: String, _ path: String, at now: Date, _ members: [(String, JSONValue?)]
    ) -> String {
        let time = now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return JSONValue.object(
            [("event", .string(type)), ("at", .string(time)), ("path", .string(path))]
                + members.map { (name: $0.0, value: $0.1) }
        ).compact + "\n"
    }
}

extension Job {
    fileprivate func line(_ type: String, at now: Date, _ members: [(String, JSONValue?)]) -> String {
        EventLine.line(type, path, at: now, [("job", .integer(id))] + members)
    }
}
