import Foundation
public import MeetingPipeline

extension StageReport {
    /// The reports of a job.
    /// - Parameter json: As `Job.stageReport`.
    /// - Throws: `DecodingError`.
    public static func reports(json: String) throws -> [StageReport] {
        try JSONDecoder().decode([StageReport].self, from: Data(json.utf8))
    }

    /// As `Job.stageReport` has it; nil where there is nothing to say.
    static func json(_ reports: [StageReport]) throws -> String? {
        guard !reports.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(reports), as: UTF8.self)
    }
}
