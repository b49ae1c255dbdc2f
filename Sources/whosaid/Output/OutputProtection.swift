import ArchiveCore
import Foundation
import ModelFiles
import StageCache

/// Keeps users from losing what they could not get back.
struct OutputProtection {
    let archive: Archive
    /// Whether the user lets files be replaced that no export has written.
    let isForced: Bool
    /// For the places of cache, logs and models.
    var environment = ProcessInfo.processInfo.environment

    /// Beside the archive.
    private static let companions = ["", "-wal", "-shm", "-journal", "-workers"]

    /// Refuses an output that would cost the user something else than an earlier export.
    ///
    /// Never allowed are this and other archives with its companions, recordings (those that the archive knows by any
    /// name, and every other file that looks like sound), and everything in the folders of cache, logs and models,
    /// whatever links and spellings lead there. Another file that is there must be empty and not named as sound is (a
    /// recorder may have just begun it), have the same content, or be what an export has written and nobody has changed
    /// since, unless `isForced`.
    /// - Parameters:
    ///   - output: As the user names it.
    ///   - bytes: What is to be written.
    /// - Throws: `CommandError.wouldDestroy`, `.wouldReplace`, `ArchiveError`.
    func check(_ output: String, writing bytes: Data) throws {
        let target = Self.target(output)
        try checkPlaces(output, target)
        guard let file = Identity(target), file.isRegular else { return }
        if try archive.hasRecording(at: target) || archive.hasRecording(at: RecordingPath.canonical(output)) {
            throw CommandError.wouldDestroy(path: output, what: "a recording of the archive")
        }
        if try isReplaceable(target, file, bytes) { return }
        let start = try Self.start(of: target)
        if AudioSignature.isNamed(target) || AudioSignature.isFound(in: start) {
            throw CommandError.wouldDestroy(path: output, what: "sound or film by its name or content")
        }
        if Archive.isMarked(start) { throw CommandError.wouldDestroy(path: output, what: "an archive") }
        // Hard links and spellings in another case are other names of the same file.
        if try archive.recordingPaths().contains(where: { Identity($0)?.isSame(as: file) ?? false }) {
            throw CommandError.wouldDestroy(path: output, what: "a recording of the archive")
        }
        guard isForced else { throw CommandError.wouldReplace(path: output) }
    }

    /// Whether nothing is lost with a file: it is empty, has the same content, or is as an export has left it.
    ///
    /// An empty file with the name of a recording is one only if an export has left it so: a recorder that holds it
    /// open would lose what comes.
    private func isReplaceable(_ target: String, _ file: Identity, _ bytes: Data) throws -> Bool {
        let isEmpty = file.byteCount == 0
        if isEmpty, !AudioSignature.isNamed(target) { return true }
        let exported = try archive.exportedHash(path: target)
        // A recording of hours is not read to its end where its size tells.
        guard exported != nil || file.byteCount == bytes.count else { return false }
        do {
            let current = try FileDigest.sha256(of: target)
            return current == exported || (!isEmpty && current == FileDigest.sha256(bytes: bytes))
        } catch let error as ModelFileError {
            throw CommandError.writeFailed(path: target, reason: "what is there already cannot be read (\(error))")
        }
    }

    /// The file that would be written: the end of all links, or a name in a folder without links.
    static func target(_ output: String) -> String {
        guard let real = realpath(output, nil) else { return RecordingPath.canonical(AtomicFile.linkEnd(output)) }
        defer { free(real) }
        return String(cString: real)
    }

    private func checkPlaces(_ output: String, _ target: String) throws {
        let file = Identity(target)
        let companion = Self.companions.first { suffix in
            let path = archive.path + suffix
            return path == target || (file.flatMap { file in Identity(path)?.isSame(as: file) } ?? false)
        }
        if let companion {
            throw CommandError.wouldDestroy(
                path: output, what: companion.isEmpty ? "the archive" : "a part of the archive")
        }
        let places = [
            (folder: cacheFolder, what: "in the cache of stages"),
            (folder: RunLog.folder(environment), what: "in the folder of logs"),
            (folder: try modelsFolder(), what: "in the folder of models"),
        ]
        for (folder, what) in places {
            guard let folder, let place = Identity(folder) else { continue }
            var parent = (target as NSString).deletingLastPathComponent
            while true {
                if Identity(parent)?.isSame(as: place) ?? false {
                    throw CommandError.wouldDestroy(path: output, what: what)
                }
                guard parent != "/", !parent.isEmpty else { break }
                parent = (parent as NSString).deletingLastPathComponent
            }
        }
    }

    private var cacheFolder: String? {
        let named = environment["WHOSAID_CACHE_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        return named ?? CacheFolder.defaultPath(environment: environment)
    }

    /// Nil where there are no models that could be lost.
    private func modelsFolder() throws -> String? {
        do {
            return try ModelLocation.find(
                option: nil, environment: environment, program: Bundle.main.executablePath
            ).directory
        } catch ModelFileError.noModelsFolder, ModelFileError.noManifest {
            return nil
        }
    }

    /// The first bytes of a file, enough to know sound and archives by.
    private static func start(of path: String) throws -> [UInt8] {
        do {
            return [UInt8](
                try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: AudioSignature.byteCount)
                    ?? Data())
        } catch {
            throw CommandError.writeFailed(path: path, reason: "what is there already cannot be read")
        }
    }

    /// What is at a path, at the end of all links.
    private struct Identity {
        private let identity: FileIdentity
        let isRegular: Bool
        let byteCount: Int

        /// Nil where there is nothing.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
            isRegular = status.st_mode & S_IFMT == S_IFREG
            byteCount = Int(status.st_size)
        }

        func isSame(as other: Identity) -> Bool { identity == other.identity }
    }
}
