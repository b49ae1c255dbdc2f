import FileSystem
import Foundation
import Testing

@testable import AudioIO

/// What tests of this module need from the machine.
enum TestPrograms {
    static let requireAll = ProcessInfo.processInfo.environment["WHOSAID_REQUIRE_ALL"] == "1"

    /// Condition of tests that need ffmpeg.
    static var hasFFmpeg: Bool { FFmpegPrograms.find() != nil || requireAll }

    /// The folder of odd recordings that lies beside the package on developers' machines.
    static let oddAudio: String = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/odd_audio/audio").path

    /// Condition of tests that need the odd recordings.
    static var hasOddAudio: Bool { FileManager.default.fileExists(atPath: oddAudio) || requireAll }

    static func ffmpeg() throws -> FFmpegPrograms { try #require(FFmpegPrograms.find(), "ffmpeg is not installed") }

    /// Runs ffmpeg to make a test's file.
    static func runFFmpeg(_ arguments: [String]) throws {
        try run(ffmpeg().ffmpeg, ["-nostdin", "-y", "-v", "error"] + arguments)
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String]) throws {
        let child = try ChildProcess(program: program, arguments: arguments)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while try child.read(into: &buffer) > 0 {}
        let ending = try child.finish()
        #expect(ending == .exited(code: 0), "\(program): \(child.errorText)")
    }
}

extension AudioReader {
    /// All samples, read in one go.
    func readAll() throws(AudioError) -> [Float] { try read(.max) }
}
