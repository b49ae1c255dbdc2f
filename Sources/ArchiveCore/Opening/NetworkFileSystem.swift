import FileSystem
import Foundation
import Glibc

/// Tells file systems of other machines, on which SQLite's log and locks do not work.
enum NetworkFileSystem {
    /// Where Linux lists what is mounted.
    private static let mountsFile = "/proc/self/mountinfo"

    /// The kind of network file system on which a path lies or would lie, or nil for a local one.
    static func kind(at path: String) throws -> String? {
        var folder = path
        while folder != "/" && access(folder, F_OK) != 0 { folder = (folder as NSString).deletingLastPathComponent }
        // The archive itself may be a link to another place.
        guard access(mountsFile, R_OK) == 0, let real = realpath(folder, nil) else { return nil }
        defer { free(real) }
        do {
            return kind(at: String(cString: real), mounts: try String(contentsOfFile: mountsFile, encoding: .utf8))
        } catch {
            throw ArchiveError.cannotOpen(path: path, reason: "\(mountsFile): \(SystemError.text(of: error))")
        }
    }

    /// - Parameters:
    ///   - path: Without links.
    ///   - mounts: Text of `/proc/self/mountinfo`.
    static func kind(at path: String, mounts: String) -> String? {
        guard let mount = Mount.holding(path, mounts) else { return nil }
        switch mount.type {
        case "nfs", "nfs4": return "NFS"
        case "cifs", "smb3", "smbfs": return "SMB"
        case "afs", "ceph", "coda", "lustre", "gfs2", "ocfs2", "ncpfs": return mount.type
        case "9p":
            // Sandboxes show local disks so, by a descriptor; but Windows shows its drives so, too.
            return mount.options.contains("trans=fd") && !mount.options.contains("drvfs") ? nil : "9p"
        default:
            let remote = ["sshfs", "rclone", "s3fs", "gcsfuse", "glusterfs", "davfs", "curlftpfs", "smbnetfs", "gvfs"]
            return mount.type.hasPrefix("fuse.") && remote.contains { mount.type.contains($0) } ? mount.type : nil
        }
    }
}

/// A line of `/proc/self/mountinfo`.
private struct Mount {
    let place: String
    let type: String
    let options: String

    /// The mount on which a path lies: the innermost one, and of several at the same place the last.
    static func holding(_ path: String, _ mounts: String) -> Mount? {
        mounts.split(separator: "\n").compactMap { Mount($0) }
            .filter { $0.place == "/" || path == $0.place || path.hasPrefix($0.place + "/") }
            .reduce(nil) { $0.map(\.place.utf8.count) ?? 0 > $1.place.utf8.count ? $0 : $1 }
    }

    /// `36 35 98:0 / /place rw,noatime shared:1 - type source options`
    private init?(_ line: Substring) {
        guard let separator = line.firstRange(of: " - ") else { return nil }
        let first = line[..<separator.lowerBound].split(separator: " ")
        let second = line[separator.upperBound...].split(separator: " ")
        guard first.count >= 5, second.count >= 3 else { return nil }
        place = Self.unescaped(String(first[4]))
        type = String(second[0])
        options = String(second[2])
    }

    /// White space and backslashes are written as octal numbers.
    private static func unescaped(_ text: String) -> String {
        [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
