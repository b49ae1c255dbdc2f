import Foundation
import TranscriptStore

/// Keeps users from losing what they could not get back.
enum OutputProtection {
    /// Refuses the name of a file that is the archive or one of its recordings.
    /// - Throws: `CommandError.wouldDestroy`.
    static func check(_ output: String, _ archive: Archive) throws {
        var names: Set<String> = [RecordingPath.canonical(output)]
        if let real = realpath(output, nil) {
            defer { free(real) }
            names.insert(String(cString: real))
        }
        for name in names {
            guard !["", "-wal", "-shm"].contains(where: { archive.path + $0 == name }) else {
                throw CommandError.wouldDestroy(path: output, what: "the archive")
            }
            guard try archive.recording(path: name) == nil else {
                throw CommandError.wouldDestroy(path: output, what: "a recording of the archive")
            }
        }
    }
}
