import ArchiveCore
import Foundation
import Scoring
import Transcript

/// Reads one side of a comparison: files and archives.
enum ScoringSide {
    /// - Parameters:
    ///   - paths: files that the scorer reads, and archives, recognised by their content.
    ///   - wanted: names of the other side's recordings: of an archive only those are read, unless it has none of them.
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

    /// The recordings of an archive under the names of their files, as far as the archive knows them to be there still:
    /// all names that are wanted, else one for each recording.
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

    /// Whether a file begins as SQLite's do. What cannot be read is left to the reader of text to complain of.
    private static func isDatabase(_ path: String) -> Bool {
        var status = stat()
        // Whoever opens a named pipe waits for its writer.
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
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
