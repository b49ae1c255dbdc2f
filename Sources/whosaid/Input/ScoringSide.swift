import ArchiveCore
import FileSystem
import Foundation
import Scoring
import Transcript

/// Reads one side of a scoring: files and archives.
enum ScoringSide {
    /// - Parameters:
    ///   - paths: Files that the scorer reads, and archives, recognized by their content.
    ///   - wanted: The names of the recordings on the other side. If an archive has some of them, only those are read.
    /// - Throws: `ScoringError`, `ArchiveError`.
    static func read(_ paths: [String], wanted: [String] = []) throws -> ScoringInput {
        var input = ScoringInput()
        for path in paths {
            if isDatabase(path) {
                let archive = try Archive(path: path, mustExist: true, mayBeReadOnly: true)
                let transcripts = try named(archive, wanted: Set(wanted)).map { name, recordingID in
                    (name: name, meeting: try archive.transcript(recordingID: recordingID))
                }
                try input.add(transcripts, archive: path)
            } else {
                try input.add(path: path)
            }
        }
        return input
    }

    /// The recordings of an archive with the names of their current files: all wanted names, or else one name for each
    /// recording.
    private static func named(_ archive: Archive, wanted: Set<String>) throws -> [(name: String, recordingID: Int64)] {
        let recordings = try archive.recordings()
        var found: [(name: String, recordingID: Int64)] = []
        for recording in recordings {
            let current = try recording.paths.filter { try archive.recording(path: $0)?.id == recording.id }
            let names = Set(current.map(ScoringInput.recordingName)).intersection(wanted)
            found += names.sorted().map { ($0, recording.id) }
        }
        return found.isEmpty ? recordings.map { (ScoringInput.recordingName(path: $0.path), $0.id) } : found
    }

    /// Whether a file has the signature of SQLite. False for a file that cannot be read; the text reader reports it.
    private static func isDatabase(_ path: String) -> Bool {
        // Opening a named pipe would block until a writer opens it.
        guard FileStatus.find(path)?.kind == .regular,
            let file = FileHandle(forReadingAtPath: path)
        else { return false }
        defer { file.closeFile() }
        do {
            return try file.read(upToCount: 16) == Data("SQLite format 3\0".utf8)
        } catch {
            return false
        }
    }
}
