import Foundation

/// Whether a test that needs something from outside the package should run.
public enum ProgramRequirement {
    /// True where a program is on the `PATH`; also where `WHOSAID_REQUIRE_ALL=1` asks for failure instead of a skip.
    public static func isMet(_ program: String) -> Bool {
        isEverythingRequired || path(of: program) != nil
    }

    /// Whether a missing thing should fail a test instead of skipping it.
    public static var isEverythingRequired: Bool {
        ProcessInfo.processInfo.environment["WHOSAID_REQUIRE_ALL"] == "1"
    }

    /// Where a program is, or nil where it is not on the `PATH`.
    public static func path(of program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
            .map { $0 + "/" + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
