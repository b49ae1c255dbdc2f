import FileSystem
import Foundation
import Logging
import Synchronization

/// A log file with a message on each line, with time and level. Only the user can read it.
struct LogFile: LogHandler {
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.info
    private let file: LogFileWriter

    /// Creates a file, and its folder if it is missing.
    /// - Parameter count: Number of the newest log files that are kept in the folder, including this one.
    /// - Throws: `CommandError.writeFailed`.
    init(in folder: String, now: Date, keeping count: Int) throws(CommandError) {
        let manager = FileManager.default
        do {
            try manager.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // Names begin with the time, so that they sort by time.
            let old = try manager.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".log") }.sorted()
            for name in old.dropLast(count - 1) { try Self.remove(folder + "/" + name) }
        } catch let error as CommandError {
            throw error
        } catch {
            throw .writeFailed(path: folder, reason: SystemError.text(of: error))
        }
        let time = now.formatted(.iso8601.timeSeparator(.omitted))
        file = try LogFileWriter(path: "\(folder)/\(time)-\(getpid()).log")
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        file.write("\(time) \(event.level.rawValue) \(event.message)\n")
    }

    /// Ignores a missing file: another run may have removed it.
    private static func remove(_ path: String) throws(CommandError) {
        do throws(SystemError) {
            try FileDescriptor.remove(path)
        } catch {
            guard !error.isMissing else { return }
            throw .writeFailed(path: path, reason: error.text)
        }
    }
}

/// The open file.
private final class LogFileWriter: Sendable {
    private let file: FileDescriptor
    /// After a failure, which is reported once, nothing more is written.
    private let hasFailed = Mutex(false)

    init(path: String) throws(CommandError) {
        do throws(SystemError) {
            file = try FileDescriptor(path, .append)
        } catch {
            throw .writeFailed(path: path, reason: error.text)
        }
    }

    func write(_ line: String) {
        hasFailed.withLock { hasFailed in
            guard !hasFailed else { return }
            do throws(SystemError) {
                try file.write(line.utf8)
            } catch {
                hasFailed = true
                Messages.writeLine(
                    "cannot write the log file \(file.path): \(error.text); this run goes on without it")
            }
        }
    }
}
