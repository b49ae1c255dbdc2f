import Foundation
import TestSupport

/// Recordings from the wild that lie beside the package, with what is said in them where that is known.
enum OddRecordings {
    /// Condition of tests that use them.
    static var areAvailable: Bool {
        TestResources.requireAll
            || TestResources.hasModels && ProgramRequirement.isMet("ffmpeg")
                && (folder.map { FileManager.default.fileExists(atPath: $0) } ?? false)
    }

    /// The folder of recordings, or nil where there are no shared files.
    static var folder: String? { TestResources.shared?.appending(path: "data/odd_audio/audio").path }

    /// What is said, by name of the recording.
    static func references() throws -> [String: [String]] {
        let table = try String(contentsOfFile: TestResources.shared("data/odd_audio/utts.tsv"), encoding: .utf8)
        let rows = table.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        return Dictionary(
            uniqueKeysWithValues: rows.filter { $0.count == 4 && !$0[3].isEmpty }.map { row in
                (String(row[2].split(separator: "/").last ?? ""), SpokenWords.of(String(row[3])))
            })
    }

    /// All recordings, transcribed by one process: loading the models takes longer than most of them last.
    struct Transcription: Sendable {
        /// By name of the recording.
        let transcripts: [String: Line]
        let status: Int32
        /// Lines of standard error.
        let messages: [String]

        init() throws {
            let program = try WhoSaidProgram()
            let folder = try TestResources.shared("data/odd_audio/audio")
            // Its name says nothing of audio, so that it must be named.
            let headerless = folder + "/goforward_headerless_16k_s16le.raw"
            let run = try program.run("transcribe", "--json", folder, headerless)
            let lines = try run.output.split(separator: "\n").map { line in
                try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            }
            transcripts = Dictionary(uniqueKeysWithValues: lines.map { ($0.name, $0) })
            status = run.status
            messages = run.errors.split(separator: "\n").map(String.init)
        }

        /// The one transcription that all tests look at.
        static let shared = Result { try Transcription() }
    }

    /// The part of a printed transcript that the tests look at.
    struct Line: Decodable, Sendable {
        struct Recording: Decodable, Sendable {
            let path: String
            let duration_seconds: Double
        }
        struct Turn: Decodable, Sendable {
            let text: String
            let words: [Word]
        }
        struct Word: Decodable, Sendable {
            let text: String
            let start: Double
            let end: Double
        }
        struct Speaker: Decodable, Sendable {}

        let recording: Recording
        let speakers: [Speaker]
        let turns: [Turn]

        var name: String { URL(fileURLWithPath: recording.path).lastPathComponent }
        var text: String { turns.map(\.text).joined(separator: " ") }
        var spoken: [String] { SpokenWords.of(text) }
        var words: [Word] { turns.flatMap(\.words) }
    }
}
