import ArchiveCore
import AudioIO
import Diarization
import FileSystem
import Foundation
import JobQueue
import MeetingPipeline
import TestSupport
import Testing

@testable import JobRunner

@Suite struct IntakeTests {
    private let folder: ScratchFolder
    private let archive: Archive
    private let clock = HastyClock()

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    private struct Admitted {
        var entries: [Intake.Entry] = []
        var refusals: [AudioError] = []
    }

    private func admit(_ paths: [String]) async throws -> Admitted {
        let intake = Intake(
            archive: archive, settings: TranscriptionSettings(), models: ["asr": "abc"], programVersion: "1",
            clock: clock)
        var admitted = Admitted()
        try await intake.admit(paths) {
            admitted.entries += $0
        } refused: {
            admitted.refusals.append($0)
        }
        return admitted
    }

    private func hash(_ path: String) throws -> String? {
        try archive.jobs().first { $0.paths.contains(path) }?.contentHash
    }

    /// Sets the time of the clock to the given number of seconds after a file was last written.
    private func waitAfterWriting(_ path: String, seconds: Double) throws {
        let stamp = try FileStamp(ofFileAt: path)
        clock.advance(
            Double(stamp.changedNanoseconds) / 1e9 + seconds - clock.now.timeIntervalSince1970)
    }

    @Test func everyFileIsAdmittedOrRefusedInOrder() async throws {
        let paths = try (0..<150).map { try folder.write("content \($0)", to: "in/\($0).wav") }
        let admitted = try await admit(paths + [folder.file("none.wav")])
        #expect(admitted.entries.map(\.path) == paths)
        #expect(admitted.refusals == [.file(.missing(path: folder.file("none.wav")))])
        #expect(try archive.jobs().flatMap(\.paths) == paths)
        #expect(try archive.jobs().allSatisfy { $0.settings == ["min-speakers": "1"] && $0.models == ["asr": "abc"] })
    }

    @Test func theContentOfAnUntouchedFileIsNotReadAgain() async throws {
        let path = try folder.write("content", to: "a.wav")
        try waitAfterWriting(path, seconds: 10)
        _ = try await admit([path])
        let stamp = try FileStamp(ofFileAt: path)
        #expect(try archive.rememberedContentHash(path: path, stamp: stamp) == hash(path))
        // A false memory shows that it is believed.
        let other = TranscriptFixtures.hash(1)
        let request = JobRequest(
            contentHash: other, path: path, stamp: stamp, settings: [:], models: [:], programVersion: "1",
            resultKey: "words 1")
        _ = try archive.enqueue([request], now: clock.now)
        _ = try await admit([path])
        #expect(try archive.jobs().last?.contentHash == other)
    }

    @Test func aTouchedFileIsReadAgainWhateverItsTimeOfWritingSays() async throws {
        let path = try folder.write("content", to: "a.wav")
        let manager = FileManager.default
        let date = Date(timeIntervalSince1970: 1_000_000_000)
        try manager.setAttributes([.modificationDate: date], ofItemAtPath: path)
        try waitAfterWriting(path, seconds: 10)
        _ = try await admit([path])
        // The same size and time of writing: only the time of change tells.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data("another".utf8))
        try file.close()
        try manager.setAttributes([.modificationDate: date], ofItemAtPath: path)
        _ = try await admit([path])
        #expect(try archive.jobs().count == 2)
    }

    @Test func aFileThatWasWrittenJustNowIsNotRemembered() async throws {
        let path = try folder.write("content", to: "a.wav")
        try waitAfterWriting(path, seconds: 1)
        _ = try await admit([path])
        #expect(try archive.rememberedContentHash(path: path, stamp: FileStamp(ofFileAt: path)) == nil)
    }
}
