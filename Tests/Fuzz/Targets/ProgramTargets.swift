import ArchiveCore
import Foundation
import RecordingStorage

extension FuzzTarget {
    /// The program as users start it.
    static let programTargets = [commandLine]

    /// Numbers, sizes, dates and patterns of the command line: arguments, each ended by a line feed.
    private static let commandLine = FuzzTarget(
        name: "command-line", share: 0.1,
        tokens: [
            "--", "-", "=", "\n", "--json\n", "--limit\n", "--after\n", "1.5GiB", "99999999999999999999", "nan", "inf",
            "2024-02-30", "2024-05-06T14:30:59+14:00", "[a-", "**", "\\", "\u{FFFD}",
        ].map { Array($0.utf8) },
        corpus: { _ in
            [
                "search\nbudget\n--after\n2024-05-06T14:30\n--before\n2025\n--limit\n5\n--context\n2",
                "search\nplan*\n--min-confidence\n0.5\n--order\ntime\n--recording\n1",
                "transcribe\nnone.wav\n--memory\n2G\n--jobs\n2\n--threads\n4\n--speakers\n3\n--settle\n2.5",
                "transcribe\n.\n--include\n*.[w]av\n--exclude\n**/x?\n--cache-size\n500M\n--attempts\n3",
                "work\n--patience\n1.5\n--lease\n60\n--no-cache", "edit\n1\n--turn\n1\n--text\nwords",
                "cache\nprune\n--max-size\n512MiB", "people\nshow\n1\n--excerpts\n3", "review\n1\n--limit\n3",
                "export\n1\n--format\ntxt\n--redact\nemail,phone", "jobs\nshow\n1", "show\n1\n--numbers", "doctor",
            ].map { Array($0.utf8) }
        },
        reader: { scratch in
            let program = URL(filePath: CommandLine.executablePath).deletingLastPathComponent().appending(
                path: "whosaid")
            let archive = scratch.file("archive.db")
            try Archive(path: archive).save(transcript(saying: "We plan the budget."))
            return { input in
                let process = Process()
                process.executableURL = program
                let arguments = String(decoding: input, as: UTF8.self).replacing("\0", with: "0")
                    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                // Watching goes on for ever, as it should.
                guard !arguments.contains(where: { $0.hasPrefix("--w") }) else { return }
                process.arguments = arguments
                process.environment = [
                    "WHOSAID_DATABASE": archive, "HOME": scratch.path, "WHOSAID_MODELS_DIR": scratch.path,
                    "SWIFT_BACKTRACE": "enable=no",
                ]
                process.currentDirectoryURL = URL(filePath: scratch.path)
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                try Broken.unless(
                    process.terminationReason == .exit, "signal \(process.terminationStatus): whosaid \(arguments)")
                try Broken.unless(process.terminationStatus != 70, "internal error: whosaid \(arguments)")
            }
        })
}
