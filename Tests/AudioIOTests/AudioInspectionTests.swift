import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite(.enabled(if: TestPrograms.hasFFmpeg)) struct AudioInspectionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// ffmpeg, and an ffprobe that counts its runs as lines of the file `runs`.
    private func countingPrograms() throws -> FFmpegPrograms {
        let programs = try TestPrograms.ffmpeg()
        let script = "#!/bin/sh\necho run >> '\(folder.file("runs"))'\nexec '\(programs.ffprobe)' \"$@\"\n"
        let path = try folder.write(Array(script.utf8), to: "ffprobe")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return FFmpegPrograms(ffmpeg: programs.ffmpeg, ffprobe: path)
    }

    private func runCount() throws -> Int { try folder.bytes(of: "runs").count { $0 == UInt8(ascii: "\n") } }

    private func makeTracks(_ name: String) throws -> String {
        let path = folder.file(name)
        let sources = [300, 500].flatMap { ["-f", "lavfi", "-i", "sine=frequency=\($0):duration=2"] }
        try TestPrograms.runFFmpeg(sources + ["-map", "0", "-map", "1", "-c:a", "aac", path])
        return path
    }

    @Test func oneInspectionServesAllTracksAndLaterReaders() throws {
        let programs = try countingPrograms()
        let path = try makeTracks("a.m4a")
        let first = try AudioReader(path: path, tracks: .all, programs: programs)
        #expect(first.info.tracks == [1, 2])
        #expect(try runCount() == 1)
        let again = try AudioReader(path: path, tracks: .all, programs: programs, inspection: first.inspection)
        #expect(try runCount() == 1)
        #expect(again.info == first.info)
        #expect(try again.readAll() == first.readAll())
        // Without it, ffprobe runs again.
        _ = try AudioReader(path: path, programs: programs)
        #expect(try runCount() == 2)
    }

    @Test func aChangedFileIsInspectedAgain() throws {
        let programs = try countingPrograms()
        let path = try makeTracks("a.m4a")
        let first = try AudioReader(path: path, programs: programs)
        let firstCount = try first.readAll().count
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", path])
        let second = try AudioReader(path: path, programs: programs, inspection: first.inspection)
        #expect(try runCount() == 2)
        #expect(try second.readAll().count < firstCount)
        let other = try makeTracks("b.m4a")
        _ = try AudioReader(path: other, programs: programs, inspection: first.inspection)
        #expect(try runCount() == 3)
    }
}
