import FileSystem
import Foundation
import Logging
import Synchronization

/// A file of log messages, one a line with time and level, private to the user.
struct LogFile: LogHandler {
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.info
    private let file: LogFileWriter

    /// Makes a file, and the folder where it is missing.
    /// - Parameter count: Files that stay in the folder, the newest ones, this one included.
    /// - Throws: `CommandError.writeFailed`.
    init(in folder: String, now: Date, keeping count: Int) throws(CommandError) {
        let manager = FileManager.default
        do {
            try manager.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // Names begin with the time, so that their order is that of the runs.
            let old = try manager.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".log") }.sorted()
            for name in old.dropLast(count - 1) { try Self.remove(folder + "/" + name) }
        } catch let error as CommandError {
            throw error
        } catch {
            throw .writeFailed(path: folder, reason: error.localizedDescription)
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

    /// Another run may have removed the file first.
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
    /// Nothing more is written after a failure, of which the user hears once.
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
                Messages.writeLine("the log file \(file.path) takes no more: \(error.text)")
            }
        }
    }
}
