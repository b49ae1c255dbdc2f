import ArchiveCore
import Foundation
import ModelFiles

/// Files whose names the user gives: protected before they are written, and kept in mind as the program's own after.
struct OutputFile {
    let protection: OutputProtection

    init(_ archive: Archive, isForced: Bool) { protection = OutputProtection(archive: archive, isForced: isForced) }

    /// Whether a name stands for standard output.
    static func isStandardOutput(_ path: String) -> Bool {
        ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path)
    }

    /// Writes a file whole or not at all; standard output, devices and pipes are written to as they are.
    /// - Parameter recordingID: What it is an export of.
    /// - Throws: `CommandError`, `ArchiveError`.
    func write(_ bytes: Data, to path: String, recordingID: Int64) throws {
        if Self.isStandardOutput(path) { return try StandardOutput.write(bytes) }
        try protection.check(path, writing: bytes)
        try AtomicFile.write(bytes, to: path)
        try keep(path, FileDigest.sha256(bytes: bytes), recordingID)
    }

    /// The file is complete by now, so that an archive that takes no more is no failure.
    private func keep(_ path: String, _ hash: String, _ recordingID: Int64) throws {
        let target = OutputProtection.target(path)
        guard Self.isRegular(target) else { return }
        do {
            try protection.archive.keepExport(
                path: target, contentHash: hash, recordingID: recordingID, at: Date().formatted(.iso8601))
        } catch ArchiveError.readOnly {
            // An archive that may only be read keeps nothing; a later export to the same file needs --force.
            return
        } catch let error as ArchiveError {
            Messages.writeLine("\(path) is written, but another export will need --force to replace it: \(error)")
        }
    }

    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
