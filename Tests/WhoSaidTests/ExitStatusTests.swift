import ArchiveCore
import ArchiveEdits
import ArchivePeople
import ArchiveSearch
import AudioIO
import FileSystem
import Foundation
import JobQueue
import ModelFiles
import Testing

@testable import whosaid

/// Swift Testing has an `ExitStatus` of its own.
private typealias Status = whosaid.ExitStatus

@Suite private struct ExitStatusTests {
    @Test func theCodesAreDocumented() {
        #expect(Status.allCases.map(\.rawValue) == [0, 1, 64, 65, 66, 69, 70, 74, 75])
    }

    @Test(
        arguments: [
            (0, [], .success), (3, [], .success), (1, [.missingInput], .someInputsFailed),
            (0, [.missingInput], .missingInput),
            (0, [.missingInput, .missingInput], .missingInput),
            (0, [.missingInput, .undecodableInput], .someInputsFailed),
            (2, [.interrupted], .interrupted), (0, [.missingInput, .interrupted], .interrupted),
        ] as [(Int, [Status], Status)])
    func severalInputsHaveOneStatus(successCount: Int, failures: [Status], status: Status) {
        #expect(Status.combined(successCount: successCount, failures: failures) == status)
    }

    @Test(
        arguments: [
            (.missing(path: "a"), .missingInput), (.noSuchRecording(reference: "a", archive: "b"), .missingInput),
            (.ambiguousHash(prefix: "a", recordingIDs: []), .usage), (.badSQL(sql: "a", problem: .empty), .usage),
            (.invalidTranscript(path: "a", problem: .duplicateLabel("b")), .internalError),
            (.busy(path: "a"), .inputOutput),
            (.diskFull(path: "a"), .inputOutput), (.notAnArchive(path: "a"), .inputOutput),
            (.newerSchema(path: "a", unknownMigrations: []), .inputOutput),
        ] as [(ArchiveError, Status)])
    func errorsOfTheArchiveHaveTheirStatus(error: ArchiveError, status: Status) {
        #expect(Status(of: error) == status)
    }

    @Test(
        arguments: [
            (SearchQueryError(query: "a", problem: .noWords), .usage),
            (TurnEditError(recordingID: 1, problem: .noWords), .usage), (PeopleProblem.nothingToUndo, .usage),
            (JobQueueError.noSuchJob(id: 1, archive: "a"), .missingInput),
            (JobQueueError.jobState(id: 1, state: .done, action: "retried"), .usage),
            (JobQueueError.jobIsOpenAgain(id: 1, other: 2), .usage),
            (JobQueueError.leaseLost(jobID: 1, archive: "a"), .inputOutput),
        ] as [(any Error, Status)])
    func errorsOfSearchCorrectionsPeopleAndJobsHaveTheirStatus(error: any Error, status: Status) {
        #expect(Status(of: error) == status)
    }

    @Test func wantOfMemoryIsNoMissingModel() {
        #expect(Status(of: ModelFileError.missingFile(path: "a")) == .modelUnavailable)
        #expect(
            Status(of: ModelFileError.file(.system(SystemError(.open, path: "a", code: EACCES)))) == .modelUnavailable)
        #expect(Status(of: ModelFileError.file(.system(SystemError(.open, path: "a", code: ENOMEM)))) == .inputOutput)
        #expect(Status(of: AudioError.decoderNotStarted(path: "a", program: "b", code: ENOMEM)) == .inputOutput)
        #expect(JobFailureKind.outOfMemory.exitStatus == .inputOutput)
    }

    @Test func aCancelledRunIsInterrupted() { #expect(Status(of: CancellationError()) == .interrupted) }

    @Test func unforeseenErrorsHaveNone() {
        struct Unforeseen: Error {}
        #expect(Status(of: Unforeseen()) == nil)
    }
}
