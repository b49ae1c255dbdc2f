import Foundation

/// A Python with packages of others, by which exports are read back.
public struct PythonEnvironment: Sendable, CustomStringConvertible {
    /// What the scripts need: made by `scripts/setup`, or named by `WHOSAID_PYTHON`.
    public static let scripts = PythonEnvironment(folder: ".venv", variable: "WHOSAID_PYTHON")
    /// The scorers meeteval and pyannote: made by `scripts/setup --eval`, or named by `WHOSAID_EVAL_PYTHON`.
    public static let evaluation = PythonEnvironment(folder: ".venv-eval", variable: "WHOSAID_EVAL_PYTHON")

    private let folder: String
    private let variable: String

    /// Condition of tests that need it: it is there, or what is missing must fail.
    public var isUsable: Bool { path != nil || TestResources.requireAll }

    /// For the line that says why a test was skipped.
    public var description: String { "needs the Python of \(folder) (scripts/setup)" }

    private var path: String? {
        if let named = ProcessInfo.processInfo.environment[variable] { return named }
        let path = TestResources.package.appending(path: "\(folder)/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// What a reader of `scripts/tests/read_export.py` finds in a file.
    public func read(_ file: String, as reader: String) throws -> JSONDocument {
        guard let path else { throw MissingResource(name: "\(folder)/bin/python") }
        let script = TestResources.package.appending(path: "scripts/tests/read_export.py").path
        let run = try ProgramRun(path, ["-B", script, reader, file])
        guard run.status == 0 else { throw Refused(reader: reader, errors: run.errors) }
        return try JSONDocument(text: run.output)
    }

    /// The reader did not take the file.
    public struct Refused: Error {
        let reader: String
        let errors: String
    }
}
