import ArchiveCore
import AudioIO
import FileSystem
import Foundation
import ModelFiles
import StageCache

/// Keeps outputs from overwriting recordings, archives and other files of the user.
struct OutputProtection {
    let archive: Archive
    /// Whether files that are no exports may be replaced.
    let isForced: Bool
    /// The variables that name the folders of cache, logs and models.
    var environment = ProcessInfo.processInfo.environment

    /// The suffixes of files that belong to an archive.
    private static let companions = ["", "-wal", "-shm", "-journal", "-workers"]

    /// Refuses an output that would destroy anything but an earlier export.
    ///
    /// Always refused are archives and the files that belong to this one, recordings (files that the archive knows by
    /// any name, and other files with an audio extension or content), and everything in the folders of cache, logs and
    /// models, by any link or spelling. Unless `isForced`, any other existing file must be empty and without an audio
    /// extension (a recorder may have just created it), or have the same content, or be an unchanged export.
    /// - Parameters:
    ///   - output: The path as the user names it.
    ///   - bytes: The new content.
    /// - Throws: `CommandError.wouldDestroy`, `.wouldReplace`, `ArchiveError`.
    func check(_ output: String, writing bytes: Data) throws {
        let target = Self.target(output)
        try checkPlaces(output, target)
        guard let file = FileStatus.find(target), file.kind == .regular else { return }
        if try archive.hasRecording(at: target) || archive.hasRecording(at: RecordingPath.canonical(output)) {
            throw CommandError.wouldDestroy(path: output, what: "a recording of the archive")
        }
        if try isReplaceable(target, file, bytes) { return }
        let start = try Self.start(of: target)
        if AudioFiles.isNamedAsSound(target) || AudioSignature.isFound(in: start) {
            throw CommandError.wouldDestroy(path: output, what: "an audio or video file by its name or content")
        }
        if Archive.isMarked(start) { throw CommandError.wouldDestroy(path: output, what: "an archive") }
        // Hard links and other letter cases are other names of the same file.
        if try archive.recordingPaths().contains(where: { FileStatus.find($0)?.identity == file.identity }) {
            throw CommandError.wouldDestroy(path: output, what: "a recording of the archive")
        }
        guard isForced else { throw CommandError.wouldReplace(path: output) }
    }

    /// Whether a file may be replaced without loss: it is empty, has the same content, or is an unchanged export.
    ///
    /// An empty file with an audio extension must be an unchanged export, because a recorder may be about to write to
    /// it.
    private func isReplaceable(_ target: String, _ file: FileStatus, _ bytes: Data) throws -> Bool {
        let isEmpty = file.byteCount == 0
        if isEmpty, !AudioFiles.isNamedAsSound(target) { return true }
        let exported = try archive.exportedHash(path: target)
        // A long file is not read if its size differs.
        guard exported != nil || file.byteCount == bytes.count else { return false }
        do {
            let current = try FileDigest.sha256(of: target)
            return current == exported || (!isEmpty && current == FileDigest.sha256(bytes: bytes))
        } catch let error as FileError {
            throw CommandError.writeFailed(
                path: target, reason: "the existing file cannot be read (\(error)); name another file")
        }
    }

    /// The path of the file that would be written, after following all links.
    static func target(_ output: String) -> String {
        AtomicFile.resolved(output) ?? RecordingPath.canonical(AtomicFile.linkEnd(output))
    }

    private func checkPlaces(_ output: String, _ target: String) throws {
        let file = FileStatus.find(target)
        let companion = Self.companions.first { suffix in
            let path = archive.path + suffix
            return path == target || (file != nil && FileStatus.find(path)?.identity == file?.identity)
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
            guard let folder, let place = FileStatus.find(folder) else { continue }
            var parent = (target as NSString).deletingLastPathComponent
            while true {
                if FileStatus.find(parent)?.identity == place.identity {
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

    /// Nil if there are no models.
    private func modelsFolder() throws -> String? {
        do {
            return try ModelLocation.find(
                option: nil, environment: environment, program: Bundle.main.executablePath
            ).directory
        } catch ModelFileError.noModelsFolder, ModelFileError.noManifest {
            return nil
        }
    }

    /// The first bytes of a file, enough to recognize audio and archives.
    private static func start(of path: String) throws -> [UInt8] {
        do {
            return [UInt8](
                try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: AudioSignature.byteCount)
                    ?? Data())
        } catch {
            throw CommandError.writeFailed(path: path, reason: "the existing file cannot be read; name another file")
        }
    }
}
