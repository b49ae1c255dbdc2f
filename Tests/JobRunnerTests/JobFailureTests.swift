import AudioIO
import Foundation
import ModelFiles
import Testing
import TranscriptStore

@testable import JobRunner

@Suite struct JobFailureTests {
    @Test(
        arguments: [
            (.missing(path: "a"), .missingInput), (.unreadable(path: "a", reason: "no"), .missingInput),
            (.empty(path: "a"), .emptyFile), (.noSamples(path: "a", format: "WAV"), .noSound),
            (.noAudioStream(path: "a", streams: ["video"]), .noSound),
            (.undecodable(path: "a", refusals: []), .notAudio),
            (.encrypted(path: "a", scheme: "DRM"), .encrypted),
            (.decoderFailed(path: "a", decoder: "ffmpeg", afterSeconds: 1, reason: "cut off"), .damagedFile),
            (.ffmpegMissing(path: "a", refusals: []), .missingTool),
            (.decoderNotStarted(path: "a", program: "ffmpeg", reason: "No such file or directory"), .missingTool),
            (.decoderNotStarted(path: "a", program: "ffmpeg", reason: "Cannot allocate memory"), .outOfMemory),
            (.decoderKilled(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 9), .outOfMemory),
            (.readFailed(path: "a", reason: "Input/output error"), .inputOutput),
        ] as [(AudioError, JobFailureKind)])
    func whatIsWrongWithAFileIsToldApart(error: AudioError, kind: JobFailureKind) {
        let failure = JobFailure(error, stage: "listening")
        #expect(failure.kind == kind && failure.stage == "decoding")
        #expect(failure.message(path: "a") == error.description)
        #expect(JobFailure.ailsEveryJob(error) == false)
    }

    @Test(
        arguments: [
            (ENOSPC, .diskFull), (EDQUOT, .diskFull), (ENOMEM, .outOfMemory), (EIO, .inputOutput),
        ] as [(Int32, JobFailureKind)])
    func whatTheSystemRefusesIsTriedAgain(code: Int32, kind: JobFailureKind) {
        let error = NSError(domain: NSPOSIXErrorDomain, code: Int(code))
        let wrapped = NSError(domain: NSCocoaErrorDomain, code: 1, userInfo: [NSUnderlyingErrorKey: error])
        for error in [error, wrapped] {
            let failure = JobFailure(error, stage: "recognition")
            #expect(failure.kind == kind && failure.kind.isTransient && failure.stage == "recognition")
            #expect(failure.reason == String(cString: strerror(code)) && !failure.advice.isEmpty)
        }
    }

    @Test func mistakesOfTheProgramAreNotRepeated() {
        struct Unforeseen: Error {}
        let failure = JobFailure(Unforeseen(), stage: "attribution")
        #expect(failure.kind == .internalError && !failure.kind.isTransient)
        #expect(failure.reason.contains("Unforeseen"))
    }

    @Test func whatAilsEveryJobIsKnown() {
        #expect(JobFailure.ailsEveryJob(ModelFileError.missingFile(path: "a")))
        #expect(JobFailure.ailsEveryJob(ArchiveError.diskFull(path: "a")))
        #expect(!JobFailure.ailsEveryJob(ArchiveError.invalidTranscript(path: "a", problem: .duplicateLabel("b"))))
    }

    @Test func whatAnotherProcessHasChangedStopsNoBatch() {
        let changed = ArchiveError.changedMeanwhile(path: "a", detail: "FOREIGN KEY constraint failed")
        #expect(!JobFailure.ailsEveryJob(changed))
        #expect(JobFailure(changed, stage: "recognition").kind.isTransient)
        #expect(!JobFailure.ailsEveryJob(ArchiveError.recordingRemoved(id: 5)))
        #expect(!JobFailure.ailsEveryJob(ArchiveError.refusedValue(path: "a", detail: "CHECK constraint failed")))
    }

    @Test func noFailureIsBothOfTheContentAndPassing() {
        #expect(JobFailureKind.allCases.allSatisfy { !($0.isOfContent && $0.isTransient) })
    }

    @Test func delaysGrowUpToAnHour() {
        let policy = RetryPolicy(firstDelaySeconds: 5)
        #expect((1...4).map(policy.delaySeconds) == [5, 20, 80, 320])
        #expect(policy.delaySeconds(afterAttempt: 50) == 3600)
    }
}
