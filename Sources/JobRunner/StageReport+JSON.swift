import Foundation
public import MeetingPipeline
import Transcript

extension StageReport {
    /// The reports of a job.
    /// - Parameter json: As `Job.stageReport`.
    /// - Throws: `DecodingError`.
    public static func reports(json: String) throws -> [StageReport] {
        try JSONDecoder().decode([StageReport].self, from: Data(json.utf8))
    }

    /// As `Job.stageReport` has it; nil where there is nothing to say.
    static func json(_ reports: [StageReport]) throws -> String? {
        reports.isEmpty ? nil : try SortedJSON.text(reports)
    }
}
