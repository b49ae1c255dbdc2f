import Foundation

/// What a program did: its exit code and everything it printed.
public struct ProgramRun: Sendable {
    /// Exit code, or 128 + the signal that ended it.
    public let status: Int32
    /// Everything on standard output.
    public let output: String
    /// Everything on standard error.
    public let errors: String

    /// Runs a program to its end.
    /// - Parameters:
    ///   - program: Absolute path.
    ///   - environment: The whole environment of the program; nil gives it that of the tests.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let environment { process.environment = environment }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        // Files instead of pipes: a program may fill one of two pipes while the test waits at the other.
        let scratch = try ScratchFolder()
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.write("", to: "output")))
        let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.write("", to: "errors")))
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try output.close()
        try errors.close()
        status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        self.output = try Self.text(scratch.file("output"))
        self.errors = try Self.text(scratch.file("errors"))
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}
