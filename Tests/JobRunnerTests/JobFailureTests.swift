import ArchiveCore
import AudioIO
import FileSystem
import Foundation
import JobQueue
import ModelFiles
import Testing

@testable import JobRunner

@Suite struct JobFailureTests {
    @Test(
        arguments: [
            (.file(.missing(path: "a")), .missingInput),
            (.file(.system(SystemError(.open, path: "a", code: EACCES))), .missingInput),
            (.file(.system(SystemError(.open, path: "a", code: EMFILE))), .inputOutput),
            (.empty(path: "a"), .emptyFile), (.noSamples(path: "a", format: "WAV"), .noSound),
            (.noAudioStream(path: "a", streams: ["video"]), .noSound),
            (.undecodable(path: "a", refusals: []), .notAudio),
            (.encrypted(path: "a", scheme: "DRM"), .encrypted),
            (.decoderFailed(path: "a", decoder: "ffmpeg", afterSeconds: 1, reason: "cut off"), .damagedFile),
            (.ffmpegMissing(path: "a", refusals: []), .missingTool),
            (.decoderNotStarted(path: "a", program: "ffmpeg", code: ENOENT), .missingTool),
            (.decoderNotStarted(path: "a", program: "ffmpeg", code: ENOMEM), .outOfMemory),
            (.decoderNotStarted(path: "a", program: "ffmpeg", code: EAGAIN), .inputOutput),
            (.decoderKilled(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 9), .outOfMemory),
            (.decoderKilled(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 15), .inputOutput),
            (.decoderKilled(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 2), .inputOutput),
            (.decoderCrashed(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 11), .decoderCrashed),
            (.decoderCrashed(path: "a", decoder: "ffmpeg", afterSeconds: 1, signal: 6), .decoderCrashed),
            (.decoderStalled(path: "a", decoder: "ffmpeg", afterSeconds: 1, waitedSeconds: 60), .stalled),
            (.file(.stalled(path: "a", waitedSeconds: 60)), .stalled),
            (.file(.system(SystemError(.read, path: "a", code: EIO))), .inputOutput),
            (.file(.system(SystemError(.read, path: "a", code: ENOMEM))), .outOfMemory),
            (.file(.changed(path: "a")), .inputChanged),
            (.tooManyChannels(path: "a", channelCount: 1024, limit: 128), .notAudio),
        ] as [(AudioError, JobFailureKind)])
    func whatIsWrongWithAFileIsToldApart(error: AudioError, kind: JobFailureKind) {
        let failure = JobFailure(error, stage: "listening")
        #expect(failure.kind == kind && failure.stage == "decoding")
        #expect(failure.message(path: "a") == error.description)
        #expect(JobFailure.stopsTheBatch(error) == false)
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

    @Test func whatMayPassIsTriedAgainAndACrashIsNot() {
        #expect(JobFailureKind.stalled.isTransient && JobFailureKind.inputOutput.isTransient)
        #expect(!JobFailureKind.decoderCrashed.isTransient && !JobFailureKind.decoderCrashed.isOfContent)
    }

    @Test func mistakesOfTheProgramAreNotRepeated() {
        struct Unforeseen: Error {}
        let failure = JobFailure(Unforeseen(), stage: "attribution")
        #expect(failure.kind == .internalError && !failure.kind.isTransient)
        #expect(failure.reason.contains("Unforeseen"))
    }

    @Test func whatStopsTheBatchIsKnown() {
        #expect(JobFailure.stopsTheBatch(ModelFileError.missingFile(path: "a")))
        #expect(JobFailure.stopsTheBatch(ArchiveError.diskFull(path: "a")))
        #expect(!JobFailure.stopsTheBatch(ArchiveError.invalidTranscript(path: "a", problem: .duplicateLabel("b"))))
    }

    @Test func whatAnotherProcessHasChangedStopsNoBatch() {
        let changed = ArchiveError.changedMeanwhile(path: "a", detail: "FOREIGN KEY constraint failed")
        #expect(!JobFailure.stopsTheBatch(changed))
        #expect(JobFailure(changed, stage: "recognition").kind.isTransient)
        #expect(!JobFailure.stopsTheBatch(ArchiveError.recordingRemoved(id: 5)))
        #expect(!JobFailure.stopsTheBatch(ArchiveError.refusedValue(path: "a", detail: "CHECK constraint failed")))
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
