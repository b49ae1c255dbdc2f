import Foundation
import Transcript

/// What one stage did in a job, as `Job.stageReport` has it.
public struct StageOutcome: Hashable, Codable, Sendable {
    /// Name of the stage.
    public var stage: String
    /// `ran`, `reused` or `resumed`.
    public var outcome: String
    /// Why.
    public var reason: String
    /// Wall-clock seconds that it took.
    public var seconds: Double

    /// The outcomes of a report.
    /// - Parameter report: As `Job.stageReport`.
    /// - Throws: `DecodingError`.
    public static func outcomes(of report: String) throws -> [StageOutcome] {
        try JSONDecoder().decode([StageOutcome].self, from: Data(report.utf8))
    }

    /// The report on a run in which every stage ran.
    static func report(of run: RunInfo) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let outcomes = run.timings.map {
            StageOutcome(
                stage: $0.stage, outcome: "ran", reason: "nothing was kept of it from an earlier run",
                seconds: $0.seconds)
        }
        return String(decoding: try encoder.encode(outcomes), as: UTF8.self)
    }
}
