import ArchiveCore
import FileSystem
import Foundation

/// Output files with names from the user. Before writing, existing files are protected; afterwards, the archive stores
/// that the file is an export.
struct OutputFile {
    let protection: OutputProtection

    init(_ archive: Archive, isForced: Bool) { protection = OutputProtection(archive: archive, isForced: isForced) }

    /// Whether a path means standard output.
    static func isStandardOutput(_ path: String) -> Bool {
        ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path)
    }

    /// Writes a file completely or not at all. Standard output, devices and pipes are written to directly.
    /// - Parameter recordingID: The recording of the export.
    /// - Throws: `CommandError`, `ArchiveError`.
    func write(_ bytes: Data, to path: String, recordingID: Int64) throws {
        if Self.isStandardOutput(path) { return try StandardOutput.write(bytes) }
        try protection.check(path, writing: bytes)
        do throws(SystemError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            let end = AtomicFile.linkEnd(path)
            throw CommandError.writeFailed(
                path: path, reason: error.text + (end == path ? "" : "; it is a symbolic link to \(end)"))
        }
        try keep(path, FileDigest.sha256(bytes: bytes), recordingID)
    }

    /// Stores the export in the archive. The file is complete, so a failure here is only reported.
    private func keep(_ path: String, _ hash: String, _ recordingID: Int64) throws {
        let target = OutputProtection.target(path)
        guard FileStatus.find(target)?.kind == .regular else { return }
        do {
            try protection.archive.keepExport(
                path: target, contentHash: hash, recordingID: recordingID, at: Date().formatted(.iso8601))
        } catch ArchiveError.readOnly {
            // A read-only archive stores nothing. A later export to the same file needs --force.
            return
        } catch let error as ArchiveError {
            Messages.writeLine("\(path) is written, but replacing it later will need --force: \(error)")
        }
    }
}
