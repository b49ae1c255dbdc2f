import ArchiveCore
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript

/// The built program, an archive of its own, and a world in which nothing else is set.
struct WhoSaidProgram {
    let folder: ScratchFolder
    let archivePath: String
    let binary: String

    init() throws {
        folder = try ScratchFolder()
        archivePath = folder.file("archive.db")
        binary = try Self.find()
    }

    /// The program with an archive that holds transcripts, whose ids are 1, 2, …
    init(holding transcripts: [MeetingTranscript]) throws {
        try self.init()
        let archive = try Archive(path: archivePath)
        for transcript in transcripts { try archive.save(transcript) }
    }

    /// Runs the program to its end.
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> ProgramRun {
        try run(arguments, environment: environment)
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun(
            binary, arguments, environment: self.environment.merging(environment) { $1 }, folder: folder.path)
    }

    /// Starts the program and does not wait for it; what it prints is lost.
    func start(_ arguments: String..., environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = arguments
        process.environment = self.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs a line of the shell in which `$whosaid` is the program.
    func shell(_ line: String) throws -> ProgramRun {
        let environment = environment.merging(["whosaid": binary]) { $1 }
        return try ProgramRun("/bin/sh", ["-c", line], environment: environment, folder: folder.path)
    }

    private var environment: [String: String] {
        var environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path, "WHOSAID_DATABASE": archivePath, "COLUMNS": "100",
        ]
        environment["WHOSAID_MODELS_DIR"] = TestResources.models?.path
        return environment
    }

    /// Copies one of the samples that come with the models into the program's folder and gives its path there.
    func copySample(_ sample: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: folder.file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: TestResources.sample(sample), toPath: url.path)
        return url.path
    }

    /// The current transcript of a recording of the archive.
    func transcript(_ recordingID: Int64) throws -> MeetingTranscript {
        try Archive(path: archivePath).transcript(recordingID: recordingID)
    }

    /// The program is built into the folder that holds the tests.
    private static func find() throws -> String {
        let tests = [Bundle.main.executablePath, ProcessInfo.processInfo.arguments.first].compactMap(\.self)
        for test in tests {
            var folder = URL(fileURLWithPath: test).resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent("whosaid").path
                var isDirectory: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory),
                    !isDirectory.boolValue
                {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        throw NotBuilt(tests: tests)
    }

    /// The program is not where the tests look for it.
    struct NotBuilt: Error {
        let tests: [String]
    }
}

/// What a run should give, exactly.
func expect(
    _ run: ProgramRun, status: Int32 = 0, output: String = "", errors: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(run.status == status, sourceLocation: sourceLocation)
    #expect(run.output == output, sourceLocation: sourceLocation)
    #expect(run.errors == errors, sourceLocation: sourceLocation)
}
